package io.lockstep.engine.sim;

import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.traffic.Endpoint;
import io.lockstep.libos.Kernel;
import java.util.ArrayDeque;
import java.util.Arrays;

/** A kernel of the simulation with its links and tasks. */
final class SimulatedNode {
  final NodeSpec spec;
  final int index;
  Kernel kernel;

  /** By device number; null where there is no link. */
  LinkDirection[] out = new LinkDirection[4];

  boolean dead;

  /** The last crash of one of its kernels, or null. */
  NodeCrash crash;

  /** The kernel has run since somebody looked at it. */
  boolean touched;

  /** The kernel has run since its sockets were sampled. */
  boolean stirred;

  /** Its sockets are sampled. */
  boolean watched;

  /** System calls wait for the next entry. */
  boolean posted;

  private Endpoint[] endpoints = new Endpoint[4];
  private int tasks = 1;

  /** How often it was rebooted. */
  private int reboots;

  /** What earlier kernels have printed. */
  private final StringBuilder earlierLogs = new StringBuilder(0);

  /** Calls beyond what the kernel takes in one entry. */
  private final ArrayDeque<long[]> overflow = new ArrayDeque<>(0);

  SimulatedNode(NodeSpec spec, Kernel kernel) {
    this.spec = spec;
    this.index = spec.index();
    this.kernel = kernel;
  }

  /** Its kernel has crashed. */
  void die(NodeCrash how) {
    dead = true;
    crash = how;
  }

  /** Switches the kernel off; {@link #switchOn} has to follow. */
  void switchOff() {
    earlierLogs.append(kernel.log());
    kernel.close();
    reboots++;
  }

  /** Takes a new kernel, in which there is no task but the first yet. */
  void switchOn(Kernel booted) {
    kernel = booted;
    dead = false;
    posted = false;
    tasks = 1;
    Arrays.fill(endpoints, 1, endpoints.length, null);
    overflow.clear();
  }

  /** What messages call its kernel. */
  String kernelName() {
    return spec.kernel().isEmpty() ? "Linux " + kernel.image().release() : spec.kernel();
  }

  int reboots() {
    return reboots;
  }

  /** What all its kernels have printed. */
  String log() {
    return earlierLogs + kernel.log();
  }

  /** Lets frames that meet nothing but a delay pass to the next kernel directly. */
  void wire(int device, LinkDirection direction) {
    if (direction.transmitter.onlyDelays()) {
      direction.wired = true;
      kernel.wire(
          device,
          direction.number(),
          direction.target.kernel,
          direction.targetDevice,
          direction.transmitter.delay());
    }
  }

  /** Has all frames of a netdev come here again. */
  void unwire(int device) {
    out[device].wired = false;
    kernel.wire(device, 0, null, 0, 0);
  }

  void connect(int device, LinkDirection direction) {
    if (device >= out.length) {
      out = Arrays.copyOf(out, Math.max(device + 1, out.length * 2));
    }
    out[device] = direction;
  }

  /** Takes the number of a new task. */
  int addTask(Endpoint endpoint) {
    int task = tasks++;
    setEndpoint(task, endpoint);
    return task;
  }

  void setEndpoint(int task, Endpoint endpoint) {
    if (task >= endpoints.length) {
      endpoints = Arrays.copyOf(endpoints, task * 2);
    }
    endpoints[task] = endpoint;
    endpoint.attach(index, task);
  }

  Endpoint endpoint(int task) {
    return task < endpoints.length ? endpoints[task] : null;
  }

  void post(int task, int nr, long a0, long a1, long a2, long a3, long a4, long a5) {
    if (overflow.isEmpty() && kernel.canPost()) {
      kernel.post(task, nr, a0, a1, a2, a3, a4, a5);
    } else {
      overflow.add(new long[] {task, nr, a0, a1, a2, a3, a4, a5});
    }
  }

  /** After an entry: posts what did not fit before it; true if another entry is needed. */
  boolean postOverflow() {
    if (overflow.isEmpty()) {
      return false;
    }
    while (!overflow.isEmpty() && kernel.canPost()) {
      long[] c = overflow.remove();
      kernel.post((int) c[0], (int) c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
    }
    return true;
  }
}
