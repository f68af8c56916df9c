package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.When;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The programs made of system calls: first what they are, then, by {@link #fill}, their steps. */
final class Scripts {
  private static final ImmutableSet<PropertyName> ALLOWED =
      ImmutableSet.of(PropertyName.START, PropertyName.TIMEOUT);

  private final Context context;
  private final ActivityTable table;
  private final List<NodeState> nodes;
  private final PathFinder paths;

  /** By the index of the activity. */
  private final Map<Integer, Placed<Statement.Script>> scripts = new LinkedHashMap<>();

  Scripts(Context context, ActivityTable table, List<NodeState> nodes, PathFinder paths) {
    this.context = context;
    this.table = table;
    this.nodes = nodes;
    this.paths = paths;
  }

  /** Adds the activity, without steps. */
  void add(Statement.Script script, Scope scope) {
    scripts.put(table.next(), new Placed<>(script, scope));
    table.define(
        Optional.of(script.name()), Names.Kind.SCRIPT, scope, () -> empty(script, scope));
  }

  private ActivitySpec empty(Statement.Script script, Scope scope) {
    int node = context.names().one(script.node(), scope, Names.Kind.NODE).index();
    List<Setting> settings = new ArrayList<>();
    for (Statement step : script.steps()) {
      if (step instanceof Statement.ScriptSetting one) {
        settings.add(one.setting());
      }
    }
    TrafficProperties properties =
        new TrafficProperties(context, table, "a program", ALLOWED, settings, scope);
    long timeout =
        properties.or(
            ScriptResolver.TIMEOUT_NS,
            () -> properties.timeAboveZero(PropertyName.TIMEOUT, ScriptResolver.TIMEOUT_NS));
    return new ActivitySpec.Script(
        table.next(),
        context.names().expandOne(script.name(), scope).toString(),
        node,
        ImmutableList.of(),
        new When.At(properties.or(0L, properties::start)),
        timeout,
        source(script));
  }

  /** Up to the block: the lines have places of their own. */
  private Source source(Statement.Script script) {
    Source whole = context.sources().of(script);
    String text = whole.text();
    int brace = text.indexOf(" {");
    return new Source(
        whole.file(), whole.line(), whole.column(), brace < 0 ? text : text.substring(0, brace));
  }

  /** Puts the steps in; they may speak of any activity, so all of these are known by now. */
  void fill() {
    List<ActivitySpec> activities = table.all();
    Map<Integer, Set<String>> labels = new HashMap<>();
    scripts.forEach(
        (index, placed) -> labels.put(index, ScriptResolver.labels(placed.statement())));
    scripts.forEach(
        (index, placed) -> {
          if (index < activities.size()
              && activities.get(index) instanceof ActivitySpec.Script spec
              && spec.index() == index) {
            context
                .problems()
                .guard(
                    () ->
                        activities.set(
                            index,
                            spec.withSteps(
                                new ScriptResolver(context, nodes, paths, activities, labels)
                                    .resolve(placed.statement(), spec, placed.scope()))));
          }
        });
  }
}
