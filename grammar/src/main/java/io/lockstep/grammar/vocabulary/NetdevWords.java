package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.Keyword.of;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** Words that open lines in the blocks of interfaces, devices and queueing disciplines. */
final class NetdevWords {
  private static final ImmutableSet<Place> NETDEV =
      ImmutableSet.of(Place.INTERFACE, Place.DEVICE);

  private NetdevWords() {}

  static ImmutableList<Keyword> all() {
    return ImmutableList.of(
        of("address", NETDEV, "address PREFIX, PREFIX…", "Addresses with their prefix lengths.")
            .snippet("address ${1:192.0.2.1/24}"),
        of("mac", NETDEV, "mac MAC", "The Ethernet address; otherwise it follows from the names.")
            .snippet("mac ${1:02:00:00:00:00:01}"),
        of("mtu", NETDEV, "mtu SIZE", "The largest IP packet that the netdev sends, in bytes.")
            .snippet("mtu ${1:1400B}"),
        of("offload", NETDEV, "offload FEATURE, FEATURE… | offload none",
            "What the driver does for the kernel: tso, gro, checksum. Nothing by default, so that"
                + " frames on the wire are those that the stack makes.")
            .snippet("offload ${1|none,tso,gro,checksum|}"),
        of("state", NETDEV, "state up|down",
            "The administrative state at the start; up by default.")
            .snippet("state ${1|down,up|}"),
        of("master", NETDEV, "master NETDEV",
            "The bridge, bond or VRF of the same node that the netdev becomes a port of.")
            .snippet("master ${1:br0}"),
        of("qdisc",
            ImmutableSet.of(Place.INTERFACE, Place.DEVICE, Place.QDISC, Place.CLASS),
            "qdisc KIND [{ … }]",
            "The queueing discipline of a netdev or a class; within another one, the one behind"
                + " it.")
            .snippet("qdisc ${1:fq_codel}"),
        of("class", ImmutableSet.of(Place.QDISC, Place.CLASS), "class NUMBER { … }",
            "A class of a queueing discipline; the number is the minor part of its handle.")
            .snippet("class ${1:10} {\n\t$0\n}"),
        of("match", ImmutableSet.of(Place.CLASS), "match { … }",
            "Which packets go into the class; all that is named must hold.")
            .snippet("match { $0 }"));
  }
}
