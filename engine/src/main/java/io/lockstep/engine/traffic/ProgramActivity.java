package io.lockstep.engine.traffic;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.OutputStreams;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.programs.OutputLog;
import io.lockstep.engine.programs.ProgramHost;
import io.lockstep.engine.programs.ProgramResult;
import io.lockstep.libos.ProgramEvent;

/**
 * A program of the host in a node. It is completed with its end, whatever its exit status; it has
 * failed if it ran longer than it may, or if its node is dead or was rebooted.
 */
public final class ProgramActivity extends Activity {
  /** How long it may clean up after it was told to end. */
  static final long PATIENCE_NS = 5_000_000_000L;

  /** The exit status of what SIGKILL has ended, as shells count. */
  private static final int KILLED = 128 + ProgramHost.SIGKILL;

  private final ActivitySpec.Program program;
  private final OutputLog output = new OutputLog();
  private int id = -1;
  private long endedAt = -1;
  private int status = -1;
  private int signal;

  /** When it gets SIGKILL, or -1 before it got SIGTERM. */
  private long killAt = -1;

  private boolean killed;
  private boolean timedOut;

  ProgramActivity(TrafficContext context, ActivitySpec.Program program) {
    super(context, program);
    this.program = program;
  }

  @Override
  void begin() {
    id = context.start(program, this);
    if (program.stopNs() >= 0) {
      context.wakeAt(Math.max(program.stopNs(), context.now()), this);
    }
    if (program.timeoutNs() >= 0) {
      context.wakeAt(startedAt() + program.timeoutNs(), this);
    }
  }

  /** Something of this program, at a time of the scenario. */
  public void happened(ProgramEvent event, long time) {
    if (event instanceof ProgramEvent.Output written) {
      output.add(
          time,
          written.stream() == 2 ? OutputStreams.STDERR : OutputStreams.STDOUT,
          written.bytes());
    } else if (event instanceof ProgramEvent.Note note) {
      output.note(time, note.text());
    } else if (event instanceof ProgramEvent.Exit exit && endedAt < 0) {
      endedAt = time;
      signal = exit.signal();
      status = exit.code();
      if (timedOut) {
        fail("ran longer than its timeout of " + Quantity.time(program.timeoutNs()));
      } else {
        complete(time);
      }
    }
  }

  @Override
  public void wake() {
    if (!isAlive()) {
      return;
    }
    long now = context.now();
    if (killAt >= 0 && now >= killAt && !killed) {
      killed = true;
      output.note(now, "SIGKILL, since SIGTERM did not end it");
      context.programs().signal(id, ProgramHost.SIGKILL);
    } else if (killAt < 0 && program.stopNs() >= 0 && now >= program.stopNs()) {
      terminate("SIGTERM, since its time to stop has come");
    } else if (killAt < 0
        && program.timeoutNs() >= 0
        && now >= startedAt() + program.timeoutNs()) {
      timedOut = true;
      terminate("SIGTERM, since its timeout of " + Quantity.time(program.timeoutNs())
          + " is over");
    }
  }

  @Override
  void finishSending() {
    if (isAlive() && killAt < 0) {
      terminate("SIGTERM, since an action stops it");
    }
  }

  private void terminate(String why) {
    killAt = context.now() + PATIENCE_NS;
    output.note(context.now(), why);
    context.programs().signal(id, ProgramHost.SIGTERM);
    context.wakeAt(killAt, this);
  }

  /** The run is over. */
  public void terminateAtEnd() {
    if (isAlive()) {
      output.note(context.now(), "SIGTERM, since the run is over");
      context.programs().signal(id, ProgramHost.SIGTERM);
    }
  }

  /** Whether it has started and not ended. */
  public boolean isAlive() {
    return isRunning() && id >= 0 && endedAt < 0;
  }

  @Override
  public void nodeDied(int node, String why) {
    end(node, why);
  }

  @Override
  public void nodeRebooted(int node, String why) {
    if (isRunning()) {
      end(node, why);
    }
  }

  private void end(int node, String why) {
    context.programs().forget(node);
    if (isAlive()) {
      output.note(context.now(), "killed: " + why);
      endedAt = context.now();
      signal = ProgramHost.SIGKILL;
      status = KILLED;
    }
    fail(why);
  }

  public OutputLog output() {
    return output;
  }

  /** What became of it so far. */
  public ProgramResult result() {
    return new ProgramResult(startedAt(), endedAt, status, signal, output);
  }

  @Override
  public double metric(MetricName name) {
    if (startedAt() < 0) {
      return NONE;
    }
    return switch (name) {
      case EXIT -> endedAt < 0 ? NONE : status;
      case SIGNAL -> endedAt < 0 ? NONE : signal;
      case FINISHED -> endedAt < 0 ? NONE : endedAt;
      case DURATION -> endedAt < 0 ? NONE : endedAt - startedAt();
      case STDOUT_LINES -> output.lines(OutputStreams.STDOUT);
      case STDERR_LINES -> output.lines(OutputStreams.STDERR);
      case OUTPUT_LINES -> output.lines(OutputStreams.OUTPUT);
      default -> NONE;
    };
  }
}
