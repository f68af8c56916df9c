package io.lockstep.engine.sim;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.lockstep.engine.inspect.TcpSocket;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Limits;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.verdict.Judge;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.UnknownKernelException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;

/** Runs a scenario at once and keeps what can be seen of it. */
final class TestRun implements SimulationListener {
  private static final List<String> COUNTERS =
      List.of(
          "IcmpInEchoReps", "IcmpInEchos", "Icmp6InEchoReplies", "TcpRetransSegs",
          "TcpExtTCPTimeouts", "IpInReceives", "NoSuchCounter");
  private static final List<String> SYSCTLS =
      List.of(
          "net.ipv4.tcp_congestion_control", "net.ipv4.tcp_sack", "net.ipv4.tcp_rmem",
          "net.ipv4.conf.eth0.rp_filter", "net.ipv4.nothing",
          "/sys/class/net/eth0/carrier");

  private final ScenarioCase scenario;
  private final Hasher frames = Hashing.sha256().newHasher();
  private final TreeMap<String, OptionalLong> counters = new TreeMap<>();
  private final TreeMap<String, Optional<String>> sysctls = new TreeMap<>();
  private final List<String> events = new ArrayList<>();
  private final TreeMap<Integer, Hasher> behaviour = new TreeMap<>();
  private final Judge judge;
  private final List<TcpSocket> sockets = new ArrayList<>();
  private final HashCode hash;
  private final RunResult result;

  /** Runs it without looking at its sockets, which may change the order of timers. */
  TestRun(ScenarioCase scenario) {
    this(scenario, Simulation::unsampled);
  }

  private TestRun(ScenarioCase scenario, UnaryOperator<Simulation> how) {
    this.scenario = scenario;
    this.judge = new Judge(scenario);
    Simulation simulation = new Simulation(scenario, TestRun::image, this, Limits.DEFAULT);
    this.result = how.apply(simulation).run();
    this.hash = frames.hash();
  }

  /** Runs it as scenarios are run. */
  static TestRun sampled(ScenarioCase scenario) {
    return new TestRun(scenario, simulation -> simulation);
  }

  /** Runs it with no frame passing through a node on its own. */
  static TestRun stepwise(ScenarioCase scenario) {
    return new TestRun(scenario, simulation -> simulation.stepwise().unsampled());
  }

  /** The kernel under test; another image can be tried by a system property. */
  static Path image(String kernel) {
    String other = System.getProperty("lockstep.test.image");
    if (other != null) {
      return Path.of(other);
    }
    KernelStore store = KernelStore.standard();
    try {
      return store.find(kernel.isEmpty() ? store.defaultKernel() : kernel);
    } catch (UnknownKernelException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  RunResult result() {
    return result;
  }

  OptionalLong counter(int check, int node, String name) {
    return counters.get(check + " " + node + " " + name);
  }

  Optional<String> sysctl(int check, int node, String key) {
    return sysctls.get(check + " " + node + " " + key);
  }

  /** Virtual times and what happened. */
  List<String> events() {
    return events;
  }

  /** All samples of sockets. */
  List<TcpSocket> sockets() {
    return sockets;
  }

  /** Of the frames in each direction, what was announced, and the ends of activities. */
  String behaviour() {
    StringBuilder directions = new StringBuilder();
    behaviour.forEach((where, hasher) -> directions.append(where).append(hasher.hash()));
    return directions + " " + events + " " + result.activities() + " " + counters;
  }

  /** Of all frames, events and results. */
  String fingerprint() {
    return hash + " " + events + " " + result + " " + counters;
  }

  @Override
  public void sent(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    byte[] bytes = new byte[length];
    memory.get(offset, bytes);
    judge.sent(timeNs, wire, direction, memory, offset, length);
    frames.putLong(timeNs).putInt(wire).putInt(direction).putBytes(bytes);
    behaviour
        .computeIfAbsent(2 * wire + direction, where -> Hashing.sha256().newHasher())
        .putLong(timeNs)
        .putBytes(bytes);
  }

  @Override
  public void received(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    frames.putLong(~timeNs).putInt(wire).putInt(direction);
  }

  @Override
  public void sockets(long timeNs, int node, List<TcpSocket> seen) {
    sockets.addAll(seen);
  }

  @Override
  public void event(long timeNs, String description, Source source) {
    events.add(timeNs + " " + description);
  }

  @Override
  public boolean holds(long timeNs, Condition condition, Observations observations) {
    return judge.holds(timeNs, condition, observations);
  }

  @Override
  public void check(long timeNs, int expectation, Observations observations) {
    for (int node = 0; node < scenario.nodes().size(); node++) {
      for (String name : COUNTERS) {
        counters.put(
            expectation + " " + node + " " + name, observations.counter(node, name));
      }
      for (String key : SYSCTLS) {
        sysctls.put(expectation + " " + node + " " + key, observations.sysctl(node, key));
      }
    }
  }
}
