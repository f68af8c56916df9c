package io.lockstep.engine.resolve;

import io.lockstep.grammar.AddressText;
import io.lockstep.grammar.ast.Endpoint;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Target;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Finds the nodes, addresses and netdevs that traffic goes between. */
final class PeerResolver {
  private final Names names;
  private final List<NodeState> nodes;
  private final PathFinder paths;
  private final Evaluator evaluator;
  private final Constants constants;
  private final Problems problems;

  PeerResolver(Context context, List<NodeState> nodes, PathFinder paths) {
    this.names = context.names();
    this.nodes = nodes;
    this.paths = paths;
    this.evaluator = context.evaluator();
    this.constants = new Constants(evaluator);
    this.problems = context.problems();
  }

  /**
   * The ends of traffic over IP.
   *
   * @param ports whether there can be a source port
   * @param anywhere whether the target may be an address that no node has
   */
  Peers resolve(Endpoint from, Endpoint to, Scope scope, boolean ports, boolean anywhere) {
    if (!(from.target() instanceof Reference source)) {
      throw Mistake.at(
          from.span(),
          "not-a-node",
          "expected the node that sends, found the address '" + Sources.oneLine(from) + "'");
    }
    int sourcePort = from.port().map(port -> sourcePort(port, scope, ports)).orElse(0);
    int sender = names.one(source, scope, Names.Kind.NODE).index();
    Optional<InetAddress> literal = literal(to.target(), scope);
    int receiver;
    InetAddress address;
    if (literal.isPresent()) {
      address = literal.get();
      receiver =
          address.isLoopbackAddress()
                  || address.isMulticastAddress()
                  || anywhere && paths.isNowhere(address, to.target().span())
              ? sender
              : paths.owner(address, to.target().span());
    } else {
      Reference target = (Reference) to.target();
      Names.Place place = names.place(target, scope);
      receiver = place.node().index();
      address =
          place.netdev().isPresent()
              ? paths.addressOf(nodes.get(receiver), place.netdev().get())
              : paths.address(sender, receiver, target.span());
    }
    return new Peers(sender, receiver, address, sourcePort, "", "", to.target().span());
  }

  private int sourcePort(Expression port, Scope scope, boolean ports) {
    if (!ports) {
      problems.error(port.span(), "source-port", "there is no source port here; leave it out");
      return 0;
    }
    return problems
        .attempt(() -> evaluator.integer(port, scope, "a port", 1, 65_535))
        .orElse(0);
  }

  /** The address to which traffic goes, also by a variable; empty if it names a node. */
  private Optional<InetAddress> literal(Target target, Scope scope) {
    return written(target, scope).map(AddressText::unmapped);
  }

  private Optional<InetAddress> written(Target target, Scope scope) {
    if (target instanceof Expression.Address address) {
      return Optional.of(address.address());
    } else if (target instanceof Expression.Pattern pattern) {
      return Optional.of(constants.address(pattern, scope, "an address such as 10.0.1.1"));
    }
    Reference reference = (Reference) target;
    boolean plain = reference.parent().isEmpty() && reference.indices().isEmpty();
    return plain && scope.lookup(reference.name()) instanceof Value.Address address
        ? Optional.of(address.address())
        : Optional.empty();
  }

  /** The netdevs that frames go between. */
  Peers netdevs(Endpoint from, Endpoint to, Scope scope) {
    Names.Place source = netdev(from, scope);
    Names.Place target = netdev(to, scope);
    return new Peers(
        source.node().index(),
        target.node().index(),
        null,
        0,
        source.netdev().get().text(),
        target.netdev().get().text(),
        to.target().span());
  }

  private Names.Place netdev(Endpoint end, Scope scope) {
    end.port()
        .ifPresent(
            port ->
                problems.error(port.span(), "packet-port", "frames have no port; leave it out"));
    if (end.target() instanceof Reference reference) {
      Names.Place place = names.place(reference, scope);
      if (place.netdev().isPresent()) {
        NetdevNames.require(
            nodes.get(place.node().index()),
            place.netdev().get().text(),
            place.netdev().get().span());
        return place;
      }
    }
    throw Mistake.at(
        end.span(),
        "not-a-netdev",
        "expected the netdev of a node such as a.eth0, found '" + Sources.oneLine(end) + "'");
  }

  /** What the name of unnamed traffic calls its sender. */
  String sender(Peers peers) {
    String node = nodes.get(peers.from()).name;
    return peers.fromNetdev().isEmpty() ? node : node + "." + peers.fromNetdev();
  }

  /** Likewise its target, without the port. */
  String target(Endpoint to, Peers peers) {
    String node = nodes.get(peers.to()).name;
    if (!peers.toNetdev().isEmpty()) {
      return node + "." + peers.toNetdev();
    }
    return to.target() instanceof Reference ? node : Sources.oneLine(to.target());
  }
}
