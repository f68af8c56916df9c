package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import java.util.List;

/** Applies the settings of a node's block. */
final class NodeSettings {
  private static final ImmutableSet<PropertyName> ALLOWED = ImmutableSet.of(PropertyName.MEMORY);
  private static final long LEAST_MEMORY = 8L << 20;
  private static final long MOST_MEMORY = 384L << 20;
  private static final long MEMORY_STEP = 4L << 20;

  private final Evaluator evaluator;
  private final Problems problems;
  private final Sources sources;
  private final Kernels kernels;

  NodeSettings(Evaluator evaluator, Problems problems, Sources sources, Kernels kernels) {
    this.evaluator = evaluator;
    this.problems = problems;
    this.sources = sources;
    this.kernels = kernels;
  }

  /** Before the start: every kind of setting; mistakes are reported. */
  void apply(NodeState node, List<Setting> settings, Scope scope) {
    Properties properties = new Properties("a node", ALLOWED);
    for (Setting setting : settings) {
      problems.guard(() -> apply(node, setting, scope, properties));
    }
  }

  /** During the run: what can be written into files. */
  ImmutableList<io.lockstep.engine.model.Setting> writes(List<Setting> settings, Scope scope) {
    ImmutableList.Builder<io.lockstep.engine.model.Setting> writes = ImmutableList.builder();
    for (Setting setting : settings) {
      problems.guard(
          () -> {
            if (setting instanceof Setting.Kernel || setting instanceof Setting.Property) {
              throw Mistake.at(
                  setting.span(),
                  "not-during-run",
                  "'"
                      + Sources.oneLine(setting)
                      + "' can't change during the run, expected 'sysctl' or 'file'");
            }
            writes.add(write(setting, scope));
          });
    }
    return writes.build();
  }

  private void apply(NodeState node, Setting setting, Scope scope, Properties properties) {
    if (setting instanceof Setting.Kernel kernel) {
      node.kernel = kernels.find(evaluator.text(kernel.name(), scope), kernel.name().span());
    } else if (setting instanceof Setting.Property property) {
      properties.add(property);
      Value.Quantity size =
          evaluator.quantity(property.value(), scope, Dimension.SIZE, "64MiB");
      long bytes = Quantities.toLong(size);
      if (bytes < LEAST_MEMORY || bytes > MOST_MEMORY || bytes % MEMORY_STEP != 0) {
        throw Mistake.at(
            property.value().span(),
            "out-of-range",
            "expected a memory size within 8MiB..384MiB, a multiple of 4MiB, found " + size.text());
      }
      node.memoryBytes = bytes;
    } else {
      node.settings.add(write(setting, scope));
    }
  }

  private io.lockstep.engine.model.Setting write(Setting setting, Scope scope) {
    if (setting instanceof Setting.Sysctl sysctl) {
      String path = SysctlKeys.path(evaluator.text(sysctl.key(), scope), sysctl.key().span());
      String value = evaluator.text(sysctl.value(), scope);
      if (value.isBlank()) {
        throw Mistake.at(sysctl.value().span(), "no-value", "expected a value for the sysctl");
      }
      return new io.lockstep.engine.model.Setting(path, value.strip(), sources.of(setting));
    } else if (setting instanceof Setting.FileWrite file) {
      String path = evaluator.text(file.path(), scope);
      if (!path.startsWith("/") || path.endsWith("/") || path.indexOf('\0') >= 0) {
        throw Mistake.at(
            file.path().span(),
            "bad-path",
            "expected an absolute path such as \"/proc/sysrq-trigger\", found \"" + path + "\"");
      }
      String content = evaluator.text(file.content(), scope);
      return new io.lockstep.engine.model.Setting(path, content, sources.of(setting));
    }
    throw Mistake.at(
        setting.span(),
        "wrong-setting",
        "'"
            + Sources.oneLine(setting)
            + "' is not a setting of a node, expected one of kernel, memory, sysctl, file");
  }
}
