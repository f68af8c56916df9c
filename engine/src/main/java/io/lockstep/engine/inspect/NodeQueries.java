package io.lockstep.engine.inspect;

import io.lockstep.engine.configure.KernelFiles;
import io.lockstep.engine.model.NodeQuery;
import io.lockstep.engine.model.NodeWords;
import io.lockstep.engine.netlink.NetlinkConstants;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.netlink.NetlinkSocket;
import io.lockstep.engine.syscall.SystemCalls;
import io.lockstep.libos.UserMemory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers questions about a kernel by its own files and by rtnetlink(7). */
public final class NodeQueries {
  private final SystemCalls task;
  private final UserMemory memory;
  private final KernelFiles files;

  public NodeQueries(SystemCalls task, UserMemory memory, KernelFiles files) {
    this.task = task;
    this.memory = memory;
    this.files = files;
  }

  /** The answer: a text, or a decimal number; empty if there is nothing of that name. */
  public Optional<String> ask(NodeQuery query, List<String> arguments) {
    return switch (query) {
      case FILE -> Optional.ofNullable(files.read(arguments.get(0)));
      case LOG -> Optional.empty();
      case CONNTRACK -> Optional.ofNullable(files.read("/proc/net/nf_conntrack"));
      case NETDEV ->
          number(
              files.read(
                  "/sys/class/net/" + arguments.get(0) + "/statistics/" + arguments.get(1)));
      case SOFTNET -> softnet(files.read("/proc/net/softnet_stat"), arguments.get(0));
      case SOCKETS -> sockets(arguments);
      case ROUTES -> netlink(socket -> new Routes(socket).all());
      case ROUTE -> netlink(socket -> new Routes(socket).of(arguments.get(0)));
      case LOOKUP -> netlink(socket -> new Routes(socket).lookup(arguments.get(0)));
      case NEIGHBOURS -> netlink(socket -> new Neighbours(socket).all());
      case NEIGHBOUR -> netlink(socket -> new Neighbours(socket).of(arguments.get(0)));
      case ADDRESSES -> netlink(Addresses::all);
      case RULES -> netlink(Rules::all);
      case QDISC -> qdisc(arguments);
    };
  }

  private Optional<String> netlink(Function<NetlinkSocket, String> question) {
    try (NetlinkSocket socket = new NetlinkSocket(task, memory)) {
      return Optional.of(question.apply(socket));
    } catch (NetlinkException e) {
      return Optional.empty();
    }
  }

  private Optional<String> qdisc(List<String> arguments) {
    try (NetlinkSocket socket = new NetlinkSocket(task, memory)) {
      return QdiscCounters.read(
          socket,
          arguments.get(0),
          arguments.get(1),
          arguments.size() > 2 ? arguments.get(2) : "root");
    } catch (NetlinkException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> number(String text) {
    return Optional.ofNullable(text).map(String::strip);
  }

  private static Optional<String> softnet(String text, String column) {
    int index = NodeWords.SOFTNET_COLUMNS.indexOf(column);
    if (text == null || index < 0) {
      return Optional.empty();
    }
    long sum = 0;
    for (String line : text.split("\n")) {
      String[] columns = line.trim().split(" +");
      if (index < columns.length) {
        sum += Long.parseLong(columns[index], 16);
      }
    }
    return Optional.of(Long.toString(sum));
  }

  /** Sockets in {@code /proc/net/tcp} and the like, of both families. */
  private Optional<String> sockets(List<String> arguments) {
    String protocol = arguments.get(0);
    int state =
        arguments.size() > 1 ? 1 + NodeWords.SOCKET_STATES.indexOf(arguments.get(1)) : 0;
    long count = 0;
    boolean found = false;
    for (String name : List.of(protocol, protocol + "6")) {
      String text = files.read("/proc/net/" + name);
      if (text == null) {
        continue;
      }
      found = true;
      for (String line : text.lines().skip(1).toList()) {
        String[] columns = line.trim().split(" +");
        if (state == 0
            || columns.length > 3 && Integer.parseInt(columns[3], 16) == state) {
          count++;
        }
      }
    }
    return found ? Optional.of(Long.toString(count)) : Optional.empty();
  }

  /** Lines in an order that does not depend on the kernel's tables. */
  static String sorted(List<String> lines) {
    return lines.stream().sorted().collect(Collectors.joining("\n"));
  }

  /** The families of addresses that rtnetlink is asked for. */
  static List<Integer> families() {
    return List.of(NetlinkConstants.AF_INET, NetlinkConstants.AF_INET6);
  }
}
