package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.LinkEnd;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns {@code link} statements into links: ends, netdev names, MACs, properties. */
final class LinkResolver {
  private static final int LONGEST_NETDEV = 15;
  private static final ImmutableList<String> RESERVED =
      ImmutableList.of("lo", "all", "default", ".", "..");

  private final Plan plan;
  private final Names names;
  private final List<NodeState> nodes;
  private final LinkProperties properties;
  private final Problems problems;
  private final Sources sources;
  private final List<LinkState> links = new ArrayList<>();
  private final Map<Integer, Integer> devices = new HashMap<>();
  private final Map<String, Span> netdevs = new HashMap<>();
  private final Map<String, Integer> unnamed = new HashMap<>();

  LinkResolver(
      Plan plan,
      Names names,
      List<NodeState> nodes,
      LinkProperties properties,
      Problems problems,
      Sources sources) {
    this.plan = plan;
    this.names = names;
    this.nodes = nodes;
    this.properties = properties;
    this.problems = problems;
    this.sources = sources;
  }

  List<LinkState> resolve() {
    for (Placed<Statement.Link> placed : plan.links) {
      boolean whole = problems.guard(() -> define(placed.statement(), placed.scope()));
      if (!whole) {
        problems.guard(() -> defineBroken(placed));
      }
    }
    nameDevices();
    return links;
  }

  private void define(Statement.Link statement, Scope scope) {
    int left = names.one(node(statement.left()), scope, Names.Kind.NODE).index();
    int right = names.one(node(statement.right()), scope, Names.Kind.NODE).index();
    if (left == right) {
      throw Mistake.at(
          statement.right().place().span(),
          "same-node",
          "expected two different nodes, found " + nodes.get(left).name + " twice");
    }
    if (links.size() >= Names.MOST) {
      throw Mistake.at(
          statement.span(),
          "too-many",
          String.format("the scenario has more than %,d links", Names.MOST));
    }
    String name = name(statement, scope, left, right);
    LinkState link =
        new LinkState(links.size(), name, sources.of(statement), statement.span());
    end(link.a, left, statement.left());
    end(link.b, right, statement.right());
    links.add(link);
    properties.apply(link, statement.settings(), scope, false);
  }

  private static Reference node(LinkEnd end) {
    return end.place().parent().orElse(end.place());
  }

  private void defineBroken(Placed<Statement.Link> placed) {
    placed
        .statement()
        .name()
        .ifPresent(
            name -> {
              Names.Full full = names.expandOne(name, placed.scope());
              if (names.lookup(full.toString()) == null) {
                names.define(Names.Kind.LINK, full, -1, name.span());
              }
            });
  }

  private String name(Statement.Link statement, Scope scope, int left, int right) {
    if (statement.name().isPresent()) {
      Names.Full name = names.expandOne(statement.name().get(), scope);
      names.define(Names.Kind.LINK, name, links.size(), statement.name().get().span());
      return name.toString();
    }
    String name = nodes.get(left).name + "--" + nodes.get(right).name;
    int count = unnamed.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + "#" + count;
  }

  private void end(LinkState.End end, int node, LinkEnd written) {
    end.node = node;
    end.device = devices.merge(node, 1, Integer::sum) - 1;
    end.span = written.span();
    if (written.place().parent().isPresent()) {
      Name name = written.place().lastName();
      problems.guard(() -> netdev(end, name));
    }
    for (Expression address : written.addresses()) {
      Prefix prefix = Evaluator.prefix((Expression.Prefix) address);
      end.addresses.add(prefix);
      end.addressSpans.add(address.span());
    }
  }

  private void netdev(LinkState.End end, Name name) {
    String text = name.text();
    boolean plain = text.matches("[!-~&&[^/:]]+");
    if (text.length() > LONGEST_NETDEV || RESERVED.contains(text) || !plain) {
      throw Mistake.at(
          name.span(),
          "bad-netdev",
          "'" + text + "' can't be the name of a netdev, expected at most 15 characters without"
              + " slash, colon and space, and none of lo, all, default");
    }
    Span earlier = netdevs.putIfAbsent(key(end.node, text), name.span());
    if (earlier != null) {
      throw Mistake.at(
          name.span(),
          "duplicate-name",
          nodes.get(end.node).name + " already has a netdev named '" + text + "'",
          "first defined at " + earlier.location());
    }
    end.netdev = text;
  }

  /** eth0, eth1, … by the place on the node; a name that was chosen by hand is passed over. */
  private void nameDevices() {
    MacPlan macs = new MacPlan();
    for (LinkState link : links) {
      for (LinkState.End end : List.of(link.a, link.b)) {
        for (int number = end.device; end.netdev == null; number++) {
          String name = "eth" + number;
          if (netdevs.putIfAbsent(key(end.node, name), end.span) == null) {
            end.netdev = name;
          }
        }
        end.mac = macs.choose(nodes.get(end.node).name, end.netdev);
      }
    }
  }

  private static String key(int node, String netdev) {
    return node + " " + netdev;
  }
}
