package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.SocketSetting;
import io.lockstep.engine.model.Transport;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepts the connections of all flows to one port of a node: a server with one worker task per
 * connection, all of which wait in {@code accept} on one listening socket. The first worker made it, the
 * others got it by {@code pidfd_getfd}. Which flow a connection belongs to is told by the client's
 * address and port. Where no client has that address it was translated on the way: the port tells then, as
 * translators keep it if they can, or else the order in which clients were connected.
 */
final class StreamServer {
  private final TrafficContext context;
  private final int node;
  private final int family;
  private final int port;
  private final Transport transport;
  private final Pattern pattern;
  private final List<StreamConnection> connections = new ArrayList<>();
  private final List<StreamConnection> connected = new ArrayList<>();
  private final List<SocketPreparation> preparations = new ArrayList<>();
  private final List<StreamWorker> workers = new ArrayList<>();
  private Task listenerTask;
  private long listenerPid;
  private long listenerFd;
  private String error = "";

  StreamServer(
      TrafficContext context,
      int node,
      int family,
      int port,
      Transport transport,
      Pattern pattern) {
    this.context = context;
    this.node = node;
    this.family = family;
    this.port = port;
    this.transport = transport;
    this.pattern = pattern;
  }

  /** Has options set at the listening socket, which connections take over from it. */
  void prepare(ImmutableList<SocketSetting> options) {
    if (!options.isEmpty()) {
      SocketPreparation preparation =
          new SocketPreparation(context.memory(), options, null, 0, family);
      preparations.add(preparation);
      if (listenerTask != null) {
        apply(preparation);
      }
    }
  }

  private void apply(SocketPreparation preparation) {
    String wrong = listenerFd < 0 ? "" : preparation.apply(listenerTask, listenerFd);
    if (error.isEmpty() && !wrong.isEmpty()) {
      error = "listener: " + wrong;
    }
  }

  /** Adds a connection and a worker. */
  void add(StreamConnection flow) {
    connections.add(flow);
    StreamWorker worker = new StreamWorker(context, this, family, pattern);
    open(worker, workers.isEmpty());
    workers.add(worker);
  }

  private void open(StreamWorker worker, boolean first) {
    Task task = context.spawn(node, worker);
    long fd = first ? listen(task) : duplicate(task);
    if (fd < 0 && error.isEmpty()) {
      error = "listener: " + Errno.name(fd) + hint(fd);
    }
    worker.listener(fd);
  }

  private String hint(long fd) {
    return fd == -Errno.EPROTONOSUPPORT || fd == -Errno.ESOCKTNOSUPPORT
        ? " (this kernel has no " + transport.word() + ")"
        : "";
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
    listenerTask = task;
    listenerPid = task.call(Syscall.GETPID);
    listenerFd =
        Servers.bind(task, memory, family, transport.socketType(), transport.protocol(), port);
    if (listenerFd < 0) {
      return listenerFd;
    }
    preparations.forEach(this::apply);
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
  void accepted(StreamWorker worker) {
    StreamConnection connection = owner(worker);
    if (connection != null) {
      serve(worker, connection);
    }
  }

  /** A client has got to know its own address; the connection may be waiting. */
  void clientKnown(StreamConnection connection) {
    connected.add(connection);
    for (int i = 0; i < workers.size(); i++) {
      if (workers.get(i).isUnmatched()) {
        accepted(workers.get(i));
      }
    }
  }

  private void serve(StreamWorker worker, StreamConnection connection) {
    connected.remove(connection);
    worker.serve(connection);
  }

  /** Whose connection a worker has, or null as long as that cannot be told. */
  private StreamConnection owner(StreamWorker worker) {
    ByteBuffer memory = context.memory().buffer();
    StreamConnection first = null;
    StreamConnection likely = null;
    connected.removeIf(one -> !one.isUnserved());
    for (int i = 0; i < connected.size(); i++) {
      StreamConnection one = connected.get(i);
      if (SocketAddresses.same(memory, one.clientAddress(), worker.peerAddress())) {
        return one;
      }
      first = first == null ? one : first;
      boolean samePort =
          SocketAddresses.port(memory, one.clientAddress())
              == SocketAddresses.port(memory, worker.peerAddress());
      likely = likely == null && samePort ? one : likely;
    }
    if (isAwaitingLocal()) {
      return null;
    }
    return likely == null ? first : likely;
  }

  /**
   * Whether a client of this very node may be connected without knowing its own address yet. Those of
   * other nodes know it before what ends the handshake has come here.
   */
  private boolean isAwaitingLocal() {
    for (int i = 0; i < connections.size(); i++) {
      if (connections.get(i).isConnecting() && connections.get(i).clientNode() == node) {
        return true;
      }
    }
    return false;
  }
}
