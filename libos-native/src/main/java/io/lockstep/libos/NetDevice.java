package io.lockstep.libos;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A netdev of the LibOS driver; its wire is {@link Kernel#deliver} and {@link Kernel#sentFrames}. */
public final class NetDevice {
  /** Checksum offload and scatter-gather. */
  public static final int CHECKSUM = 1;

  /** Segmentation offload: frames of up to 64 KiB. */
  public static final int TSO = 2;

  public static final int GRO = 4;

  private final Task task;
  private final int index;

  private NetDevice(Task task, int index) {
    this.task = task;
    this.index = index;
  }

  /** A netdev without offloads, in the network namespace of the task; down, with carrier. */
  public static NetDevice create(Task task, int index, String name, long mac, int mtu) {
    return create(task, index, name, mac, mtu, 0);
  }

  /**
   * Creates a netdev.
   *
   * @param index 0 to 4095, unique within the kernel
   * @param mac 48 bits
   * @param mtu bytes
   * @param offloads of {@link #CHECKSUM}, {@link #TSO}, {@link #GRO}
   */
  public static NetDevice create(
      Task task, int index, String name, long mac, int mtu, int offloads) {
    UserMemory user = task.kernel().user();
    int mark = user.mark();
    int at = user.allocate(64);
    ByteBuffer buffer = user.buffer();
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    buffer.put(at, text).put(at + text.length, (byte) 0);
    for (int i = 0; i < 6; i++) {
      buffer.put(at + 32 + i, (byte) (mac >>> 8 * (5 - i)));
    }
    long base = user.address() + at;
    task.require(
        "cannot create netdev " + name,
        Syscall.LIBOS_NETDEV_ADD,
        index,
        base,
        base + 32,
        mtu,
        offloads);
    user.reset(mark);
    return new NetDevice(task, index);
  }

  public int index() {
    return index;
  }

  public void carrier(boolean on) {
    task.require("carrier", Syscall.LIBOS_NETDEV_CARRIER, index, on ? 1 : 0);
  }

  public void remove() {
    task.require("cannot remove a netdev", Syscall.LIBOS_NETDEV_DEL, index);
  }
}
