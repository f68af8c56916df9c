package io.lockstep.engine.resolve;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.grammar.ast.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The activities of a case in the order of their indices, with their names and starts. */
final class ActivityTable {
  private final Names names;
  private final Problems problems;
  private final List<ActivitySpec> activities = new ArrayList<>();
  private final Starts starts = new Starts();
  private final Map<String, Integer> unnamed = new HashMap<>();

  ActivityTable(Context context) {
    this.names = context.names();
    this.problems = context.problems();
  }

  /** All so far; it grows. */
  List<ActivitySpec> all() {
    return activities;
  }

  /** The index of the activity that is being resolved. */
  int next() {
    return activities.size();
  }

  Starts starts() {
    return starts;
  }

  /** Adds what the body makes and gives it its name, if it has one; no matter if all is right. */
  void define(
      Optional<Reference> name, Names.Kind kind, Scope scope, Supplier<ActivitySpec> body) {
    int index = add(body);
    name.ifPresent(
        reference ->
            problems.guard(
                () ->
                    names.define(
                        kind, names.expandOne(reference, scope), index, reference.span())));
  }

  /** Adds what the body makes; its index, or -1 if there is a mistake in it. */
  int add(Supplier<ActivitySpec> body) {
    int index = next();
    Optional<ActivitySpec> activity = problems.attempt(body);
    activity.ifPresentOrElse(activities::add, () -> starts.forget(index));
    return activity.isPresent() ? index : -1;
  }

  /** The name that is given, or one such as {@code tcp a -> b:80}. */
  String name(Optional<Reference> given, Scope scope, String kind, String from, String to) {
    return given
        .map(reference -> names.expandOne(reference, scope).toString())
        .orElseGet(() -> unique(kind + " " + from + " -> " + to));
  }

  /** That name; a number tells it from earlier ones. */
  String unique(String name) {
    int count = unnamed.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + "#" + count;
  }
}
