package io.lockstep.engine.sim;

import io.lockstep.engine.syscall.SystemCalls;
import io.lockstep.engine.traffic.Endpoint;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Kernel;
import java.util.Arrays;

/**
 * System calls of a node's task 0 while the simulation runs: at the present virtual time, without
 * losing anything else that the kernel does then.
 */
final class NodeCalls implements SystemCalls {
  private final NodeRunner runner;
  private final SimulatedNode node;
  private final Control control = new Control();
  /** Whose call has not returned, or null; a kernel that came later knows nothing of it. */
  private Kernel pending;

  private long result;

  NodeCalls(NodeRunner runner, SimulatedNode node) {
    this.runner = runner;
    this.node = node;
    node.setEndpoint(0, control);
  }

  /** As told; {@code -EIO} if the kernel is dead or dies, {@code -EBUSY} if the call blocks. */
  @Override
  public long call(int nr, long... arguments) {
    if (node.dead) {
      return -Errno.EIO;
    }
    if (pending == node.kernel) {
      return -Errno.EBUSY;
    }
    pending = node.kernel;
    long[] a = Arrays.copyOf(arguments, 6);
    runner.post(node, 0, nr, a[0], a[1], a[2], a[3], a[4], a[5]);
    runner.enter(node);
    if (node.dead) {
      return -Errno.EIO;
    }
    return pending == null ? result : -Errno.EBUSY;
  }

  private final class Control extends Endpoint {
    Control() {
      super(null);
    }

    @Override
    public void completed(long value) {
      pending = null;
      result = value;
    }
  }
}
