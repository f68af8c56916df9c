package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.Keyword.of;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** Words that open lines in the blocks of nodes and links. */
final class SettingWords {
  private static final ImmutableSet<Place> NODE = ImmutableSet.of(Place.NODE);
  private static final ImmutableSet<Place> LINK = ImmutableSet.of(Place.LINK);
  private static final ImmutableSet<Place> WIRE = ImmutableSet.of(Place.LINK, Place.DIRECTION);

  private static final ImmutableSet<Place> BLOCKS =
      ImmutableSet.of(
          Place.NODE, Place.LINK, Place.DIRECTION, Place.TCP_FLOW, Place.UDP_FLOW, Place.PING,
          Place.TRACEROUTE, Place.PROGRAM, Place.SCRIPT, Place.INTERFACE, Place.DEVICE, Place.QDISC,
          Place.CLASS);

  private SettingWords() {}

  static ImmutableList<Keyword> all() {
    return ImmutableList.<Keyword>builder()
        .addAll(ofNodes())
        .addAll(ofLinks())
        .addAll(TrafficWords.all())
        .build();
  }

  private static ImmutableList<Keyword> ofNodes() {
    return ImmutableList.of(
        of("kernel", NODE, "kernel NAME",
            "The kernel that the node runs: a build that 'lockstep kernel list' shows, or an"
                + " alias. Without it the option --kernel, else the newest mainline build.")
            .snippet("kernel ${1:linux-6.12}"),
        of("memory", NODE, "memory SIZE",
            "RAM, 8 to 384 MiB in steps of 4 MiB; without it 20 MiB, and more for many links or"
                + " TCP flows. Only touched pages cost.")
            .snippet("memory ${1:64MiB}"),
        of("sysctl", ImmutableSet.of(Place.NODE, Place.INTERFACE, Place.DEVICE),
            "sysctl KEY = VALUE",
            "Written to /proc/sys. The value goes to the end of the statement; quote it if it"
                + " holds ';', '#' or '}'. In the block of an interface its name is put behind"
                + " conf and neigh. 'sysctl { KEY = VALUE; … }' sets several.")
            .snippet("sysctl ${1:key} = ${2:value}"),
        of("file", NODE, "file \"PATH\" = \"TEXT\" | file \"PATH\" from \"FILE\"",
            "Writes to a file of the node: under /proc and /sys one of its kernel, elsewhere one"
                + " that its programs see. 'from' copies a file beside the scenario.")
            .snippet("file \"${1:/proc/…}\" = \"${2}\""),
        of("call_cost", NODE, "call_cost TIME",
            "Virtual time that each system call of the node's programs takes; 0 by default.")
            .snippet("call_cost ${1:2us}"),
        of("interface", NODE, "interface NETDEV { … }",
            "Settings of a netdev: of one that a link or a LAN makes, a device, or lo.")
            .snippet("interface ${1:eth0} {\n\t$0\n}"),
        of("device", NODE, "device NAME = KIND [{ … }]",
            "A virtual netdev in the node, as 'ip link add' makes it.")
            .snippet("device ${1:br0} = ${2:bridge} {\n\t$0\n}"),
        of("if", BLOCKS,
            "if CONDITION { … } [else { … }]",
            "Settings under a condition that is known before the run.")
            .snippet("if ${1:condition} {\n\t$0\n}"),
        of("for", BLOCKS,
            "for NAME in VALUES { … }",
            "Settings once for each element of a range or a list.")
            .snippet("for ${1:i} in ${2:1..n} {\n\t$0\n}"));
  }

  private static ImmutableList<Keyword> ofLinks() {
    return ImmutableList.of(
        of("rate", WIRE, "rate RATE",
            "Serialisation: a frame of n bytes occupies the transmitter for 8n/rate. Bits per"
                + " second; infinite by default.")
            .snippet("rate ${1:10mbit}"),
        of("delay", WIRE, "delay TIME", "Propagation delay; 0 by default.")
            .snippet("delay ${1:10ms}"),
        of("loss", WIRE, "loss SHARE | loss gilbert(P, R[, LOSS_BAD, LOSS_GOOD])",
            "The share of frames that get lost on the wire, independently; 0% by default."
                + " gilbert(P, R) loses in bursts: P and R are the chances per frame that a bad"
                + " state begins and ends.")
            .snippet("loss ${1:1%}"),
        of("queue", WIRE, "queue PACKETS|SIZE",
            "What may wait for the transmitter, in packets or bytes; drop-tail. Needs a rate to"
                + " matter. 1000 packets by default.")
            .snippet("queue ${1:100} packets"),
        of("jitter", WIRE, "jitter TIME",
            "The delay of each frame deviates by at most this, uniformly; the order is kept."
                + " 0 by default.")
            .snippet("jitter ${1:2ms}"),
        of("duplicate", WIRE, "duplicate SHARE", "The share of frames that arrive twice.")
            .snippet("duplicate ${1:0.1%}"),
        of("reorder", WIRE, "reorder SHARE",
            "The share of frames that are sent without delay and so overtake others.")
            .snippet("reorder ${1:1%}"),
        of("corrupt", WIRE, "corrupt SHARE", "The share of frames in which one bit is flipped.")
            .snippet("corrupt ${1:0.1%}"),
        of("mtu", LINK, "mtu SIZE",
            "Of all netdevs of the link, 68 to 9000 bytes; below 1280 there is no IPv6. 1500 by"
                + " default.")
            .snippet("mtu ${1:1500}"),
        of("toward", LINK, "toward NODE { … }",
            "Properties of one direction only: the one to that node.")
            .snippet("toward ${1:node} { $0 }"));
  }
}
