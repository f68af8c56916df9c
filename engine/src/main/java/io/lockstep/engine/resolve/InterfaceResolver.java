package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.resolve.NodeState.Block;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.libos.NetDevice;
import java.util.List;
import java.util.Optional;

/** Applies what {@code interface} and {@code device} blocks say about any netdev. */
final class InterfaceResolver {
  /** What every netdev has. */
  static final ImmutableList<String> OPTIONS =
      ImmutableList.of("address", "mac", "mtu", "offload", "state", "master");

  private static final ImmutableList<String> OFFLOADS =
      ImmutableList.of("checksum", "tso", "gro", "none");
  private static final int MOST_MTU = 65535;
  private static final int MOST_WIRE_MTU = 9000;

  private final Context context;
  private final NodeSettings nodeSettings;
  private final QdiscResolver qdiscs;
  private final Constants constants;

  InterfaceResolver(Context context, NodeSettings nodeSettings, QdiscResolver qdiscs) {
    this.context = context;
    this.nodeSettings = nodeSettings;
    this.qdiscs = qdiscs;
    this.constants = new Constants(context.evaluator());
  }

  /** An {@code interface} block before the start. */
  void apply(NodeState node, Setting.Interface block, Scope scope) {
    String name = context.evaluator().text(block.name(), scope);
    NetdevState netdev = NetdevNames.require(node, name, block.name().span());
    Words words = new Words("an interface", "option", OPTIONS);
    for (Block inner : nodeSettings.flat(block.settings(), scope)) {
      context.problems().guard(() -> apply(netdev, inner, words));
    }
  }

  /** One line of a block, with the words that the block has had. */
  void apply(NetdevState netdev, Block line, Words words) {
    Setting setting = line.setting();
    Scope scope = line.scope();
    if (setting instanceof Setting.Sysctl sysctl) {
      netdev.node.writes.add(nodeSettings.writeWithin(netdev.name, sysctl, scope));
    } else if (setting instanceof Setting.Qdisc qdisc) {
      NetworkItem.Qdisc root = qdiscs.resolve(qdisc, scope);
      netdev.queue =
          Optional.of(new NetdevState.Queue(root, context.sources().of(qdisc)));
    } else {
      Setting.Option option = option(setting);
      words.add(option.name());
      apply(netdev, option, scope);
    }
  }

  /** A setting as an option: a property is one too. */
  static Setting.Option option(Setting setting) {
    if (setting instanceof Setting.Option option) {
      return option;
    } else if (setting instanceof Setting.Property property) {
      int end = property.span().start() + property.name().word().length();
      Span word = new Span(property.span().source(), property.span().start(), end);
      return new Setting.Option(
          new Name(property.name().word(), word),
          ImmutableList.of(property.value()),
          property.span());
    }
    throw Mistake.at(
        setting.span(),
        "wrong-setting",
        "'" + Sources.oneLine(setting) + "' cannot stand here, expected an option");
  }

  private void apply(NetdevState netdev, Setting.Option option, Scope scope) {
    Source source = context.sources().of(option);
    switch (option.name().text()) {
      case "address" -> {
        for (Constants.Item item : constants.items(option.values(), scope)) {
          context
              .problems()
              .guard(
                  () ->
                      netdev.addresses.add(
                          new GivenAddress(constants.netdevAddress(item), item.span(), source)));
        }
      }
      case "mac" -> {
        netdev.mac = constants.netdevMac(single(option, scope));
        netdev.macSource = source;
      }
      case "mtu" -> {
        int most = netdev.wire == null ? MOST_MTU : MOST_WIRE_MTU;
        netdev.mtu = constants.mtu(single(option, scope).expression(), scope, most);
        netdev.mtuSource = source;
        netdev.mtuSpan = option.values().get(0).span();
      }
      case "offload" -> netdev.offloads = offloads(netdev, option, scope);
      case "state" -> {
        netdev.up = state(single(option, scope));
        netdev.stateSource = source;
      }
      case "master" -> {
        Constants.Item item = single(option, scope);
        enslave(netdev, item.value().text(), item.span(), source);
      }
      default -> throw new IllegalArgumentException(option.name().text());
    }
  }

  /** Makes a netdev a port of a bridge, bond or VRF. */
  static void enslave(NetdevState netdev, String master, Span span, Source source) {
    NetdevState device = NetdevNames.require(netdev.node, master, span);
    boolean fits = List.of("bridge", "bond", "vrf").contains(device.kind);
    if (!fits || device == netdev) {
      throw Mistake.at(
          span,
          "wrong-master",
          "'" + master + "' cannot have ports, expected a bridge, a bond or a vrf");
    }
    if (netdev.master != null && netdev.master != device) {
      throw Mistake.at(
          span,
          "two-masters",
          netdev.fullName() + " already belongs to '" + netdev.master.name + "'",
          "said at " + netdev.masterSource.location());
    }
    if (netdev.origin == NetdevState.Origin.LOOPBACK) {
      throw Mistake.at(span, "wrong-master", "'lo' cannot be a port of '" + master + "'");
    }
    netdev.master = device;
    netdev.masterSource = source;
  }

  private Constants.Item single(Setting.Option option, Scope scope) {
    List<Constants.Item> items = constants.items(option.values(), scope);
    if (items.size() != 1) {
      Span span = option.values().get(Math.min(1, option.values().size() - 1)).span();
      throw Mistake.at(span, "not-one", "'" + option.name() + "' takes one value");
    }
    return items.get(0);
  }

  static boolean state(Constants.Item item) {
    String text = item.value().text();
    if (!text.equals("up") && !text.equals("down")) {
      throw Mistake.at(
          item.span(), "wrong-value", "expected up or down, found '" + text + "'");
    }
    return text.equals("up");
  }

  private int offloads(NetdevState netdev, Setting.Option option, Scope scope) {
    if (netdev.wire == null) {
      throw Mistake.at(
          option.span(),
          "wrong-setting",
          "only netdevs of links and LANs have offloads that can be chosen, "
              + netdev.fullName()
              + " is none");
    }
    int bits = 0;
    for (Constants.Item item : constants.items(option.values(), scope)) {
      switch (item.value().text()) {
        case "checksum" -> bits |= NetDevice.CHECKSUM;
        case "tso" -> bits |= NetDevice.CHECKSUM | NetDevice.TSO;
        case "gro" -> bits |= NetDevice.GRO;
        case "none" -> {
          if (option.values().size() > 1) {
            throw Mistake.at(item.span(), "wrong-value", "'none' stands alone");
          }
        }
        default ->
            throw Mistake.at(
                item.span(),
                "wrong-value",
                "expected offloads out of "
                    + String.join(", ", OFFLOADS)
                    + ", found '"
                    + item.value().text()
                    + "'");
      }
    }
    return bits;
  }
}
