package io.lockstep.engine.traffic;

/** A kernel task that makes one system call after another: a state machine driven by results. */
public abstract class Endpoint {
  private final TrafficContext context;
  private int node = -1;
  private int task = -1;

  protected Endpoint(TrafficContext context) {
    this.context = context;
  }

  /** Called when the task exists; again after its kernel was rebooted. */
  public final void attach(int node, int task) {
    this.node = node;
    this.task = task;
  }

  /** Index of the node. */
  public final int node() {
    return node;
  }

  /** Index of the task within the node's kernel. */
  public final int task() {
    return task;
  }

  /** The result of the system call that was posted last: not negative, or an error number. */
  public abstract void completed(long result);

  final void post(int nr, long a0, long a1, long a2, long a3, long a4, long a5) {
    context.post(this, nr, a0, a1, a2, a3, a4, a5);
  }
}
