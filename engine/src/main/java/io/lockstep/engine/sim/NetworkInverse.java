package io.lockstep.engine.sim;

import io.lockstep.engine.configure.KernelFiles;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.ScenarioCase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds what takes a change of a node's network back, before it is made. */
final class NetworkInverse {
  /** What is to be added or removed. */
  record Change(NetworkItem item, boolean remove) {}

  private record Netdev(int node, String name) {}

  private final ScenarioCase scenario;
  private final KernelFiles[] files;

  /** The queueing disciplines as the scenario says; a kernel does not tell all about one. */
  private final Map<Netdev, NetworkItem> queueing = new HashMap<>();

  NetworkInverse(ScenarioCase scenario, KernelFiles[] files) {
    this.scenario = scenario;
    this.files = files;
    scenario.network().forEach(item -> done(item, false));
  }

  /** Notes that a node is as at the start again. */
  void rebooted(int node) {
    queueing.keySet().removeIf(netdev -> netdev.node() == node);
    scenario.network().stream()
        .filter(item -> item.node() == node)
        .forEach(item -> done(item, false));
  }

  /** Notes that a change was made. */
  void done(NetworkItem item, boolean remove) {
    if (item instanceof NetworkItem.Queueing qdisc) {
      Netdev netdev = new Netdev(qdisc.node(), qdisc.netdev());
      if (remove) {
        queueing.remove(netdev);
      } else {
        queueing.put(netdev, qdisc);
      }
    }
  }

  /** The change back; empty if nothing would change. */
  Optional<Change> of(NetworkItem item, boolean remove) {
    if (remove) {
      return Optional.of(new Change(item, false));
    } else if (item instanceof NetworkItem.State state) {
      return state(state);
    } else if (item instanceof NetworkItem.Mtu mtu) {
      return read(mtu.node(), mtu.netdev(), "mtu")
          .map(
              old ->
                  new NetworkItem.Mtu(
                      mtu.node(), mtu.netdev(), Integer.parseInt(old), mtu.source()))
          .map(NetworkInverse::adding);
    } else if (item instanceof NetworkItem.MacAddress mac) {
      return read(mac.node(), mac.netdev(), "address")
          .map(
              old ->
                  new NetworkItem.MacAddress(
                      mac.node(),
                      mac.netdev(),
                      Long.parseLong(old.replace(":", ""), 16),
                      mac.source()))
          .map(NetworkInverse::adding);
    } else if (item instanceof NetworkItem.Master master) {
      String old =
          read(master.node(), master.netdev(), "master/uevent")
              .flatMap(NetworkInverse::netdevName)
              .orElse(null);
      return Optional.of(
          adding(
              new NetworkItem.Master(master.node(), master.netdev(), old, master.source())));
    } else if (item instanceof NetworkItem.Queueing qdisc) {
      NetworkItem old = queueing.get(new Netdev(qdisc.node(), qdisc.netdev()));
      return Optional.of(old == null ? new Change(item, true) : adding(old));
    }
    return Optional.of(new Change(item, true));
  }

  private Optional<Change> state(NetworkItem.State state) {
    boolean up =
        read(state.node(), state.netdev(), "flags")
            .map(flags -> (Integer.decode(flags) & 1) != 0)
            .orElse(!state.up());
    return up == state.up()
        ? Optional.empty()
        : Optional.of(
            adding(new NetworkItem.State(state.node(), state.netdev(), up, state.source())));
  }

  private static Change adding(NetworkItem item) {
    return new Change(item, false);
  }

  private Optional<String> read(int node, String netdev, String attribute) {
    return Optional.ofNullable(files[node].read("/sys/class/net/" + netdev + "/" + attribute))
        .map(String::strip);
  }

  private static Optional<String> netdevName(String uevent) {
    return uevent
        .lines()
        .filter(line -> line.startsWith("INTERFACE="))
        .map(line -> line.substring("INTERFACE=".length()))
        .findFirst();
  }
}
