package io.lockstep.engine.explain;

/** The parts of an explanation, in their order. */
public enum Section {
  NODES,
  SETTINGS,
  NETDEVS,
  LINKS,
  LANS,
  NETWORK,
  ROUTES,
  TRAFFIC,
  TIMELINE,
  EXPECTATIONS
}
