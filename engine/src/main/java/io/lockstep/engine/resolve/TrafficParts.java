package io.lockstep.engine.resolve;

import java.util.List;

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
}
