package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Source;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.LinkEnd;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns {@code link} and {@code lan} statements into what carries frames, with their netdevs. */
final class WireResolver {
  private static final int MOST_SHOWN = 4;

  private final Context context;
  private final List<NodeState> nodes;
  private final WireProperties properties;
  private final Problems problems;
  private final Constants constants;
  private final List<LinkState> links = new ArrayList<>();
  private final List<LanState> lans = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final Map<String, Integer> unnamed = new HashMap<>();

  WireResolver(Context context, List<NodeState> nodes, WireProperties properties) {
    this.context = context;
    this.nodes = nodes;
    this.properties = properties;
    this.problems = context.problems();
    this.constants = new Constants(context.evaluator());
  }

  List<LinkState> links() {
    return links;
  }

  List<LanState> lans() {
    return lans;
  }

  /** Links and LANs in the order of declaration. */
  List<Wire> wires() {
    return wires;
  }

  /** In the order of declaration, which is also that of the netdevs of a node. */
  void resolve() {
    for (Placed<? extends Statement> placed : context.plan().wires) {
      if (placed.statement() instanceof Statement.Link link) {
        problems.guard(() -> link(link, placed.scope()));
      } else if (placed.statement() instanceof Statement.Lan lan) {
        problems.guard(() -> lan(lan, placed.scope()));
      }
    }
  }

  private void link(Statement.Link statement, Scope scope) {
    requireRoom(statement.span());
    NodeState left = node(statement.left(), scope);
    NodeState right = node(statement.right(), scope);
    boolean whole = left.index >= 0 && right.index >= 0;
    if (whole && left == right) {
      whole = false;
      problems.error(
          statement.right().place().span(),
          "same-node",
          "expected two different nodes, found " + left.name + " twice");
    }
    boolean sound = whole;
    String automatic = left.name + "--" + right.name;
    String name = name(statement.name(), scope, Names.Kind.LINK, automatic, links.size(), sound);
    Source source = context.sources().of(statement);
    LinkState link = new LinkState(links.size(), name, source, statement.span());
    link.a = port(left, statement.left(), link, scope, source);
    link.b = port(right, statement.right(), link, scope, source);
    if (sound) {
      links.add(link);
      wires.add(link);
    }
    properties.apply(link, statement.settings(), scope);
  }

  private void lan(Statement.Lan statement, Scope scope) {
    requireRoom(statement.span());
    Source source = context.sources().of(statement);
    Map<LinkEnd, List<NodeState>> members = new LinkedHashMap<>();
    boolean whole = true;
    for (LinkEnd member : statement.members()) {
      Optional<List<NodeState>> found = problems.attempt(() -> members(member, scope));
      found.ifPresent(list -> members.put(member, list));
      whole &= found.isPresent();
    }
    List<String> all = new ArrayList<>();
    members.values().forEach(list -> list.forEach(node -> all.add(node.name)));
    String automatic =
        all.size() <= MOST_SHOWN
            ? String.join("--", all)
            : all.get(0) + "--…--" + all.get(all.size() - 1);
    boolean sound = whole;
    String name = name(statement.name(), scope, Names.Kind.LAN, automatic, lans.size(), sound);
    LanState lan = new LanState(lans.size(), name, source, statement.span());
    lan.whole = sound;
    Map<String, Span> places = new HashMap<>();
    members.forEach(
        (member, list) -> {
          for (NodeState node : list) {
            problems.guard(() -> requireNew(member, node, places, scope));
            NetdevState port = port(node, member, lan, scope, source);
            lan.members.add(new LanState.Member(port, new DirectionState()));
          }
        });
    if (sound) {
      lans.add(lan);
      wires.add(lan);
    }
    properties.apply(lan, statement.settings(), scope);
  }

  private List<NodeState> members(LinkEnd member, Scope scope) {
    List<NodeState> found = new ArrayList<>();
    for (Names.Place place : context.names().places(member.place(), scope)) {
      found.add(nodes.get(place.node().index()));
    }
    if (found.size() > 1 && (!member.addresses().isEmpty() || member.mac().isPresent())) {
      boolean address = !member.addresses().isEmpty();
      throw Mistake.at(
          address ? member.addresses().get(0).span() : member.mac().get().span(),
          "not-one",
          "'"
              + Sources.oneLine(member.place())
              + "' stands for "
              + found.size()
              + " nodes, which cannot share "
              + (address ? "an address" : "a MAC address"));
    }
    return found;
  }

  private void requireNew(
      LinkEnd member, NodeState node, Map<String, Span> places, Scope scope) {
    boolean named = context.names().isNetdev(member.place(), scope);
    String netdev = named ? member.place().name() : "";
    Span earlier = places.putIfAbsent(node.name + " " + netdev, member.span());
    if (earlier != null && netdev.isEmpty()) {
      throw Mistake.at(
          member.span(),
          "same-node",
          node.name
              + " is a member twice; for two netdevs of it name them, such as "
              + node.name
              + ".eth0",
          "first named at " + earlier.location());
    }
  }

  private void requireRoom(Span span) {
    if (links.size() + lans.size() >= Names.MOST) {
      throw Mistake.at(
          span,
          "too-many",
          String.format(Locale.ROOT, "the scenario has more than %,d links and LANs", Names.MOST));
    }
  }

  /** The node at an end of a link; one that is nobody if that is unknown, after reporting it. */
  private NodeState node(LinkEnd end, Scope scope) {
    return problems
        .attempt(
            () -> nodes.get(context.names().place(end.place(), scope).node().index()))
        .orElseGet(() -> new NodeState(-1, "", null));
  }

  private String name(
      Optional<Reference> given,
      Scope scope,
      Names.Kind kind,
      String automatic,
      int index,
      boolean sound) {
    if (given.isPresent()) {
      Names.Full name = context.names().expandOne(given.get(), scope);
      problems.guard(
          () -> context.names().define(kind, name, sound ? index : -1, given.get().span()));
      return name.toString();
    }
    int count = sound ? unnamed.merge(automatic, 1, Integer::sum) : 1;
    return count == 1 ? automatic : automatic + "#" + count;
  }

  private NetdevState port(
      NodeState node, LinkEnd written, Wire wire, Scope scope, Source source) {
    NetdevState port =
        new NetdevState(
            node, NetdevState.Origin.WIRE, null, wire, node.ports.size(), written.span(), source);
    node.ports.add(port);
    if (context.names().isNetdev(written.place(), scope)) {
      Name name = written.place().lastName();
      problems.guard(() -> define(port, name));
    }
    for (Constants.Item item : items(written, scope)) {
      problems.guard(
          () ->
              port.addresses.add(
                  new GivenAddress(constants.netdevAddress(item), item.span(), source)));
    }
    written
        .mac()
        .ifPresent(
            mac ->
                problems.guard(
                    () ->
                        port.mac =
                            constants.netdevMac(constants.items(List.of(mac), scope).get(0))));
    return port;
  }

  private List<Constants.Item> items(LinkEnd written, Scope scope) {
    return problems
        .attempt(() -> constants.items(written.addresses(), scope))
        .orElse(List.of());
  }

  private static void define(NetdevState port, Name name) {
    String text = NetdevNames.checked(name.text(), name.span());
    NetdevState earlier = port.node.netdevs.get(text);
    if (earlier != null) {
      throw Mistake.at(
          name.span(),
          "duplicate-name",
          port.node.name + " already has a netdev named '" + text + "'",
          "first defined at " + earlier.span.location());
    }
    port.name = text;
    port.node.netdevs.put(text, port);
  }
}
