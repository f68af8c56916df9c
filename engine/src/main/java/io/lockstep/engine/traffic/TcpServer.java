package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepts the connections of all flows to one port of a node: a server with one worker task per
 * flow, all of which wait in {@code accept} on one listening socket. The first worker made it, the
 * others got it by {@code pidfd_getfd}. Which flow a connection belongs to is told by the client's
 * address and port.
 */
final class TcpServer {
  private final TrafficContext context;
  private final int node;
  private final int family;
  private final int port;
  private final List<TcpFlowActivity> flows = new ArrayList<>();
  private final List<TcpWorker> workers = new ArrayList<>();
  private long listenerPid;
  private long listenerFd;
  private String error = "";

  TcpServer(TrafficContext context, int node, int family, int port) {
    this.context = context;
    this.node = node;
    this.family = family;
    this.port = port;
  }

  /** Adds a flow and a worker. */
  void add(TcpFlowActivity flow, Pattern pattern) {
    flows.add(flow);
    TcpWorker worker = new TcpWorker(context, this, family, pattern);
    open(worker, workers.isEmpty());
    workers.add(worker);
  }

  private void open(TcpWorker worker, boolean first) {
    Task task = context.spawn(node, worker);
    long fd = first ? listen(task) : duplicate(task);
    if (fd < 0) {
      error = "listener: " + Errno.name(fd);
    }
    worker.listener(fd);
  }

  /** Opens everything once more, in the new kernel of its node, and begins to accept. */
  void reopen() {
    error = "";
    for (int i = 0; i < workers.size(); i++) {
      open(workers.get(i), i == 0);
    }
    start();
  }

  int node() {
    return node;
  }

  /** Why it cannot accept, or empty. */
  String error() {
    return error;
  }

  /** Begins to accept. */
  void start() {
    for (int i = 0; i < workers.size(); i++) {
      workers.get(i).start();
    }
  }

  private long listen(Task task) {
    UserMemory memory = context.memory();
    listenerPid = task.call(Syscall.GETPID);
    listenerFd = Servers.bind(task, memory, family, SOCK_STREAM, port);
    if (listenerFd < 0) {
      return listenerFd;
    }
    long result = task.call(Syscall.LISTEN, listenerFd, SOMAXCONN);
    return result < 0 ? result : listenerFd;
  }

  private long duplicate(Task task) {
    if (listenerFd < 0) {
      return listenerFd;
    }
    long process = task.call(PIDFD_OPEN, listenerPid, 0);
    if (process < 0) {
      return process;
    }
    long fd = task.call(PIDFD_GETFD, process, listenerFd, 0);
    task.call(Syscall.CLOSE, process);
    return fd;
  }

  /** A worker has accepted a connection; it begins if its flow is known by now. */
  void accepted(TcpWorker worker) {
    ByteBuffer memory = context.memory().buffer();
    for (int i = 0; i < flows.size(); i++) {
      TcpFlowActivity flow = flows.get(i);
      if (flow.isUnserved()
          && SocketAddresses.same(memory, flow.clientAddress(), worker.peerAddress())) {
        worker.serve(flow);
        return;
      }
    }
  }

  /** A flow has got to know its own address; the connection may be waiting. */
  void clientKnown(TcpFlowActivity flow) {
    ByteBuffer memory = context.memory().buffer();
    for (int i = 0; i < workers.size(); i++) {
      TcpWorker worker = workers.get(i);
      if (worker.isUnmatched()
          && SocketAddresses.same(memory, flow.clientAddress(), worker.peerAddress())) {
        worker.serve(flow);
        return;
      }
    }
  }
}
