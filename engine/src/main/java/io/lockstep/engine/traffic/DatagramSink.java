package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.DatagramSpec;
import io.lockstep.engine.model.SocketSetting;
import io.lockstep.engine.model.Transport;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Receives the datagrams of all flows to one port of a node, or of one member of a group. */
final class DatagramSink extends Endpoint implements DatagramJob.Reader {
  private enum Step {
    ACCEPT,
    RECEIVE,
    WAIT_TO_JOIN,
    JOIN,
    WAIT_TO_LEAVE,
    LEAVE,
    CLOSE,
    OUT
  }

  private static final int BUFFER_BYTES = 65536;
  private static final int GROUP_REQUEST_BYTES = 8 + 128 + 128;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_DROP_MEMBERSHIP = 36;
  private static final int IPV6_ADD_MEMBERSHIP = 20;
  private static final int IPV6_DROP_MEMBERSHIP = 21;
  private static final int MCAST_JOIN_SOURCE_GROUP = 46;
  private static final int MCAST_LEAVE_SOURCE_GROUP = 47;
  private static final int IP_MULTICAST_ALL = 49;
  private static final int IPV6_MULTICAST_ALL = 29;

  /**
   * Where datagrams arrive.
   *
   * @param number port, protocol or Ethernet type
   * @param netdev of frames; else empty
   */
  record Place(int node, Transport transport, int family, int number, String netdev) {}

  private final TrafficContext context;
  private final UserMemory memory;
  private final ByteBuffer bigEndian;
  private final Place place;
  private final LaneTable lanes;
  private final List<SocketPreparation> preparations = new ArrayList<>();
  private final int buffer;

  /** Of a member of a group; else null. */
  private final DatagramSpec.Member member;

  private final InetAddress group;
  private final ImmutableList<InetAddress> sources;

  /** Whose arrivals this member counts, and which of its members it is. */
  private DatagramFlowActivity owner;

  private int ownerIndex;
  private final int scratch;
  private final PollCall poll;
  private Task task;
  private long fd = -1;
  private long connection = -1;
  private long netdevIndex;
  private int joining;
  private Step step = Step.RECEIVE;
  private String error = "";

  /** Null until it begins, and if calls have to be made one by one. */
  private DatagramJob job;

  /** For all flows to a place. */
  DatagramSink(TrafficContext context, Place place) {
    this(context, place, new LaneTable(context.memory()), null, null, ImmutableList.of());
  }

  /**
   * For a member of a group.
   *
   * @param lanes of all flows to the group
   */
  DatagramSink(
      TrafficContext context,
      Place place,
      LaneTable lanes,
      DatagramSpec.Member member,
      InetAddress group,
      ImmutableList<InetAddress> sources) {
    super(context);
    this.context = context;
    this.place = place;
    this.lanes = lanes;
    this.member = member;
    this.group = group;
    this.sources = sources;
    memory = context.memory();
    bigEndian = memory.buffer().duplicate().order(ByteOrder.BIG_ENDIAN);
    buffer = memory.allocate(BUFFER_BYTES);
    scratch = memory.allocate(GROUP_REQUEST_BYTES);
    poll = new PollCall(memory);
    open();
  }

  /** User memory that a sink takes. */
  static long memoryBytes() {
    return BUFFER_BYTES + GROUP_REQUEST_BYTES + 256 + DatagramJob.memoryBytes();
  }

  void owner(DatagramFlowActivity activity, int index) {
    owner = activity;
    ownerIndex = index;
  }

  private void open() {
    task = context.spawn(place.node(), this);
    error = "";
    connection = -1;
    fd = socket();
    if (fd < 0) {
      boolean unknown = fd == -Errno.EPROTONOSUPPORT || fd == -Errno.ESOCKTNOSUPPORT;
      error =
          "receiver: "
              + Errno.name(fd)
              + (unknown ? " (this kernel has no " + place.transport().word() + ")" : "");
      return;
    }
    preparations.forEach(this::apply);
    if (place.transport() == Transport.DCCP) {
      long result = task.call(Syscall.LISTEN, fd, SOMAXCONN);
      if (result < 0) {
        error = "receiver: listen: " + Errno.name(result);
      }
    }
  }

  private long socket() {
    Transport transport = place.transport();
    if (transport == Transport.PACKET) {
      long socket =
          task.call(Syscall.SOCKET, AF_PACKET, SOCK_DGRAM, Short.toUnsignedInt(swapped()));
      long index = Netdevs.index(task, memory, place.netdev());
      if (socket < 0 || index < 0) {
        return Math.min(socket, index);
      }
      SocketAddresses.writeLinkLayer(memory.buffer(), scratch, place.number(), (int) index, null);
      long result =
          task.call(
              Syscall.BIND, socket, memory.address() + scratch, SocketAddresses.LINK_BYTES);
      return result < 0 ? result : socket;
    } else if (transport == Transport.RAW) {
      return task.call(Syscall.SOCKET, place.family(), SOCK_RAW, place.number());
    }
    long socket =
        Servers.bind(
            task, memory, place.family(), transport.socketType(), transport.protocol(),
            place.number());
    if (socket < 0 || member == null) {
      return socket;
    }
    // Only what this socket has joined itself.
    memory.buffer().putInt(scratch, 0);
    boolean ipv6 = place.family() == AF_INET6;
    task.call(
        Syscall.SETSOCKOPT,
        socket,
        ipv6 ? SOL_IPV6 : 0,
        ipv6 ? IPV6_MULTICAST_ALL : IP_MULTICAST_ALL,
        memory.address() + scratch,
        4);
    netdevIndex = member.netdev().isEmpty() ? 0 : Netdevs.index(task, memory, member.netdev());
    return netdevIndex < 0 ? netdevIndex : socket;
  }

  private short swapped() {
    return Short.reverseBytes((short) place.number());
  }

  /** Has options set. */
  void prepare(ImmutableList<SocketSetting> options) {
    if (!options.isEmpty()) {
      SocketPreparation preparation =
          new SocketPreparation(memory, options, null, 0, place.family());
      preparations.add(preparation);
      apply(preparation);
    }
  }

  private void apply(SocketPreparation preparation) {
    String wrong = fd < 0 ? "" : preparation.apply(task, fd);
    if (error.isEmpty() && !wrong.isEmpty()) {
      error = "receiver: " + wrong;
    }
  }

  /** Opens everything once more, in the new kernel of its node, and begins to receive. */
  void reopen() {
    drain();
    open();
    start();
  }

  /** Takes in what a flow sends; returns the number that its datagrams are to carry. */
  int add(DatagramLane lane) {
    return lanes.add(lane);
  }

  /** A lane has begun to send another datagram here. */
  void sent(int lane, int count) {
    lanes.sent(lane, count);
  }

  /** Tells the lanes of what has arrived so far. */
  void drain() {
    if (job != null) {
      job.drain(this);
    }
  }

  /** Has them told of each datagram at once from now on. */
  void watchClosely() {
    if (job != null) {
      job.once();
    }
  }

  @Override
  public void arrived(int number, int sequence, long sentAt, long arrivedAt, int length) {
    DatagramLane lane = lanes.get(number);
    if (owner == null || lane.activity() == owner) {
      lane.arrived(ownerIndex, sequence, sentAt, arrivedAt, length);
    }
  }

  /** Why it cannot receive, or empty. */
  String error() {
    return error;
  }

  int placeNode() {
    return place.node();
  }

  /** Begins to receive. */
  void start() {
    if (fd < 0 || !error.isEmpty()) {
      return;
    }
    if (job == null && !leaves()) {
      job = new DatagramJob(context, lanes, buffer, BUFFER_BYTES, hasIpHeader());
    }
    if (member != null) {
      joining = 0;
      waitOr(Step.WAIT_TO_JOIN, member.joinNs(), 0);
    } else if (place.transport() == Transport.DCCP) {
      accept();
    } else {
      receive();
    }
  }

  private void accept() {
    step = Step.ACCEPT;
    post(Syscall.ACCEPT4, fd, 0, 0, 0, 0, 0);
  }

  private void receive() {
    step = Step.RECEIVE;
    if (job != null) {
      job.post(this, connection >= 0 ? connection : fd);
    } else {
      // It has to see the end of its membership, too.
      post(Syscall.RECVFROM, fd, memory.address() + buffer, BUFFER_BYTES, MSG_DONTWAIT, 0, 0);
    }
  }

  private boolean leaves() {
    return member != null && member.leaveNs() >= 0;
  }

  private boolean hasIpHeader() {
    return place.transport() == Transport.RAW && place.family() == AF_INET;
  }

  private void waitOr(Step waiting, long until, int events) {
    long nanoseconds = until - context.now();
    step = waiting;
    poll.post(this, fd, events, Math.max(0, nanoseconds));
  }

  private void membership(boolean join) {
    step = join ? Step.JOIN : Step.LEAVE;
    boolean ipv6 = place.family() == AF_INET6;
    ByteBuffer bytes = memory.buffer();
    int level = ipv6 ? SOL_IPV6 : 0;
    if (!sources.isEmpty()) {
      for (int i = 0; i < GROUP_REQUEST_BYTES; i += 8) {
        bytes.putLong(scratch + i, 0);
      }
      bytes.putInt(scratch, (int) netdevIndex);
      SocketAddresses.write(bytes, scratch + 8, group, 0);
      SocketAddresses.write(bytes, scratch + 8 + 128, sources.get(joining), 0);
      int option = join ? MCAST_JOIN_SOURCE_GROUP : MCAST_LEAVE_SOURCE_GROUP;
      setOption(level, option, GROUP_REQUEST_BYTES);
      return;
    }
    bytes.put(scratch, group.getAddress());
    if (ipv6) {
      bytes.putInt(scratch + 16, (int) netdevIndex);
      setOption(level, join ? IPV6_ADD_MEMBERSHIP : IPV6_DROP_MEMBERSHIP, 20);
    } else {
      bytes.putInt(scratch + 4, 0).putInt(scratch + 8, (int) netdevIndex);
      setOption(level, join ? IP_ADD_MEMBERSHIP : IP_DROP_MEMBERSHIP, 12);
    }
  }

  private void setOption(int level, int option, int length) {
    post(Syscall.SETSOCKOPT, fd, level, option, memory.address() + scratch, length, 0);
  }

  @Override
  public void completed(long result) {
    switch (step) {
      case ACCEPT -> {
        if (result < 0) {
          accept();
        } else {
          connection = result;
          receive();
        }
      }
      case RECEIVE -> received(result);
      case WAIT_TO_JOIN -> membership(true);
      case JOIN -> joined(result);
      case WAIT_TO_LEAVE -> {
        if (result > 0) {
          receive();
        } else {
          joining = 0;
          membership(false);
        }
      }
      case LEAVE -> {
        joining++;
        if (joining < sources.size()) {
          membership(false);
        } else {
          owner.left(ownerIndex);
          step = Step.CLOSE;
          post(Syscall.CLOSE, fd, 0, 0, 0, 0, 0);
        }
      }
      case CLOSE -> {
        if (connection >= 0) {
          connection = -1;
          accept();
        } else {
          step = Step.OUT;
        }
      }
      default -> throw new AssertionError(step);
    }
  }

  private void joined(long result) {
    if (result < 0) {
      owner.failedToJoin("joining the group: " + Errno.name(result));
      step = Step.OUT;
      return;
    }
    joining++;
    if (joining < sources.size()) {
      membership(true);
      return;
    }
    owner.joined(ownerIndex);
    receive();
  }

  private void received(long result) {
    if (job != null) {
      drain();
    } else if (result >= 0) {
      take(buffer, (int) result);
    }
    if (connection >= 0 && result <= 0) {
      step = Step.CLOSE;
      post(Syscall.CLOSE, connection, 0, 0, 0, 0, 0);
    } else if (result == -Errno.EAGAIN && member != null) {
      if (context.now() >= member.leaveNs()) {
        joining = 0;
        membership(false);
      } else {
        waitOr(Step.WAIT_TO_LEAVE, member.leaveNs(), POLLIN);
      }
    } else {
      receive();
    }
  }

  private void take(int at, int length) {
    if (length < DatagramLane.HEADER) {
      return;
    }
    int number = bigEndian.getInt(at);
    if (number >= 0 && number < lanes.size()) {
      arrived(
          number, bigEndian.getInt(at + 4), bigEndian.getLong(at + 8), context.now(), length);
    }
  }
}
