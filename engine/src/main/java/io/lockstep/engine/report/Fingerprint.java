package io.lockstep.engine.report;

import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.NodeQuery;
import io.lockstep.engine.packet.PacketView;
import io.lockstep.engine.sim.DropReason;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.SimulationListener;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Hashes of a run by ingredient, so that two runs can be compared and the kind of difference named.
 * All are taken over the frames in the order in which they are sent, {@code times} and {@code
 * drops} also over what became of them.
 */
public final class Fingerprint implements SimulationListener {
  private static final List<String> COUNTERS =
      List.of("/proc/net/snmp", "/proc/net/netstat", "/proc/net/snmp6", "/proc/net/dev");

  private final PacketView view = new PacketView();
  private final StreamHash times = new StreamHash();
  private final StreamHash lengths = new StreamHash();
  private final StreamHash addresses = new StreamHash();
  private final StreamHash headers = new StreamHash();
  private final StreamHash payload = new StreamHash();
  private final StreamHash drops = new StreamHash();
  private final StreamHash counters = new StreamHash();
  private final int nodes;

  /**
   * Creates it.
   *
   * @param nodes how many nodes there are
   */
  public Fingerprint(int nodes) {
    this.nodes = nodes;
  }

  @Override
  public void sent(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    long where = 2L * wire + direction;
    times.add(timeNs);
    times.add(where);
    lengths.add(where << 32 | length);
    PacketView packet = view.wrap(memory, offset, length);
    if (packet.ip() >= 0) {
      addresses.add(packet.u64(packet.ip() + 12));
    } else if (packet.ip6() >= 0) {
      for (int at = 8; at < 40; at += 8) {
        addresses.add(packet.u64(packet.ip6() + at));
      }
    }
    if (packet.transport() >= 0) {
      addresses.add(packet.u32(packet.transport()));
    }
    int body = packet.payload();
    headers.add(memory, offset, body);
    payload.add(memory, offset + body, length - body);
  }

  @Override
  public void received(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    times.add(timeNs);
    times.add(~(2L * wire + direction));
  }

  @Override
  public void dropped(
      long timeNs,
      int wire,
      int direction,
      DropReason reason,
      ByteBuffer memory,
      int offset,
      int length) {
    drops.add(timeNs);
    drops.add(8L * (2L * wire + direction) + reason.ordinal());
  }

  /** Takes what the kernels have counted: the protocols, and the netdevs. */
  @Override
  public void ended(long timeNs, Observations observations) {
    for (int node = 0; node < nodes; node++) {
      for (String file : COUNTERS) {
        counters.add(observations.query(node, NodeQuery.FILE, List.of(file)).orElse(""));
      }
    }
  }

  /** By ingredient, in a fixed order; 16 hexadecimal digits each. */
  public ImmutableMap<String, String> hashes() {
    return ImmutableMap.<String, String>builder()
        .put("times", times.toString())
        .put("lengths", lengths.toString())
        .put("addresses", addresses.toString())
        .put("headers", headers.toString())
        .put("payload", payload.toString())
        .put("drops", drops.toString())
        .put("counters", counters.toString())
        .buildOrThrow();
  }
}
