package io.lockstep.engine.model;

import java.net.InetAddress;

/** Something that runs for a while and has results: a flow or a ping. */
public sealed interface ActivitySpec {
  /** Position in {@link ScenarioCase#activities}. */
  int index();

  /** As displayed; unnamed ones are called {@code tcp a -> b:80}. */
  String name();

  int from();

  int to();

  /** The target's address on the last link of the path. */
  InetAddress address();

  /** What lets it begin. */
  When start();

  Source source();

  /**
   * A TCP transfer.
   *
   * @param sendBytes bytes to send, or -1 to send until {@code stopNs}
   * @param stopNs when to stop sending, or -1 for never
   */
  record TcpFlow(
      int index,
      String name,
      int from,
      int to,
      InetAddress address,
      int port,
      long sendBytes,
      When start,
      long stopNs,
      Source source)
      implements ActivitySpec {}

  /**
   * UDP datagrams at a constant rate: one each {@code sizeBytes * 8 / rate} seconds from the start,
   * the last one before the stop.
   *
   * @param rateBitsPerSecond of payload
   * @param sizeBytes of payload, at least 16
   * @param count datagrams to send, or -1 for no limit
   * @param stopNs or -1
   */
  record UdpFlow(
      int index,
      String name,
      int from,
      int to,
      InetAddress address,
      int port,
      long rateBitsPerSecond,
      int sizeBytes,
      long count,
      When start,
      long stopNs,
      Source source)
      implements ActivitySpec {}

  /**
   * ICMP or ICMPv6 echo.
   *
   * @param sizeBytes of the echo payload (56 by default, as ping(8))
   */
  record Ping(
      int index,
      String name,
      int from,
      int to,
      InetAddress address,
      int count,
      long intervalNs,
      int sizeBytes,
      When start,
      Source source)
      implements ActivitySpec {}
}
