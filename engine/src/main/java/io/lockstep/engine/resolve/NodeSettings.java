package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.resolve.NodeState.Block;
import io.lockstep.engine.resolve.NodeState.Write;
import io.lockstep.engine.model.NodeFile;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import java.util.ArrayList;
import java.util.List;

/** Applies the settings of a node's block. */
final class NodeSettings {
  private static final ImmutableSet<PropertyName> ALLOWED =
      ImmutableSet.of(PropertyName.CALL_COST, PropertyName.MEMORY);
  private static final long MOST_COST = 1_000_000_000L;
  private static final long LEAST_MEMORY = 8L << 20;
  private static final long MOST_MEMORY = 384L << 20;
  private static final long MEMORY_STEP = 4L << 20;

  private final Context context;
  private final Evaluator evaluator;
  private final Problems problems;
  private final Kernels kernels;

  NodeSettings(Context context, Kernels kernels) {
    this.context = context;
    this.evaluator = context.evaluator();
    this.problems = context.problems();
    this.kernels = kernels;
  }

  /** Before the start: every kind of setting; mistakes are reported. */
  void apply(NodeState node, List<Setting> settings, Scope scope) {
    Properties properties = new Properties("a node", ALLOWED);
    for (Block block : flat(settings, scope)) {
      problems.guard(() -> apply(node, block.setting(), block.scope(), properties));
    }
  }

  /** What a block of settings says once its loops and conditions are unrolled. */
  List<Block> flat(List<Setting> settings, Scope scope) {
    List<Block> blocks = new ArrayList<>();
    context
        .flattener()
        .flatten(settings, scope)
        .forEach(placed -> blocks.add(new Block(placed.setting(), placed.scope())));
    return blocks;
  }

  private void apply(NodeState node, Setting setting, Scope scope, Properties properties) {
    if (setting instanceof Setting.Kernel kernel) {
      node.kernel = kernels.find(evaluator.text(kernel.name(), scope), kernel.name().span());
    } else if (setting instanceof Setting.Property property) {
      if (property.name() == PropertyName.CALL_COST) {
        properties.add(property);
        node.callCostNs = callCost(property, scope);
        return;
      }
      if (property.name() != PropertyName.MEMORY) {
        throw notOfNodes(setting);
      }
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
    } else if (setting instanceof Setting.Interface || setting instanceof Setting.Device) {
      node.blocks.add(new Block(setting, scope));
    } else if (setting instanceof Setting.FileCopy
        || setting instanceof Setting.FileWrite file
            && !NodeFile.isKernels(evaluator.text(file.path(), scope))) {
      node.files.add(new NodeFiles(context).file(setting, scope));
    } else {
      node.writes.add(write(setting, scope));
    }
  }

  private long callCost(Setting.Property property, Scope scope) {
    long cost = evaluator.timeNs(property.value(), scope);
    if (cost > MOST_COST) {
      throw Mistake.at(
          property.value().span(),
          "out-of-range",
          "expected a time of at most 1s for a system call, found "
              + Sources.oneLine(property.value()));
    }
    return cost;
  }

  /** A file to write; during the run as well as before the start. */
  Write write(Setting setting, Scope scope) {
    if (setting instanceof Setting.Sysctl sysctl) {
      String key = evaluator.text(sysctl.key(), scope);
      SysctlKeys.path(key, sysctl.key().span());
      return new Write(key, null, value(sysctl, scope), sysctl.key().span(), source(setting));
    } else if (setting instanceof Setting.FileWrite file) {
      String path = evaluator.text(file.path(), scope);
      if (!path.startsWith("/") || path.endsWith("/") || path.indexOf('\0') >= 0) {
        throw Mistake.at(
            file.path().span(),
            "bad-path",
            "expected an absolute path such as \"/proc/sysrq-trigger\", found \"" + path + "\"");
      }
      if (!NodeFile.isKernels(path)) {
        throw Mistake.at(
            file.path().span(),
            "not-during-run",
            "only files of the kernel, under /proc and /sys, are written during the run; an 'exec'"
                + " can write this one");
      }
      String content = evaluator.text(file.content(), scope);
      return new Write(null, path, content, file.path().span(), source(setting));
    }
    throw notOfNodes(setting);
  }

  private static Mistake notOfNodes(Setting setting) {
    return Mistake.at(
        setting.span(),
        "wrong-setting",
        "'"
            + Sources.oneLine(setting)
            + "' is not a setting of a node, expected one of kernel, memory, call_cost, sysctl, file,"
            + " interface, device");
  }

  /** A sysctl within an interface, whose name is put into the key. */
  Write writeWithin(String netdev, Setting.Sysctl sysctl, Scope scope) {
    String key = evaluator.text(sysctl.key(), scope);
    String full = SysctlKeys.within(netdev, key, sysctl.key().span());
    return new Write(full, null, value(sysctl, scope), sysctl.key().span(), source(sysctl));
  }

  private String value(Setting.Sysctl sysctl, Scope scope) {
    String value = evaluator.text(sysctl.value(), scope);
    if (value.isBlank()) {
      throw Mistake.at(sysctl.value().span(), "no-value", "expected a value for the sysctl");
    }
    return value.strip();
  }

  private io.lockstep.engine.model.Source source(Setting setting) {
    return context.sources().of(setting);
  }

  /** Turns the writes into settings, once the names of all netdevs are known. */
  void finish(NodeState node) {
    for (Write write : node.writes) {
      problems.guard(() -> node.settings.add(setting(node, write)));
    }
  }

  /** The file that a write means at a node. */
  static io.lockstep.engine.model.Setting setting(NodeState node, Write write) {
    String path =
        write.sysctl() == null
            ? write.path()
            : SysctlKeys.path(
                write.sysctl(), write.span(), node.name, node.netdevs.keySet());
    return new io.lockstep.engine.model.Setting(path, write.value(), write.source());
  }
}
