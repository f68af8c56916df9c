package io.lockstep.engine.netlink;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import io.lockstep.engine.syscall.SystemCalls;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A netlink socket of one task, as a rule of rtnetlink. Requests travel in batches. */
public final class NetlinkSocket implements AutoCloseable {
  private static final int BATCH_BYTES = 16 << 10;

  /** Answers to link requests are about 1 KiB; the receive buffer must hold those of a batch. */
  private static final int BATCH_MESSAGES = 48;

  private static final int ANSWER_BYTES = 32 << 10;

  /** User memory that a socket takes. */
  public static final int SCRATCH_BYTES = BATCH_BYTES + ANSWER_BYTES;

  private static final int NO_MARK = -1;
  private static final int MSG_DONTWAIT = 0x40;

  private final SystemCalls task;
  private final UserMemory memory;
  private final int mark;
  private final int requests;
  private final int answers;
  private final long fd;
  private int sequence;

  /** Opens a socket of rtnetlink; user memory is taken until {@link #close}. */
  public NetlinkSocket(SystemCalls task, UserMemory memory) {
    this(task, memory, memory.mark(), memory.allocate(SCRATCH_BYTES), NETLINK_ROUTE);
  }

  /**
   * Opens a socket that may stay open.
   *
   * @param scratch {@link #SCRATCH_BYTES} of user memory, which sockets may share that are not used
   *     at the same time
   * @param protocol such as {@code NETLINK_ROUTE}
   */
  public NetlinkSocket(SystemCalls task, UserMemory memory, int scratch, int protocol) {
    this(task, memory, NO_MARK, scratch, protocol);
  }

  private NetlinkSocket(
      SystemCalls task, UserMemory memory, int mark, int scratch, int protocol) {
    this.task = task;
    this.memory = memory;
    this.mark = mark;
    this.requests = scratch;
    this.answers = scratch + BATCH_BYTES;
    this.fd = check(task.call(Syscall.SOCKET, AF_NETLINK, SOCK_RAW, protocol), "socket");
    option(NETLINK_EXT_ACK);
    option(NETLINK_CAP_ACK);
  }

  private void option(int name) {
    memory.buffer().putInt(requests, 1);
    long address = memory.address() + requests;
    check(task.call(Syscall.SETSOCKOPT, fd, SOL_NETLINK, name, address, 4), "setsockopt");
  }

  /**
   * Sends requests, all of which must bear {@code NLM_F_ACK}, and waits for their answers.
   *
   * @return for each request the 32-bit word at offset 4 of the payload of its last answer (the
   *     index in {@code struct ifinfomsg}), or 0 if there was only an acknowledgement
   * @throws NetlinkException for the first that is refused; later ones of its batch may have been
   *     carried out
   */
  public int[] exchange(List<NetlinkMessage> messages) {
    int[] results = new int[messages.size()];
    int next = 0;
    while (next < messages.size()) {
      int first = next;
      int firstSequence = sequence + 1;
      int bytes = 0;
      while (next < messages.size()
          && next - first < BATCH_MESSAGES
          && bytes + NetlinkMessage.align(messages.get(next).length()) <= BATCH_BYTES) {
        byte[] message = messages.get(next).toBytes(++sequence);
        memory.buffer().put(requests + bytes, message);
        bytes += NetlinkMessage.align(message.length);
        next++;
      }
      if (next == first) {
        throw new NetlinkException(messages.get(first), Errno.E2BIG, "");
      }
      check(task.call(Syscall.SENDTO, fd, memory.address() + requests, bytes, 0, 0, 0), "sendto");
      receive(messages, results, first, next - first, firstSequence);
    }
    return results;
  }

  private void receive(
      List<NetlinkMessage> messages, int[] results, int first, int count, int firstSequence) {
    ByteBuffer buffer = memory.buffer();
    int missing = count;
    while (missing > 0) {
      int end = answers + receive();
      int at = answers;
      while (at + NetlinkMessage.HEADER <= end) {
        int which = buffer.getInt(at + 8) - firstSequence;
        if (which >= 0 && which < count) {
          if (type(at) == NLMSG_ERROR) {
            refuse(messages.get(first + which), at);
            missing--;
          } else {
            results[first + which] = buffer.getInt(at + NetlinkMessage.HEADER + 4);
          }
        }
        at += NetlinkMessage.align(buffer.getInt(at));
      }
    }
  }

  /**
   * Sends a request that has one answer, and no acknowledgement.
   *
   * @return the answer's payload, which begins with the family's header
   * @throws NetlinkException if it is refused
   */
  public byte[] get(NetlinkMessage request) {
    ByteBuffer buffer = memory.buffer();
    byte[] message = request.toBytes(++sequence);
    buffer.put(requests, message);
    check(
        task.call(Syscall.SENDTO, fd, memory.address() + requests, message.length, 0, 0, 0),
        "sendto");
    receive();
    if (type(answers) == NLMSG_ERROR) {
      refuse(request, answers);
      return new byte[0];
    }
    byte[] payload = new byte[buffer.getInt(answers) - NetlinkMessage.HEADER];
    buffer.get(answers + NetlinkMessage.HEADER, payload);
    return payload;
  }

  /**
   * Sends a request that asks for a dump.
   *
   * @return the payloads of the answers, each beginning with the family's header
   * @throws NetlinkException if it is refused
   */
  public List<byte[]> dump(NetlinkMessage request) {
    ByteBuffer buffer = memory.buffer();
    byte[] message = request.toBytes(++sequence);
    buffer.put(requests, message);
    check(
        task.call(Syscall.SENDTO, fd, memory.address() + requests, message.length, 0, 0, 0),
        "sendto");
    List<byte[]> result = new ArrayList<>();
    while (true) {
      int end = answers + receive();
      int at = answers;
      while (at + NetlinkMessage.HEADER <= end) {
        int length = buffer.getInt(at);
        if (type(at) == NLMSG_DONE) {
          return result;
        } else if (type(at) == NLMSG_ERROR) {
          refuse(request, at);
          return result;
        }
        byte[] payload = new byte[length - NetlinkMessage.HEADER];
        buffer.get(at + NetlinkMessage.HEADER, payload);
        result.add(payload);
        at += NetlinkMessage.align(length);
      }
    }
  }

  private int receive() {
    return (int)
        check(
            task.call(
                Syscall.RECVFROM,
                fd,
                memory.address() + answers,
                ANSWER_BYTES,
                MSG_DONTWAIT,
                0,
                0),
            "recvfrom");
  }

  private int type(int at) {
    return memory.buffer().getShort(at + 4) & 0xffff;
  }

  /** Throws if the acknowledgement bears an error. */
  private void refuse(NetlinkMessage request, int at) {
    ByteBuffer buffer = memory.buffer();
    int error = buffer.getInt(at + NetlinkMessage.HEADER);
    if (error != 0) {
      int flags = buffer.getShort(at + 6) & 0xffff;
      throw new NetlinkException(
          request, -error, explanation(buffer, at, buffer.getInt(at), flags));
    }
  }

  /** The text of an extended acknowledgement. */
  private static String explanation(ByteBuffer buffer, int at, int messageLength, int flags) {
    if ((flags & NLM_F_ACK_TLVS) == 0) {
      return "";
    }
    int position = at + NetlinkMessage.HEADER + 4;
    int echoed =
        (flags & NLM_F_CAPPED) != 0 ? NetlinkMessage.HEADER : buffer.getInt(position);
    position += NetlinkMessage.align(echoed);
    while (position + 4 <= at + messageLength) {
      int length = buffer.getShort(position) & 0xffff;
      int type = buffer.getShort(position + 2) & 0x3fff;
      if (length < 4) {
        break;
      }
      if (type == NLMSGERR_ATTR_MSG) {
        byte[] text = new byte[Math.max(0, length - 5)];
        buffer.get(position + 4, text);
        return new String(text, StandardCharsets.UTF_8);
      }
      position += NetlinkMessage.align(length);
    }
    return "";
  }

  private static long check(long result, String call) {
    if (result < 0) {
      throw new NetlinkException("netlink " + call + ": " + Errno.name(result));
    }
    return result;
  }

  @Override
  public void close() {
    task.call(Syscall.CLOSE, fd);
    if (mark != NO_MARK) {
      memory.reset(mark);
    }
  }
}
