package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.resolve.NodeState.Block;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.vocabulary.DeviceKind;
import io.lockstep.grammar.vocabulary.OptionType;
import io.lockstep.grammar.vocabulary.OptionWord;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns {@code device} blocks into netdevs, in an order in which the kernel can make them. */
final class DeviceResolver {
  private final Context context;
  private final NodeSettings nodeSettings;
  private final InterfaceResolver interfaces;
  private final OptionReader reader;
  private final Map<Block, NetdevState> devices = new IdentityHashMap<>();

  DeviceResolver(Context context, NodeSettings nodeSettings, InterfaceResolver interfaces) {
    this.context = context;
    this.nodeSettings = nodeSettings;
    this.interfaces = interfaces;
    this.reader = new OptionReader(context.evaluator());
  }

  /** Gives the devices of a node their names, before the netdevs of links get theirs. */
  void define(NodeState node) {
    for (Block block : node.blocks) {
      if (block.setting() instanceof Setting.Device device) {
        context.problems().guard(() -> define(node, device, block));
      }
    }
  }

  private void define(NodeState node, Setting.Device device, Block block) {
    Scope scope = block.scope();
    Span span = device.name().span();
    String name = NetdevNames.checked(context.evaluator().text(device.name(), scope), span);
    NetdevState netdev = netdev(node, NetdevState.Origin.DEVICE, name, span, device);
    netdev.kind = device.kind().text();
    NetdevNames.define(netdev);
    devices.put(block, netdev);
    Vocabulary.device(netdev.kind)
        .ifPresent(kind -> context.problems().guard(() -> peers(netdev, device, kind, scope)));
  }

  private NetdevState netdev(
      NodeState node, NetdevState.Origin origin, String name, Span span, Setting.Device device) {
    Source source = context.sources().of(device);
    return new NetdevState(node, origin, name, null, -1, span, source);
  }

  /** The other ends that come into being with a device. */
  private void peers(NetdevState netdev, Setting.Device device, DeviceKind kind, Scope scope) {
    for (OptionWord word : kind.options()) {
      if (word.type() != OptionType.NEW_NETDEV) {
        continue;
      }
      for (Block line : nodeSettings.flat(device.settings(), scope)) {
        if (line.setting() instanceof Setting.Option option
            && option.name().text().equals(word.name())) {
          Constants.Item item = reader.single(option, word, line.scope());
          String name = NetdevNames.checked(item.value().text(), item.span());
          NetdevState peer =
              netdev(netdev.node, NetdevState.Origin.PEER, name, item.span(), device);
          peer.kind = netdev.kind;
          NetdevNames.define(peer);
          peer.needs.add(netdev.name);
        }
      }
    }
  }

  /** Applies all blocks of a node in the order written. */
  void apply(NodeState node) {
    for (Block block : node.blocks) {
      if (block.setting() instanceof Setting.Device device) {
        NetdevState netdev = devices.get(block);
        if (netdev != null) {
          context.problems().guard(() -> apply(netdev, device, block.scope()));
        }
      } else if (block.setting() instanceof Setting.Interface inner) {
        context.problems().guard(() -> interfaces.apply(node, inner, block.scope()));
      }
    }
    for (NetdevState netdev : ImmutableList.copyOf(node.netdevs.values())) {
      netdev.ports.forEach(
          (port, span) ->
              context
                  .problems()
                  .guard(
                      () ->
                          InterfaceResolver.enslave(
                              NetdevNames.require(node, port, span),
                              netdev.name,
                              span,
                              netdev.source)));
    }
  }

  private void apply(NetdevState netdev, Setting.Device device, Scope scope) {
    List<String> kinds = Vocabulary.devices().stream().map(DeviceKind::name).toList();
    DeviceKind kind =
        Vocabulary.device(netdev.kind)
            .orElseThrow(
                () ->
                    Mistake.at(
                        device.kind().span(),
                        "unknown-device",
                        "unknown kind of device '"
                            + netdev.kind
                            + "'"
                            + Suggestions.didYouMean(netdev.kind, kinds),
                        "known are " + String.join(", ", kinds)));
    List<String> allowed = new ArrayList<>();
    kind.options().forEach(word -> allowed.add(word.name()));
    InterfaceResolver.OPTIONS.stream()
        .filter(word -> !word.equals("offload"))
        .forEach(allowed::add);
    Words words = new Words(article(kind.name()), "option", allowed);
    for (Block line : nodeSettings.flat(device.settings(), scope)) {
      context.problems().guard(() -> line(netdev, kind, line, words));
    }
    for (OptionWord word : kind.options()) {
      if (word.required() && !words.has(word.name())) {
        context
            .problems()
            .error(
                device.name().span(),
                "missing-option",
                article(kind.name()) + " needs '" + word.name() + "', " + word.expected());
      }
    }
    DeviceChecks.group(netdev, device.name().span());
  }

  private void line(NetdevState netdev, DeviceKind kind, Block line, Words words) {
    if (line.setting() instanceof Setting.Sysctl || line.setting() instanceof Setting.Qdisc) {
      interfaces.apply(netdev, line, words);
      return;
    }
    Setting.Option option = InterfaceResolver.option(line.setting());
    OptionWord word = kind.option(option.name().text()).orElse(null);
    if (word == null) {
      interfaces.apply(netdev, line, words);
      return;
    }
    words.add(option.name());
    if (word.name().equals("ports")) {
      for (Constants.Item item : reader.items(option, line.scope())) {
        NetdevNames.require(netdev.node, item.value().text(), item.span());
        netdev.ports.put(item.value().text(), item.span());
      }
      return;
    }
    OptionValue value = reader.read(option, word, line.scope());
    if (word.type() == OptionType.NETDEV) {
      String name = ((OptionValue.Text) value).value();
      NetdevState below =
          NetdevNames.require(netdev.node, name, option.values().get(0).span());
      // The active port of a bond is one that joins it later.
      if (!kind.name().equals("bond")) {
        netdev.needs.add(below.name);
      }
    }
    DeviceChecks.outer(netdev, word.name(), value, option.values().get(0).span());
    netdev.options.put(word.name(), value);
  }

  static String article(String kind) {
    return ("aeiou".indexOf(kind.charAt(0)) >= 0 ? "an " : "a ") + kind;
  }

  /**
   * The devices of a node, each behind those that it needs.
   *
   * @throws Mistake if some need each other
   */
  List<NetdevState> ordered(NodeState node) {
    Set<NetdevState> done = new LinkedHashSet<>();
    for (NetdevState netdev : node.netdevs.values()) {
      visit(netdev, done, new LinkedHashSet<>());
    }
    return done.stream().filter(NetdevState::isDevice).toList();
  }

  private void visit(NetdevState netdev, Set<NetdevState> done, Set<NetdevState> above) {
    if (done.contains(netdev)) {
      return;
    }
    if (!above.add(netdev)) {
      List<String> chain = new ArrayList<>();
      above.forEach(one -> chain.add(one.name));
      List<String> cycle = chain.subList(chain.indexOf(netdev.name), chain.size());
      cycle.add(netdev.name);
      throw Mistake.at(
          netdev.span,
          "cyclic-devices",
          "devices of " + netdev.node.name + " need each other: " + String.join(" on ", cycle));
    }
    for (String needed : netdev.needs) {
      NetdevState below = netdev.node.netdevs.get(needed);
      if (below != null) {
        visit(below, done, above);
      }
    }
    above.remove(netdev);
    done.add(netdev);
  }

  /** What makes a device. */
  static NetworkItem.Device item(NetdevState netdev) {
    return new NetworkItem.Device(
        netdev.node.index,
        netdev.name,
        netdev.kind,
        ImmutableMap.copyOf(netdev.options),
        netdev.mac,
        netdev.mtu,
        netdev.up,
        netdev.source);
  }
}
