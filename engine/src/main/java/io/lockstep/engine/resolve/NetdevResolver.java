package io.lockstep.engine.resolve;

import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.resolve.Plan.Placed;
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
