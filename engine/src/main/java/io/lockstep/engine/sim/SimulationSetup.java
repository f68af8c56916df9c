package io.lockstep.engine.sim;

import io.lockstep.engine.configure.KernelFiles;
import io.lockstep.engine.syscall.SystemCalls;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.programs.LibosProgramHost;
import io.lockstep.engine.traffic.Traffic;
import io.lockstep.libos.FramePool;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.UserMemory;
import java.util.function.BooleanSupplier;

/**
 * Boots the kernels of a scenario and sets them up. Virtual time 0 of the scenario is one second
 * after the kernels were switched on, so that nothing of their boot is left to do.
 */
final class SimulationSetup implements AutoCloseable {
  private static final long BOOT_NS = 1_000_000_000L;
  private static final long SPARE_MEMORY = 1L << 20;

  private final ScenarioCase scenario;
  private final KernelResolver kernels;
  private final SimulationListener listener;
  private final SimulatedNode[] nodes;
  private LinkDirection[] directions = {};
  private FramePool frames;
  private UserMemory memory;
  private int scratch;
  private KernelStarter starter;
  private NodeSetup nodeSetup;
  private Traffic traffic;

  SimulationSetup(ScenarioCase scenario, KernelResolver kernels, SimulationListener listener) {
    this.scenario = scenario;
    this.kernels = kernels;
    this.listener = listener;
    this.nodes = new SimulatedNode[scenario.nodes().size()];
  }

  /** Boots all kernels, unless told to stop. */
  void boot(BooleanSupplier stop) {
    frames = new FramePool();
    memory =
        UserMemory.create(
            Traffic.memoryBytes(scenario)
                + LibosProgramHost.memoryBytes()
                + KernelFiles.SCRATCH_BYTES
                + SPARE_MEMORY);
    scratch = KernelFiles.allocateScratch(memory);
    starter = new KernelStarter(scenario, kernels, frames, memory);
    nodeSetup = new NodeSetup(scenario, memory, scratch);
    for (NodeSpec spec : scenario.nodes()) {
      if (stop.getAsBoolean()) {
        return;
      }
      Kernel kernel = starter.boot(spec, 0, 0);
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

  /** Sets the nodes up and connects them; makes the tasks of the activities. */
  void configure(SimulationTraffic context) {
    context.attach(nodes);
    for (SimulatedNode node : nodes) {
      nodeSetup.configure(node);
    }
    directions = Wiring.connect(scenario, nodes);
    traffic = new Traffic(scenario, context);
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

  KernelStarter starter() {
    return starter;
  }

  NodeSetup nodeSetup() {
    return nodeSetup;
  }

  Traffic traffic() {
    return traffic;
  }

  /**
   * The kernels' time at which the scenario's begins: the same whatever nodes there are. A kernel
   * that was busy for some time while it was set up is ahead by that.
   */
  long base() {
    return BOOT_NS;
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
