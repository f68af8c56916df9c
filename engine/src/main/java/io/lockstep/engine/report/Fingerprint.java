package io.lockstep.engine.report;

import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.packet.PacketView;
import io.lockstep.engine.sim.DropReason;
import io.lockstep.engine.sim.SimulationListener;
import java.nio.ByteBuffer;

/**
 * Hashes of a run by ingredient, so that two runs can be compared and the kind of difference named.
 * All are taken over the frames in the order in which they are sent, {@code times} and {@code
 * drops} also over what became of them.
 */
public final class Fingerprint implements SimulationListener {
  private final PacketView view = new PacketView();
  private final StreamHash times = new StreamHash();
  private final StreamHash lengths = new StreamHash();
  private final StreamHash addresses = new StreamHash();
  private final StreamHash headers = new StreamHash();
  private final StreamHash payload = new StreamHash();
  private final StreamHash drops = new StreamHash();

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

  /** By ingredient, in a fixed order; 16 hexadecimal digits each. */
  public ImmutableMap<String, String> hashes() {
    return ImmutableMap.of(
        "times", times.toString(),
        "lengths", lengths.toString(),
        "addresses", addresses.toString(),
        "headers", headers.toString(),
        "payload", payload.toString(),
        "drops", drops.toString());
  }
}
