package io.lockstep.engine.netlink.qdiscs;

import io.lockstep.engine.netlink.Attributes;

/**
 * A filter as the kernel takes it.
 *
 * @param kind {@code flower} or {@code fw}
 * @param protocol ethertype of the packets that are looked at; 3 for all
 * @param handle 0 to let the kernel choose; the mark for {@code fw}
 */
public record Filter(String kind, int protocol, long handle, Attributes options) {}
