package io.lockstep.engine.sim;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.libos.BootOptions;
import io.lockstep.libos.FramePool;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.KernelImage;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.UserMemory;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Switches the kernels of a scenario's nodes on. */
final class KernelStarter {
  private static final int SLOTS = 1 << 16;
  private static final long RAM_UNIT = 4L << 20;
  private static final long RAM_MAX = 384L << 20;
  private static final long RAM_FOR_PROGRAMS = 64L << 20;
  private static final long RAM_PER_NETDEV = 96L << 10;
  private static final int FREE_NETDEVS = 8;
  private static final long RAM_PER_TCP_FLOW = 16L << 20;

  /** An image stays mapped for the life of the process. */
  private static final Map<Path, KernelImage> IMAGES = new ConcurrentHashMap<>();

  private final ScenarioCase scenario;
  private final KernelResolver kernels;
  private final FramePool frames;
  private final UserMemory memory;
  private final int[] slots;
  private final int[] netdevs;
  private final int[] tcpFlows;
  private final BitSet programs = new BitSet();

  KernelStarter(
      ScenarioCase scenario, KernelResolver kernels, FramePool frames, UserMemory memory) {
    this.scenario = scenario;
    this.kernels = kernels;
    this.frames = frames;
    this.memory = memory;
    int count = scenario.nodes().size();
    this.slots = new int[count];
    this.netdevs = new int[count];
    this.tcpFlows = new int[count];
    BitSet used = new BitSet(SLOTS);
    for (NodeSpec node : scenario.nodes()) {
      slots[node.index()] = slot(node.name(), used);
    }
    for (LinkSpec link : scenario.links()) {
      netdevs[link.a().node()]++;
      netdevs[link.b().node()]++;
    }
    for (LanSpec lan : scenario.lans()) {
      lan.ports().forEach(port -> netdevs[port.end().node()]++);
    }
    for (NetworkItem item : scenario.network()) {
      if (item instanceof NetworkItem.Device) {
        netdevs[item.node()]++;
      }
    }
    for (ActivitySpec activity : scenario.activities()) {
      if (activity instanceof ActivitySpec.TcpFlow flow) {
        int connections = flow.stream().parallel();
        tcpFlows[activity.from()] += connections;
        if (activity.to() != activity.from()) {
          tcpFlows[activity.to()] += connections;
        }
      } else if (activity instanceof ActivitySpec.Program) {
        programs.set(activity.from());
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
    long least = programs.get(spec.index()) ? RAM_FOR_PROGRAMS : BootOptions.DEFAULT_RAM;
    long bytes =
        least
            + RAM_PER_NETDEV * Math.max(0, netdevs[spec.index()] - FREE_NETDEVS)
            + RAM_PER_TCP_FLOW * tcpFlows[spec.index()];
    long rounded = (bytes + RAM_UNIT - 1) / RAM_UNIT * RAM_UNIT;
    return Math.min(rounded, RAM_MAX);
  }

  /**
   * Boots a node's kernel; there must be no other one of the node.
   *
   * @param number how many kernels the node has had before; each gets a seed of its own
   * @param now when it is switched on, in kernel time; its own clock may be a little ahead then
   */
  Kernel boot(NodeSpec spec, int number, long now) {
    KernelImage image = IMAGES.computeIfAbsent(kernels.image(spec.kernel()), KernelImage::load);
    BootOptions options =
        BootOptions.of(image)
            .slot(slots[spec.index()])
            .ramBytes(ram(spec))
            .seed(RandomStream.derive(scenario.seed(), "node", spec.name(), number))
            .now(now);
    try {
      return Kernel.boot(options, frames, memory);
    } catch (LibosException e) {
      throw new LibosException("node " + spec.name() + ": " + e.getMessage(), e);
    }
  }
}
