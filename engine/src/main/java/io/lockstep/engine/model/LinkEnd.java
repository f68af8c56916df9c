package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/**
 * One end of a link: a netdev of a node.
 *
 * @param node index of the node
 * @param device index of the netdev within the node, from 0; also its place in the name if that was
 *     not chosen ({@code eth0}, {@code eth1}, …)
 * @param netdev its name, at most 15 characters
 * @param mac 48-bit Ethernet address in the low bits
 * @param mtu bytes
 * @param addresses with prefix lengths, IPv4 and IPv6
 */
public record LinkEnd(
    int node, int device, String netdev, long mac, int mtu, ImmutableList<Prefix> addresses) {}
