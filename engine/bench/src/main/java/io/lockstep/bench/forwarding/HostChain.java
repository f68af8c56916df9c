package io.lockstep.bench.forwarding;

import io.lockstep.bench.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The chain in network namespaces of the host's kernel, connected by veth pairs, with static routes
 * and neighbours. Needs root. The namespaces bear the names {@code lockstep-bench-PID-NUMBER} and
 * vanish with this process.
 */
final class HostChain implements AutoCloseable {
  private static final String PREFIX = "lockstep-bench-";
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final String SENDER = "/io/lockstep/bench/sender.c";

  private final int last;
  private final Thread atExit = new Thread(this::remove);

  /** Makes it. */
  HostChain(int nodes) throws IOException, InterruptedException {
    last = nodes + 1;
    removeStale();
    Runtime.getRuntime().addShutdownHook(atExit);
    List<String> batch = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      batch.add("netns add " + name(i));
    }
    for (int i = 0; i < last; i++) {
      batch.add(
          "link add right netns " + name(i) + " address " + mac(i, 1)
              + " type veth peer name left netns " + name(i + 1) + " address " + mac(i + 1, 0));
    }
    Commands.input(batch, "ip", "-batch", "-");
    for (int i = 0; i <= last; i++) {
      configure(i);
    }
  }

  private void configure(int i) throws IOException, InterruptedException {
    Commands.output(
        List.of(
            "ip", "netns", "exec", name(i), "sysctl", "-qw",
            "net.ipv4.ip_forward=1",
            "net.ipv4.ip_default_ttl=255",
            "net.ipv6.conf.all.disable_ipv6=1"));
    List<String> batch = new ArrayList<>();
    batch.add("link set lo up");
    if (i > 0) {
      batch.add("link set left up");
      batch.add("addr add " + Chain.address(i - 1, true) + "/24 dev left");
      neighbour(batch, Chain.address(i - 1, false), mac(i - 1, 1), "left");
    }
    if (i < last) {
      batch.add("link set right up");
      batch.add("addr add " + Chain.address(i, false) + "/24 dev right");
      neighbour(batch, Chain.address(i, true), mac(i + 1, 0), "right");
    }
    if (i < last - 1) {
      batch.add("route add default via " + Chain.address(i, true));
    }
    Commands.input(batch, "ip", "-n", name(i), "-batch", "-");
  }

  private static void neighbour(List<String> batch, String address, String mac, String device) {
    batch.add("neigh add " + address + " lladdr " + mac + " nud permanent dev " + device);
  }

  private static String mac(int node, int side) {
    return "02:00:00:00:%02x:%02x".formatted(node, side);
  }

  private static String name(int i) {
    return PREFIX + ProcessHandle.current().pid() + "-" + i;
  }

  /** Compiles the sender. */
  static Path sender(Path directory) throws IOException, InterruptedException {
    Path source = directory.resolve("sender.c");
    try (InputStream in = HostChain.class.getResourceAsStream(SENDER)) {
      Files.copy(in, source);
    }
    Path sender = directory.resolve("sender");
    Commands.output(List.of("gcc", "-O2", "-Wall", "-o", sender.toString(), source.toString()));
    return sender;
  }

  /** Sends packets; returns nanoseconds per packet and hop. */
  double measure(Path sender, Chain chain) throws IOException, InterruptedException {
    String printed =
        Commands.output(
            List.of(
                sender.toString(),
                NAMESPACES.resolve(name(0)).toString(),
                NAMESPACES.resolve(name(last)).toString(),
                Chain.address(last - 1, true),
                String.valueOf(Chain.PORT),
                String.valueOf(Chain.PAYLOAD_BYTES),
                String.valueOf(chain.packets() / 3),
                String.valueOf(chain.packets() * 2 / 3),
                String.valueOf(chain.burst())));
    return Double.parseDouble(printed.strip()) / chain.hops();
  }

  /** Those of processes that were killed before they could clean up. */
  private static void removeStale() throws IOException, InterruptedException {
    if (!Files.isDirectory(NAMESPACES)) {
      return;
    }
    List<String> batch = new ArrayList<>();
    try (var files = Files.list(NAMESPACES)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches(PREFIX + "\\d+-\\d+")) {
          long pid = Long.parseLong(name.split("-")[2]);
          if (ProcessHandle.of(pid).isEmpty()) {
            batch.add("netns del " + name);
          }
        }
      }
    }
    if (!batch.isEmpty()) {
      Commands.input(batch, "ip", "-batch", "-");
    }
  }

  private void remove() {
    List<String> batch = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      if (Files.exists(NAMESPACES.resolve(name(i)))) {
        batch.add("netns del " + name(i));
      }
    }
    try {
      Commands.input(batch, "ip", "-force", "-batch", "-");
    } catch (IOException e) {
      System.err.println("cannot remove the namespaces " + PREFIX + "*: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    remove();
  }
}
