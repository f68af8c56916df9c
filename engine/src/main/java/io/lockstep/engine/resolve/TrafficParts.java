package io.lockstep.engine.resolve;

import io.lockstep.grammar.ast.Endpoint;
import io.lockstep.grammar.ast.Reference;
import java.util.List;
import java.util.Optional;

/** What the resolvers of all kinds of traffic work with. */
record TrafficParts(
    Context context,
    ActivityTable table,
    List<NodeState> nodes,
    PathFinder paths,
    PeerResolver peers,
    SocketResolver sockets) {
  static TrafficParts of(
      Context context, ActivityTable table, List<NodeState> nodes, PathFinder paths) {
    return new TrafficParts(
        context, table, nodes, paths, new PeerResolver(context, nodes, paths),
        new SocketResolver(context, nodes, paths));
  }

  /** Complains of a port behind the target of traffic that has none. */
  void refusePort(Endpoint to, String why) {
    to.port()
        .ifPresent(
            port -> context.problems().error(port.span(), "ping-port", why + "; leave it out"));
  }

  /** What the activity is called: by its given name, or by what it is and its ends. */
  String name(Optional<Reference> given, Scope scope, String kind, Peers ends, String target) {
    return table.name(given, scope, kind, peers.sender(ends), target);
  }
}
