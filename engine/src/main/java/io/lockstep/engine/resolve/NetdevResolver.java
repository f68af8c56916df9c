package io.lockstep.engine.resolve;

import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Completes the netdevs of all nodes: names, devices, properties, addresses, MACs. */
final class NetdevResolver {
  private final Context context;
  private final List<NodeState> nodes;
  private final NodeSettings nodeSettings;
  private final DeviceResolver devices;
  private final NetworkResolver network;
  private final Constants constants;
  private final List<NetworkItem> items = new ArrayList<>();

  NetdevResolver(
      Context context,
      List<NodeState> nodes,
      NodeSettings nodeSettings,
      InterfaceResolver interfaces,
      NetworkResolver network) {
    this.context = context;
    this.nodes = nodes;
    this.nodeSettings = nodeSettings;
    this.devices = new DeviceResolver(context, nodeSettings, interfaces);
    this.network = network;
    this.constants = new Constants(context.evaluator());
  }

  void resolve() {
    for (NodeState node : nodes) {
      devices.define(node);
      NetdevNames.nameRest(node);
      devices.apply(node);
    }
    for (Placed<? extends Statement> placed : context.plan().network) {
      if (placed.statement() instanceof Statement.Address address) {
        context.problems().guard(() -> address(address, placed.scope()));
      }
    }
    for (Plan.Block block : context.plan().timeline) {
      for (Placed<? extends Statement> action : block.actions()) {
        if (action.statement() instanceof Statement.Address address) {
          context.problems().guard(() -> later(address, action.scope()));
        } else if (action.statement() instanceof Statement.Set set) {
          context.problems().guard(() -> later(set, action.scope()));
        }
      }
    }
    macs();
    for (NodeState node : nodes) {
      nodeSettings.finish(node);
      context
          .problems()
          .guard(() -> items.addAll(NetworkItems.of(node, devices.ordered(node))));
    }
  }

  /** What rtnetlink has to make of them. */
  List<NetworkItem> items() {
    return items;
  }

  private void address(Statement.Address statement, Scope scope) {
    for (NetdevState netdev : network.netdevs(statement, scope)) {
      netdev.addresses.addAll(network.addresses(statement, scope));
    }
  }

  private void later(Statement.Address statement, Scope scope) {
    for (NetdevState netdev : network.netdevs(statement, scope)) {
      for (GivenAddress address : network.addresses(statement, scope)) {
        AddressChecks.checkHost(netdev, address);
        netdev.later.add(address);
      }
    }
  }

  /** Addresses in {@code interface} blocks; mistakes are reported with the other actions. */
  private void later(Statement.Set set, Scope scope) {
    for (Reference target : set.targets()) {
      if (context.names().kind(target, scope) == Names.Kind.NODE
          || context.names().kind(target, scope) == Names.Kind.GROUP) {
        for (Names.Entry entry : context.names().all(target, scope, Names.Kind.NODE)) {
          for (NodeState.Block line : nodeSettings.flat(set.settings(), scope)) {
            if (line.setting() instanceof Setting.Interface block) {
              later(nodes.get(entry.index()), block, line.scope());
            }
          }
        }
      }
    }
  }

  private void later(NodeState node, Setting.Interface block, Scope scope) {
    NetdevState netdev = node.netdevs.get(context.evaluator().text(block.name(), scope));
    if (netdev == null) {
      return;
    }
    for (NodeState.Block line : nodeSettings.flat(block.settings(), scope)) {
      if (line.setting() instanceof Setting.Option option
          && option.name().text().equals("address")) {
        for (Constants.Item item : constants.items(option.values(), line.scope())) {
          netdev.later.add(
              new GivenAddress(
                  constants.netdevAddress(item), item.span(), context.sources().of(option)));
        }
      }
    }
  }

  /** Ends of wires without an Ethernet address get one that nobody else has. */
  private void macs() {
    Set<Long> given = new HashSet<>();
    for (NodeState node : nodes) {
      for (NetdevState netdev : node.netdevs.values()) {
        if (netdev.mac >= 0) {
          given.add(netdev.mac);
        }
      }
    }
    MacPlan plan = new MacPlan(given);
    for (NodeState node : nodes) {
      for (NetdevState port : node.ports) {
        if (port.mac < 0) {
          port.mac = plan.choose(node.name, port.name);
        }
      }
    }
  }
}
