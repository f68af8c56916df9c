package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/**
 * One end of a link, or a member of a LAN: a netdev of a node.
 *
 * @param node index of the node
 * @param device index of the netdev within the node, from 0, links and LANs together; also its
 *     place in the name if that was not chosen ({@code eth0}, {@code eth1}, …)
 * @param netdev its name, at most 15 characters
 * @param mac 48-bit Ethernet address in the low bits
 * @param mtu bytes
 * @param offloads bits: 1 checksums, 2 segmentation (TSO), 4 receive (GRO)
 * @param addresses with prefix lengths, IPv4 and IPv6
 */
public record LinkEnd(
    int node,
    int device,
    String netdev,
    long mac,
    int mtu,
    int offloads,
    ImmutableList<Prefix> addresses) {}
