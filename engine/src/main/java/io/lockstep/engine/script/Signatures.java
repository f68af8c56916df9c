package io.lockstep.engine.script;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The calls that programs can make, and the structures that they can build. */
public final class Signatures {
  /** Name, parameters with their types (a question mark may be left out), result. */
  private static final String CALLS =
      """
      socket(domain type protocol?) a file descriptor
      socketpair(domain type protocol?) two file descriptors: first, second
      bind(fd address:ADDRESS) 0
      listen(fd backlog?) 0
      accept(fd) the file descriptor of the connection
      accept4(fd flags) the file descriptor of the connection
      connect(fd address:ADDRESS) 0
      send(fd data:DATA flags?) how many bytes were sent
      sendto(fd data:DATA flags address:ADDRESS) how many bytes were sent
      sendmsg(fd data:VALUE flags? to:ADDRESS? control:LIST?) how many bytes were sent
      sendmmsg(fd messages:LIST flags?) how many messages were sent
      recv(fd count:COUNT flags?) the bytes
      recvfrom(fd count:COUNT flags?) data, from
      recvmsg(fd count:COUNT flags? control:COUNT?) data, from, flags, and control messages
      recvmmsg(fd messages:COUNT count:COUNT flags? timeout:TIME?) a list of messages
      read(fd count:COUNT) the bytes
      write(fd data:DATA) how many bytes were written
      readv(fd counts:LIST) the bytes
      writev(fd data:LIST) how many bytes were written
      shutdown(fd how) 0
      close(fd) 0
      dup(fd) a file descriptor
      getsockopt(fd level option:OPTION size:COUNT?) the value of the option
      setsockopt(fd level option:OPTION value:VALUE) 0
      getsockname(fd) the address
      getpeername(fd) the address
      ioctl(fd request argument:VALUE?) what the request asks for
      fcntl(fd command argument?) what the command asks for
      poll(fd:VALUE events:VALUE? timeout:TIME?) the events, or 0; of a list a list
      epoll_create1(flags?) a file descriptor
      epoll_ctl(epfd operation fd events? data?) 0
      epoll_wait(epfd events timeout:TIME?) a list of events, data
      pipe2(flags?) two file descriptors: read, write
      splice(from to count:COUNT flags?) how many bytes were moved
      sendfile(to from count:COUNT) how many bytes were sent
      sleep(time:TIME) nothing
      now() the virtual time
      """;

  private static final ImmutableMap<String, Signature> ALL = read();

  /** What makes structures and data, with the fields that it takes. */
  private static final ImmutableMap<String, ImmutableList<String>> MAKERS =
      ImmutableMap.<String, ImmutableList<String>>builder()
          .put("bytes", ImmutableList.of("hex"))
          .put("linger", ImmutableList.of("onoff", "linger"))
          .put("ip_mreqn", ImmutableList.of("multiaddr", "address", "ifindex"))
          .put("ip_mreq_source", ImmutableList.of("multiaddr", "interface", "source"))
          .put("ipv6_mreq", ImmutableList.of("multiaddr", "ifindex"))
          .put("group_req", ImmutableList.of("interface", "group"))
          .put("group_source_req", ImmutableList.of("interface", "group", "source"))
          .put("packet_mreq", ImmutableList.of("ifindex", "type", "address"))
          .put("in_pktinfo", ImmutableList.of("ifindex", "spec_dst"))
          .put("in6_pktinfo", ImmutableList.of("addr", "ifindex"))
          .put("tcp_md5sig", ImmutableList.of("addr", "key", "prefixlen", "ifindex"))
          .put("cmsg", ImmutableList.of("level", "type", "value"))
          .put("message", ImmutableList.of("data", "to", "control"))
          .put("pollfd", ImmutableList.of("fd", "events"))
          .put("sockaddr_in6", ImmutableList.of("address", "port", "scope_id"))
          .put("sockaddr_ll", ImmutableList.of("protocol", "ifindex", "address"))
          .put("sockaddr_nl", ImmutableList.of("pid", "groups"))
          .put("sockaddr_un", ImmutableList.of("path"))
          .put("sockaddr_unspec", ImmutableList.of())
          .buildOrThrow();

  private Signatures() {}

  private static ImmutableMap<String, Signature> read() {
    Map<String, Signature> all = new LinkedHashMap<>();
    for (String line : CALLS.lines().toList()) {
      int open = line.indexOf('(');
      int close = line.indexOf(')');
      ImmutableList.Builder<Parameter> parameters = ImmutableList.builder();
      for (String word : line.substring(open + 1, close).split(" ")) {
        if (word.isEmpty()) {
          continue;
        }
        boolean optional = word.endsWith("?");
        String[] parts = (optional ? word.substring(0, word.length() - 1) : word).split(":");
        Parameter.Type type =
            parts.length > 1 ? Parameter.Type.valueOf(parts[1]) : Parameter.Type.NUMBER;
        parameters.add(new Parameter(parts[0], type, optional));
      }
      String name = line.substring(0, open);
      all.put(
          name, new Signature(name, parameters.build(), line.substring(close + 1).strip()));
    }
    return ImmutableMap.copyOf(all);
  }

  /** The call of a name. */
  public static Optional<Signature> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** All calls, by name. */
  public static ImmutableMap<String, Signature> all() {
    return ALL;
  }

  /** The fields of what {@link Maker} makes, by its name; null if it makes nothing of it. */
  public static ImmutableList<String> fields(String maker) {
    return MAKERS.get(maker);
  }

  /** The names of all structures. */
  public static ImmutableSet<String> makers() {
    return MAKERS.keySet();
  }
}
