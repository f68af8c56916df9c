package io.lockstep.engine.explain;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Multimaps;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.describe.ActivityWords;
import io.lockstep.engine.describe.ConditionWords;
import io.lockstep.engine.describe.DirectionWords;
import io.lockstep.engine.describe.MacAddress;
import io.lockstep.engine.describe.NetworkWords;
import io.lockstep.engine.describe.SettingWords;
import io.lockstep.engine.describe.WhenWords;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.LanPort;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.RouteSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Fills the sections of an explanation. */
final class Tables {
  private static final int TSO = 2;
  private static final int GRO = 4;

  private final ScenarioCase scenario;

  private Tables(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  static Table of(Section section, ScenarioCase scenario) {
    Tables tables = new Tables(scenario);
    return switch (section) {
      case NODES -> tables.nodes();
      case SETTINGS -> tables.settings();
      case NETDEVS -> tables.netdevs();
      case LINKS -> tables.links();
      case LANS -> tables.lans();
      case NETWORK -> tables.network();
      case ROUTES -> tables.routes();
      case TRAFFIC -> tables.traffic();
      case TIMELINE -> Timeline.of(scenario);
      case EXPECTATIONS -> tables.expectations();
    };
  }

  private Table nodes() {
    Table table = new Table("nodes", "name", "kernel", "memory");
    for (NodeSpec node : scenario.nodes()) {
      table.add(
          node.source(),
          node.name(),
          node.kernel().isEmpty() ? "default" : node.kernel(),
          node.memoryBytes() == 0 ? "default" : Quantity.of(node.memoryBytes(), Unit.SIZE));
    }
    return table;
  }

  private Table settings() {
    Table table = new Table("settings", "node", "name", "value");
    for (NodeSpec node : scenario.nodes()) {
      for (Setting setting : node.settings()) {
        table.add(
            setting.source(), node.name(), SettingWords.name(setting),
            setting.value().replace('\n', ' '));
      }
    }
    return table;
  }

  /** A netdev and where it leads. */
  private record Netdev(LinkEnd end, String to, Source source) {}

  private record Device(int node, int number) {}

  /** All of links, then all of LANs. */
  private List<Netdev> ends() {
    List<Netdev> all = new ArrayList<>();
    for (LinkSpec link : scenario.links()) {
      all.add(new Netdev(link.a(), end(link.b()), link.source()));
      all.add(new Netdev(link.b(), end(link.a()), link.source()));
    }
    for (LanSpec lan : scenario.lans()) {
      lan.ports()
          .forEach(port -> all.add(new Netdev(port.end(), "lan " + lan.name(), lan.source())));
    }
    return all;
  }

  private Table netdevs() {
    List<Netdev> all = ends();
    all.sort(
        Comparator.comparingInt((Netdev netdev) -> netdev.end.node())
            .thenComparingInt(netdev -> netdev.end.device()));
    Table table =
        new Table("netdevs", "node", "netdev", "to", "mac", "mtu", "offload", "addresses");
    for (Netdev netdev : all) {
      table.add(
          netdev.source,
          node(netdev.end.node()),
          netdev.end.netdev(),
          netdev.to,
          MacAddress.text(netdev.end.mac()),
          Integer.toString(netdev.end.mtu()),
          offloads(netdev.end.offloads()),
          netdev.end.addresses().stream().map(Object::toString).collect(Collectors.joining(" ")));
    }
    return table;
  }

  private static String offloads(int bits) {
    List<String> words = new ArrayList<>();
    if ((bits & 1) != 0) {
      words.add("checksum");
    }
    if ((bits & TSO) != 0) {
      words.add("tso");
    }
    if ((bits & GRO) != 0) {
      words.add("gro");
    }
    return String.join(" ", words);
  }

  private Table links() {
    Table table = new Table("links", "name", "a", "b", "forward", "backward");
    for (LinkSpec link : scenario.links()) {
      table.add(
          link.source(), link.name(), end(link.a()), end(link.b()), words(link.forward()),
          link.backward().equals(link.forward()) ? "same" : words(link.backward()));
    }
    return table;
  }

  private Table lans() {
    Table table = new Table("lans", "name", "member", "to_switch", "from_switch");
    for (LanSpec lan : scenario.lans()) {
      for (LanPort port : lan.ports()) {
        table.add(
            lan.source(), lan.name(), end(port.end()), words(port.up()), words(port.down()));
      }
    }
    return table;
  }

  private static String words(DirectionSpec direction) {
    List<String> words = DirectionWords.of(direction);
    return words.isEmpty() ? "perfect" : String.join(", ", words);
  }

  private Table network() {
    Table table = new Table("network", "node", "command");
    for (NetworkItem item : byNode()) {
      if (!(item instanceof NetworkItem.Route)) {
        table.add(item.source(), node(item.node()), NetworkWords.of(item, false));
      }
    }
    return table;
  }

  private Table routes() {
    Table table = new Table("routes", "node", "destination", "origin");
    ListMultimap<Integer, NetworkItem.Route> written = ArrayListMultimap.create();
    for (NetworkItem item : scenario.network()) {
      if (item instanceof NetworkItem.Route route) {
        written.put(route.node(), route);
      }
    }
    Map<Device, String> names = new HashMap<>();
    ends().forEach(
        one -> names.put(new Device(one.end.node(), one.end.device()), one.end.netdev()));
    ListMultimap<Integer, RouteSpec> computed =
        Multimaps.index(scenario.routes(), RouteSpec::node);
    for (NodeSpec node : scenario.nodes()) {
      for (NetworkItem.Route route : written.get(node.index())) {
        table.add(route.source(), node.name(), NetworkWords.of(route), "written");
      }
      for (RouteSpec route : computed.get(node.index())) {
        String via =
            route.gateway() == null ? "" : " via " + InetAddresses.toAddrString(route.gateway());
        String netdev = names.get(new Device(route.node(), route.device()));
        table.add(
            null, node.name(),
            NetworkWords.destination(route.destination()) + via + " dev " + netdev, "computed");
      }
    }
    return table;
  }

  private List<NetworkItem> byNode() {
    List<NetworkItem> items = new ArrayList<>(scenario.network());
    items.sort(Comparator.comparingInt(NetworkItem::node));
    return items;
  }

  private Table traffic() {
    Table table = new Table("traffic", "name", "kind", "ends", "address", "amount", "start");
    for (ActivitySpec activity : scenario.activities()) {
      table.add(
          activity.source(), activity.name(), ActivityWords.kind(activity),
          ActivityWords.ends(activity, scenario), ActivityWords.endpoint(activity),
          ActivityWords.amount(activity), WhenWords.of(activity.start(), scenario));
    }
    return table;
  }

  private Table expectations() {
    Table table = new Table("expectations", "when", "condition");
    for (Expectation expectation : scenario.expectations()) {
      table.add(
          expectation.source(),
          expectation.atNs() < 0 ? "at the end" : "at " + Quantity.time(expectation.atNs()),
          ConditionWords.of(expectation.condition(), scenario));
    }
    return table;
  }

  private String end(LinkEnd end) {
    return node(end.node()) + "." + end.netdev();
  }

  private String node(int index) {
    return scenario.nodes().get(index).name();
  }
}
