package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Receives the datagrams of all flows to one port of a node. */
final class UdpSink extends Endpoint {
  private static final int BUFFER_BYTES = 65536;

  private final List<UdpFlowActivity> flows = new ArrayList<>();
  private final UserMemory memory;
  private final ByteBuffer bigEndian;
  private final int buffer;
  private final TrafficContext context;
  private final int family;
  private final int port;
  private long fd;
  private String error = "";

  UdpSink(TrafficContext context, int node, int family, int port) {
    super(context);
    memory = context.memory();
    bigEndian = memory.buffer().duplicate().order(ByteOrder.BIG_ENDIAN);
    buffer = memory.allocate(BUFFER_BYTES);
    this.context = context;
    this.family = family;
    this.port = port;
    open(node);
  }

  private void open(int node) {
    Task task = context.spawn(node, this);
    error = "";
    fd = Servers.bind(task, memory, family, SOCK_DGRAM, port);
    if (fd < 0) {
      error = "receiver: " + Errno.name(fd);
    }
  }

  /** User memory that a sink takes. */
  static long memoryBytes() {
    return BUFFER_BYTES + 128;
  }

  /** Opens everything once more, in the new kernel of its node, and begins to receive. */
  void reopen() {
    open(node());
    start();
  }

  /** Takes a flow in; returns the number that its datagrams are to carry. */
  int add(UdpFlowActivity flow) {
    flows.add(flow);
    return flows.size() - 1;
  }

  /** Why it cannot receive, or empty. */
  String error() {
    return error;
  }

  /** Begins to receive. */
  void start() {
    if (fd >= 0) {
      receive();
    }
  }

  private void receive() {
    post(Syscall.RECVFROM, fd, memory.address() + buffer, BUFFER_BYTES, 0, 0, 0);
  }

  @Override
  public void completed(long result) {
    if (result >= UdpFlowActivity.HEADER) {
      int flow = bigEndian.getInt(buffer);
      int number = bigEndian.getInt(buffer + 4);
      long sentAt = bigEndian.getLong(buffer + 8);
      if (flow >= 0 && flow < flows.size()) {
        flows.get(flow).arrived(number, sentAt, (int) result);
      }
    }
    receive();
  }
}
