package io.lockstep.grammar.format;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Setting;
import java.util.List;

/** Turns settings into entries. */
final class SettingEntries {
  private SettingEntries() {}

  static ImmutableList<Entry> of(List<Setting> settings) {
    return settings.stream().map(SettingEntries::of).collect(ImmutableList.toImmutableList());
  }

  static Entry of(Setting setting) {
    if (setting instanceof Setting.Part part) {
      return PacketEntries.of(part);
    } else if (setting instanceof Setting.Property property) {
      return line(
          setting, property.name().word() + " " + Expressions.write(property.value()));
    } else if (setting instanceof Setting.StartAfter start) {
      return line(setting, "start after " + Expressions.write(start.completion()));
    } else if (setting instanceof Setting.Sysctl sysctl) {
      return line(
          setting,
          "sysctl " + Templates.raw(sysctl.key()) + " = " + Templates.rawOrQuoted(sysctl.value()));
    } else if (setting instanceof Setting.FileWrite file) {
      return line(
          setting,
          "file " + Templates.quoted(file.path()) + " = " + Templates.quotedOrBlock(file.content()));
    } else if (setting instanceof Setting.FileCopy file) {
      return line(
          setting,
          "file " + Templates.quoted(file.path()) + " from " + Templates.quoted(file.from()));
    } else if (setting instanceof Setting.Stdin stdin) {
      return line(
          setting,
          stdin.file()
              ? "stdin file " + Templates.quoted(stdin.text())
              : "stdin " + Templates.quotedOrBlock(stdin.text()));
    } else if (setting instanceof Setting.SocketOption option) {
      return line(
          setting,
          "option "
              + option.side().map(side -> side + " ").orElse("")
              + option.name()
              + " = "
              + Expressions.write(option.value()));
    } else if (setting instanceof Setting.Env env) {
      return line(setting, "env " + env.name() + " = " + Templates.quoted(env.value()));
    } else if (setting instanceof Setting.Directory directory) {
      return line(setting, "directory " + Templates.quoted(directory.path()));
    } else if (setting instanceof Setting.Kernel kernel) {
      return line(setting, "kernel " + Templates.raw(kernel.name()));
    } else if (setting instanceof Setting.Toward toward) {
      return block(setting, "toward " + Expressions.write(toward.node()), toward.settings());
    } else if (setting instanceof Setting.Interface netdev) {
      return block(
          setting, "interface " + Templates.netdev(netdev.name()), netdev.settings());
    } else if (setting instanceof Setting.Device device) {
      return optionalBlock(
          setting,
          "device " + Templates.netdev(device.name()) + " = " + device.kind(),
          device.settings());
    } else if (setting instanceof Setting.Qdisc qdisc) {
      return optionalBlock(setting, "qdisc " + qdisc.kind(), qdisc.settings());
    } else if (setting instanceof Setting.QdiscClass child) {
      return optionalBlock(
          setting, "class " + Expressions.write(child.minor()), child.settings());
    } else if (setting instanceof Setting.Match match) {
      return block(setting, "match", match.settings());
    } else if (setting instanceof Setting.Option option) {
      return line(setting, option.name() + " " + Expressions.list(option.values()));
    } else if (setting instanceof Setting.For loop) {
      return block(
          setting,
          "for " + loop.variable() + " in " + Expressions.list(loop.values()),
          loop.body());
    }
    return choice((Setting.If) setting);
  }

  private static Entry choice(Setting.If choice) {
    ImmutableList.Builder<Entry.Block> blocks = ImmutableList.builder();
    for (Setting.If.Branch branch : choice.branches()) {
      boolean first = branch == choice.branches().get(0);
      blocks.add(
          new Entry.Block(
              first ? "" : "else if " + Expressions.write(branch.condition()),
              of(branch.body()),
              false));
    }
    choice.otherwise().ifPresent(body -> blocks.add(new Entry.Block("else", of(body), false)));
    return new Entry(
        choice,
        "if " + Expressions.write(choice.branches().get(0).condition()),
        blocks.build());
  }

  private static Entry line(Setting setting, String text) {
    return new Entry(setting, text, ImmutableList.of());
  }

  private static Entry block(Setting setting, String head, List<Setting> settings) {
    return new Entry(
        setting, head, ImmutableList.of(new Entry.Block("", of(settings), false)));
  }

  private static Entry optionalBlock(Setting setting, String head, List<Setting> settings) {
    return new Entry(setting, head, ImmutableList.of(new Entry.Block("", of(settings), true)));
  }
}
