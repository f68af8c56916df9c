package io.lockstep.engine.model;

import java.net.InetAddress;

/**
 * A static route.
 *
 * @param node index of the node that gets it
 * @param destination length 0 for the default route
 * @param gateway next hop, or null if on-link
 * @param device index of the netdev within the node
 */
public record RouteSpec(int node, Prefix destination, InetAddress gateway, int device) {}
