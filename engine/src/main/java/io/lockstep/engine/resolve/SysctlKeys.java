package io.lockstep.engine.resolve;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.regex.Pattern;

/** Names of kernel parameters, written as sysctl(8) takes them. */
final class SysctlKeys {
  private static final ImmutableList<String> ROOTS =
      ImmutableList.of("kernel", "net", "vm", "fs", "user", "dev", "debug");
  private static final String ROOT = "/proc/sys/";

  /** What has a directory per netdev. */
  private static final ImmutableList<String> PER_NETDEV =
      ImmutableList.of(
          "net.ipv4.conf.", "net.ipv4.neigh.", "net.ipv6.conf.", "net.ipv6.neigh.",
          "net.mpls.conf.");

  /** Which part of such a key is the netdev's name. */
  private static final int NETDEV_PLACE = 3;

  private static final ImmutableSet<String> FOR_ALL = ImmutableSet.of("all", "default");

  /** Netdevs that kernels make by themselves. */
  private static final Pattern KERNELS_OWN =
      Pattern.compile(
          "(tunl|gre|gretap|erspan|ip_vti|ip6_vti|sit|ip6tnl|ip6gre|teql|dummy|bond|ifb)[0-9]+"
              + "|pimreg.*|pim6reg.*");

  private SysctlKeys() {}

  /**
   * The file of a key. The separator that comes first decides: with dots first, a slash stands for
   * a dot within a name ({@code net.ipv4.conf.eth0/100.forwarding}); with slashes first, a dot is
   * just a dot.
   */
  static String path(String key, Span span) {
    return path(key, span, null, ImmutableSet.of());
  }

  /**
   * Likewise, but the part that names a netdev is looked up among those of a node, so that it may
   * hold dots.
   *
   * @param node whose netdevs they are, or null if they are not known
   */
  static String path(String key, Span span, String node, Collection<String> netdevs) {
    return ROOT + String.join("/", parts(key, span, node, netdevs));
  }

  /** The key with dots between its parts, in which slashes stand for dots. */
  static String canonical(String key, Span span, String node, Collection<String> netdevs) {
    return parts(key, span, node, netdevs).stream()
        .map(part -> part.replace('.', '/'))
        .collect(Collectors.joining("."));
  }

  private static List<String> parts(
      String key, Span span, String node, Collection<String> netdevs) {
    if (key.isEmpty()) {
      throw Mistake.at(
          span, "bad-sysctl", "expected the name of a sysctl such as net.ipv4.ip_forward");
    }
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
    List<String> parts =
        slashes ? Splitter.on('/').splitToList(key) : dotted(key, span, node, netdevs);
    String first = parts.get(0);
    if (key.startsWith(ROOT) || key.startsWith(ROOT.substring(1))) {
      String rest = key.substring(key.indexOf("sys/") + 4);
      throw Mistake.at(
          span,
          "bad-sysctl",
          "expected the name of a sysctl without /proc/sys; did you mean '" + rest + "'?");
    }
    if (!ROOTS.contains(first)) {
      String better =
          Suggestions.nearest(first, ROOTS)
              .map(root -> "; did you mean '" + root + key.substring(first.length()) + "'?")
              .orElse("");
      throw Mistake.at(
          span,
          "unknown-sysctl",
          "unknown sysctl '"
              + key
              + "': its first part must be one of "
              + String.join(", ", ROOTS)
              + better);
    }
    for (String part : parts) {
      boolean odd = part.isEmpty() || part.equals("..") || part.chars().anyMatch(SysctlKeys::odd);
      if (odd || parts.size() < 2) {
        throw Mistake.at(
            span,
            "bad-sysctl",
            "'" + key + "' is not the name of a sysctl, expected one such as net.ipv4.ip_forward");
      }
    }
    requireKnown(key, parts, span);
    return parts;
  }

  /**
   * The key within an interface, with the netdev's name put in: {@code net.ipv4.conf.rp_filter}
   * becomes {@code net.ipv4.conf.eth0.rp_filter}, with slashes for the dots of the name.
   */
  static String within(String netdev, String key, Span span) {
    for (String family : PER_NETDEV) {
      if (key.startsWith(family)) {
        String rest = key.substring(family.length());
        if (rest.contains(".")) {
          int last = rest.lastIndexOf('.');
          throw Mistake.at(
              span,
              "bad-sysctl",
              "the name of the interface is put in by itself; did you mean '"
                  + family
                  + rest.substring(last + 1)
                  + "'?");
        }
        return family + netdev.replace('.', '/') + "." + rest;
      }
    }
    List<String> families =
        PER_NETDEV.stream().map(family -> family.substring(0, family.length() - 1)).toList();
    throw Mistake.at(
        span,
        "bad-sysctl",
        "'"
            + key
            + "' is not a sysctl of an interface, expected one below "
            + String.join(", ", families.subList(0, families.size() - 1))
            + " or "
            + Iterables.getLast(families));
  }

  private static List<String> dotted(
      String key, Span span, String node, Collection<String> netdevs) {
    for (String family : PER_NETDEV) {
      if (key.startsWith(family)) {
        List<String> parts =
            new ArrayList<>(Splitter.on('.').splitToList(key.substring(0, family.length() - 1)));
        String rest = key.substring(family.length());
        String netdev = netdev(rest, netdevs);
        if (netdev != null) {
          parts.add(netdev);
          parts.addAll(split(rest.substring(netdev.length() + 1)));
          return parts;
        }
        List<String> tail = split(rest);
        if (node != null && tail.size() > 1) {
          requireNetdev(tail.get(0), key, span, node, netdevs);
        }
        parts.addAll(tail);
        return parts;
      }
    }
    return split(key);
  }

  private static void requireKnown(String key, List<String> parts, Span span) {
    List<String> names = new ArrayList<>(parts);
    boolean perNetdev =
        parts.size() > NETDEV_PLACE + 1
            && PER_NETDEV.contains(String.join(".", parts.subList(0, NETDEV_PLACE)) + ".");
    if (perNetdev) {
      names.set(NETDEV_PLACE, "IFACE");
    }
    KnownNames.SYSCTLS.correction(String.join(".", names))
        .ifPresent(
            known -> {
              String better = perNetdev
                  ? known.replace(".IFACE.", "." + parts.get(NETDEV_PLACE).replace('.', '/') + ".")
                  : known;
              throw Mistake.at(
                  span,
                  "unknown-sysctl",
                  "unknown sysctl '" + key + "'; did you mean '" + better + "'?");
            });
  }

  private static void requireNetdev(
      String name, String key, Span span, String node, Collection<String> netdevs) {
    boolean known = netdevs.contains(name) || FOR_ALL.contains(name);
    if (!known && !KERNELS_OWN.matcher(name).matches()) {
      List<String> all = new ArrayList<>(netdevs);
      all.addAll(FOR_ALL);
      throw Mistake.at(
          span,
          "unknown-netdev",
          "unknown sysctl '"
              + key
              + "': "
              + node
              + " has no netdev '"
              + name
              + "'"
              + Suggestions.didYouMean(name, all));
    }
  }

  /** The longest name that the rest of a key begins with, or null. */
  private static String netdev(String rest, Collection<String> netdevs) {
    String longest = null;
    for (String netdev : netdevs) {
      boolean fits = rest.startsWith(netdev + ".");
      if (fits && (longest == null || netdev.length() > longest.length())) {
        longest = netdev;
      }
    }
    return longest;
  }

  /** At the dots; a slash stands for a dot. */
  private static List<String> split(String key) {
    return Splitter.on('.').splitToStream(key).map(part -> part.replace('/', '.')).toList();
  }

  private static boolean odd(int c) {
    return c <= ' ' || c == 0x7f;
  }
}
