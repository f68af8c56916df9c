package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.packet.Fields;
import java.util.Optional;

/** The fields of packets with their documentation. */
final class PacketFields {
  private static final ImmutableMap<String, String> DOCS = Resources.table("packet-fields.txt");

  private PacketFields() {}

  /** Without Wireshark's longer spellings, which filters understand as well. */
  static ImmutableSet<String> names() {
    return Fields.known().stream()
        .filter(name -> name.equals(canonical(name)) && !name.startsWith("inner."))
        .collect(ImmutableSet.toImmutableSet());
  }

  static Optional<String> doc(String name) {
    return Optional.ofNullable(DOCS.get(canonical(name.replaceFirst("^inner\\.", ""))));
  }

  /** The spelling that the documentation uses. */
  static String canonical(String name) {
    return name.replaceFirst("^ipv6\\b", "ip6")
        .replaceFirst("^icmpv6\\b", "icmp6")
        .replaceFirst("^tcp\\.flags\\.", "tcp.");
  }
}
