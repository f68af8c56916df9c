package io.lockstep.engine.sim;

import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.configure.KernelFiles;
import io.lockstep.engine.configure.NodeConfigurator;
import io.lockstep.engine.configure.SystemCalls;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.RouteSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.traffic.Traffic;
import io.lockstep.libos.BootOptions;
import io.lockstep.libos.FramePool;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.KernelImage;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Boots the kernels of a scenario and sets them up. Virtual time 0 of the scenario is one second
 * after the kernels were switched on, so that nothing of their boot is left to do.
 */
final class SimulationSetup implements AutoCloseable {
  private static final long BOOT_NS = 1_000_000_000L;
  private static final int SLOTS = 1 << 16;
  private static final long RAM_UNIT = 4L << 20;
  private static final long RAM_MAX = 384L << 20;
  private static final long RAM_PER_NETDEV = 96L << 10;
  private static final int FREE_NETDEVS = 8;
  private static final long RAM_PER_TCP_FLOW = 16L << 20;
  private static final long SPARE_MEMORY = 1L << 20;

  /** An image stays mapped for the life of the process. */
  private static final Map<Path, KernelImage> IMAGES = new ConcurrentHashMap<>();

  private final ScenarioCase scenario;
  private final KernelResolver kernels;
  private final SimulationListener listener;
  private final List<List<LinkEnd>> ends = new ArrayList<>();
  private final List<List<Source>> sources = new ArrayList<>();
  private final List<List<RouteSpec>> routes = new ArrayList<>();
  private final List<List<NetworkItem>> network = new ArrayList<>();
  private final SimulatedNode[] nodes;
  private final LinkDirection[] directions;
  private FramePool frames;
  private UserMemory memory;
  private int scratch;
  private Traffic traffic;
  private long base = BOOT_NS;

  SimulationSetup(ScenarioCase scenario, KernelResolver kernels, SimulationListener listener) {
    this.scenario = scenario;
    this.kernels = kernels;
    this.listener = listener;
    this.nodes = new SimulatedNode[scenario.nodes().size()];
    this.directions = new LinkDirection[2 * scenario.links().size()];
    for (int i = 0; i < nodes.length; i++) {
      ends.add(new ArrayList<>());
      sources.add(new ArrayList<>());
      routes.add(new ArrayList<>());
      network.add(new ArrayList<>());
    }
    for (LinkSpec link : scenario.links()) {
      for (int which = 0; which < 2; which++) {
        LinkEnd end = link.end(which);
        ends.get(end.node()).add(end);
        sources.get(end.node()).add(link.source());
      }
    }
    for (RouteSpec route : scenario.routes()) {
      routes.get(route.node()).add(route);
    }
    for (NetworkItem item : scenario.network()) {
      network.get(item.node()).add(item);
    }
  }

  /** Boots all kernels, unless told to stop. */
  void boot(BooleanSupplier stop) {
    frames = new FramePool();
    memory =
        UserMemory.create(
            Traffic.memoryBytes(scenario) + KernelFiles.SCRATCH_BYTES + SPARE_MEMORY);
    scratch = KernelFiles.allocateScratch(memory);
    BitSet slots = new BitSet(SLOTS);
    for (NodeSpec spec : scenario.nodes()) {
      if (stop.getAsBoolean()) {
        return;
      }
      KernelImage image =
          IMAGES.computeIfAbsent(kernels.image(spec.kernel()), KernelImage::load);
      BootOptions options =
          BootOptions.of(image)
              .slot(slot(spec.name(), slots))
              .ramBytes(ram(spec))
              .seed(RandomStream.derive(scenario.seed(), "node", spec.name(), 0))
              .now(0);
      Kernel kernel;
      try {
        kernel = Kernel.boot(options, frames, memory);
      } catch (LibosException e) {
        throw new LibosException("node " + spec.name() + ": " + e.getMessage(), e);
      }
      nodes[spec.index()] = new SimulatedNode(spec, kernel);
      while (!kernel.dead() && kernel.deadline() < BOOT_NS) {
        kernel.enter(kernel.deadline());
      }
      kernel.enter(BOOT_NS);
      if (listener != null) {
        listener.booted(spec.index() + 1, nodes.length);
      }
    }
  }

  /** A place for the kernel that depends on little but the node's name. */
  private static int slot(String name, BitSet used) {
    int slot = (int) (RandomStream.derive(0, "slot", name, 0) & (SLOTS - 1));
    while (used.get(slot)) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    used.set(slot);
    return slot;
  }

  private long ram(NodeSpec spec) {
    if (spec.memoryBytes() != 0) {
      return spec.memoryBytes();
    }
    long flows = 0;
    for (ActivitySpec activity : scenario.activities()) {
      if (activity instanceof ActivitySpec.TcpFlow
          && (activity.from() == spec.index() || activity.to() == spec.index())) {
        flows++;
      }
    }
    long bytes =
        BootOptions.DEFAULT_RAM
            + RAM_PER_NETDEV * Math.max(0, netdevs(spec) - FREE_NETDEVS)
            + RAM_PER_TCP_FLOW * flows;
    long rounded = (bytes + RAM_UNIT - 1) / RAM_UNIT * RAM_UNIT;
    return Math.min(rounded, RAM_MAX);
  }

  /** Netdevs that a node will have, virtual ones included. */
  private int netdevs(NodeSpec spec) {
    long devices =
        network.get(spec.index()).stream().filter(NetworkItem.Device.class::isInstance).count();
    return ends.get(spec.index()).size() + (int) devices;
  }

  /** Sets the nodes up and connects them; makes the tasks of the activities. */
  void configure(SimulationTraffic context) {
    context.attach(nodes);
    for (SimulatedNode node : nodes) {
      try {
        Task task = new Task(node.kernel, 0);
        new NodeConfigurator(
                node.spec, kernelName(node), task, memory, files(task::call))
            .configure(
                ends.get(node.index),
                sources.get(node.index),
                network.get(node.index),
                routes.get(node.index));
      } catch (LibosException e) {
        throw trouble(node, e);
      }
    }
    for (LinkSpec link : scenario.links()) {
      for (int direction = 0; direction < 2; direction++) {
        LinkEnd from = link.end(direction);
        LinkEnd to = link.end(1 - direction);
        LinkDirection d =
            new LinkDirection(
                link.index(),
                direction,
                nodes[to.node()],
                to.device(),
                link.direction(direction),
                new RandomStream(
                    RandomStream.derive(scenario.seed(), "link", link.name(), direction)));
        directions[d.number()] = d;
        nodes[from.node()].connect(from.device(), d);
        nodes[from.node()].wire(from.device(), d);
      }
    }
    traffic = new Traffic(scenario, context);
    for (SimulatedNode node : nodes) {
      base = Math.max(base, node.kernel.now());
    }
  }

  private static RuntimeException trouble(SimulatedNode node, LibosException e) {
    String what = node.kernel.dead() ? " crashed while it was set up: " : ": ";
    return new ConfigurationException(
        node.spec.source(), "node " + node.spec.name() + what + e.getMessage());
  }

  /** What messages call a node's kernel. */
  static String kernelName(SimulatedNode node) {
    return node.spec.kernel().isEmpty()
        ? "Linux " + node.kernel.image().release()
        : node.spec.kernel();
  }

  /** A kernel's files. */
  KernelFiles files(SystemCalls calls) {
    return new KernelFiles(calls, memory, scratch);
  }

  FramePool frames() {
    return frames;
  }

  UserMemory memory() {
    return memory;
  }

  SimulatedNode[] nodes() {
    return nodes;
  }

  LinkDirection[] directions() {
    return directions;
  }

  Traffic traffic() {
    return traffic;
  }

  /** The kernels' time at which the scenario's begins. */
  long base() {
    return base;
  }

  @Override
  public void close() {
    for (SimulatedNode node : nodes) {
      if (node != null) {
        node.kernel.close();
      }
    }
    if (memory != null) {
      memory.close();
    }
    if (frames != null) {
      frames.close();
    }
  }
}
