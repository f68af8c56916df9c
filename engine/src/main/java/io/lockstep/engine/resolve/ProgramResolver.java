package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.FileContent;
import io.lockstep.engine.model.NodeFile;
import io.lockstep.engine.model.When;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns {@code exec} and {@code daemon} statements into programs. */
final class ProgramResolver {
  private static final ImmutableSet<PropertyName> ALLOWED =
      ImmutableSet.of(PropertyName.START, PropertyName.STOP, PropertyName.TIMEOUT);

  private final Context context;
  private final Evaluator evaluator;
  private final Problems problems;
  private final Starts starts;
  private final NodeFiles nodeFiles;

  ProgramResolver(Context context, Starts starts) {
    this.context = context;
    this.evaluator = context.evaluator();
    this.problems = context.problems();
    this.starts = starts;
    this.nodeFiles = new NodeFiles(context);
  }

  /** What the lines of a block say. */
  private static final class Lines {
    final Properties properties = new Properties("a program", ALLOWED);
    final Map<String, String> environment = new LinkedHashMap<>();
    final List<NodeFile> files = new ArrayList<>();
    FileContent input;
    String directory = "";
    Setting inputAt;
    Setting directoryAt;
  }

  /**
   * A program.
   *
   * @param name as displayed
   */
  ActivitySpec.Program program(Statement.Exec exec, Scope scope, int index, String name) {
    int node = context.names().one(exec.node(), scope, Names.Kind.NODE).index();
    String command = evaluator.text(exec.command(), scope);
    if (command.isBlank() || command.indexOf('\0') >= 0) {
      throw Mistake.at(exec.command().span(), "no-command", "expected a command line");
    }
    Lines lines = new Lines();
    for (SettingExpander.Placed placed : context.flattener().flatten(exec.settings(), scope)) {
      problems.guard(() -> line(placed.setting(), placed.scope(), lines, index));
    }
    TrafficProperties properties = new TrafficProperties(context, lines.properties, scope);
    long start = properties.or(0L, properties::start);
    return new ActivitySpec.Program(
        index,
        name,
        node,
        exec.daemon(),
        command,
        new When.At(start),
        properties.or(-1L, () -> properties.stop(start)),
        properties.or(-1L, () -> properties.timeAboveZero(PropertyName.TIMEOUT, -1)),
        Optional.ofNullable(lines.input).orElse(FileContent.NONE),
        ImmutableMap.copyOf(lines.environment),
        lines.directory,
        ImmutableList.copyOf(lines.files),
        context.sources().of(exec));
  }

  private void line(Setting setting, Scope scope, Lines lines, int index) {
    if (setting instanceof Setting.StartAfter after) {
      starts.after(index, after, scope, problems);
    } else if (setting instanceof Setting.Property property) {
      lines.properties.add(property);
      if (property.name() == PropertyName.START) {
        starts.at(index, property, problems);
      }
    } else if (setting instanceof Setting.Env env) {
      lines.environment.put(env.name().text(), evaluator.text(env.value(), scope));
    } else if (setting instanceof Setting.Directory directory) {
      once(lines.directoryAt, setting, "directory");
      lines.directoryAt = setting;
      String path = evaluator.text(directory.path(), scope);
      lines.directory = path.equals("/") ? path : nodeFiles.absolute(directory.path(), scope);
    } else if (setting instanceof Setting.Stdin stdin) {
      once(lines.inputAt, setting, "stdin");
      lines.inputAt = setting;
      lines.input =
          stdin.file()
              ? nodeFiles.hostFile(stdin.text(), scope)
              : FileContent.of(evaluator.text(stdin.text(), scope));
    } else if (setting instanceof Setting.FileWrite || setting instanceof Setting.FileCopy) {
      lines.files.add(nodeFiles.file(setting, scope));
    } else {
      throw Mistake.at(
          setting.span(),
          "wrong-setting",
          "'" + Sources.oneLine(setting) + "' is not a setting of a program");
    }
  }

  private static void once(Setting earlier, Setting setting, String word) {
    if (earlier != null) {
      throw Mistake.at(
          setting.span(),
          "given-twice",
          "'" + word + "' is given twice",
          "first given at " + earlier.span().location());
    }
  }
}
