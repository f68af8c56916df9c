package io.lockstep.engine.traffic;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScriptCall;
import io.lockstep.engine.model.ScriptStep;
import io.lockstep.engine.model.ScriptValue;
import io.lockstep.engine.script.Arena;
import io.lockstep.engine.script.Evaluation;
import io.lockstep.engine.script.Prepared;
import io.lockstep.engine.script.ScriptException;
import io.lockstep.engine.script.ScriptResult;
import io.lockstep.engine.script.Shown;
import io.lockstep.engine.script.SystemCall;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program made of system calls. It is completed when it has come to its end and all that it
 * expects was so; then its task ends, and the kernel closes what is open, as that of any process.
 */
public final class ScriptActivity extends Activity {
  /** Steps that may be made at one instant: more are an endless loop. */
  private static final int MOST_STEPS = 1_000_000;

  private enum State {
    IDLE,
    IN_CALL,
    /** The call has been told to return. */
    INTERRUPTED,
    SLEEPING,
    AFTER
  }

  private final ActivitySpec.Script script;
  private final ScriptBoard board;
  private final SystemCall calls;
  private final Machine machine;
  private final Map<String, ScriptValue> variables = new HashMap<>();
  private final ScriptLog log;

  private State state = State.IDLE;
  private int next;
  private ScriptStep step;

  /** Of the present step. */
  private List<ScriptValue> results = new ArrayList<>();

  private Prepared prepared;
  private long stepBegan;
  private long since = -1;

  /** When to go on, or to give up. */
  private long due = Long.MAX_VALUE;

  private boolean blockChecked;
  private boolean stopped;

  ScriptActivity(
      TrafficContext context, ActivitySpec.Script script, ScriptBoard board, Arena arena) {
    super(context, script);
    this.script = script;
    this.board = board;
    this.calls = new SystemCall(arena);
    this.log = new ScriptLog(context, script.name());
    this.machine = new Machine(context);
    context.spawn(script.node(), machine);
    board.add(this);
  }

  @Override
  void begin() {
    run();
  }

  // ------------------------------------------------------------------ steps

  private void run() {
    try {
      for (int count = 0; isRunning(); count++) {
        if (count > MOST_STEPS) {
          throw new ScriptException("the program makes no call and does not end");
        }
        if (next == script.steps().size()) {
          end();
          return;
        }
        step = script.steps().get(next);
        results = new ArrayList<>();
        stepBegan = context.now();
        if (!begin(step)) {
          return;
        }
      }
    } catch (ScriptException | ArithmeticException e) {
      abort("", e.getMessage());
    }
  }

  /** Whether the step is over at once. */
  private boolean begin(ScriptStep step) {
    if (step instanceof ScriptStep.Until until) {
      if (until.timeNs() < context.now()) {
        abort(
            "to come here before " + Quantity.time(until.timeNs()),
            "it is " + Quantity.time(context.now()) + " already");
        return false;
      }
      next++;
      return !sleep(until.timeNs());
    } else if (step instanceof ScriptStep.After after) {
      return waitFor(after);
    } else if (step instanceof ScriptStep.Label label) {
      next++;
      board.happened(new ScriptStep.Event(script.index(), label.name()));
      return true;
    } else if (step instanceof ScriptStep.Goto jump) {
      next = jump.step();
      return true;
    }
    return advance();
  }

  /** Sleeps; false if that time has come. */
  private boolean sleep(long until) {
    if (until <= context.now()) {
      return false;
    }
    state = State.SLEEPING;
    since = context.now();
    due = until;
    context.wakeAt(until, this);
    return true;
  }

  private boolean waitFor(ScriptStep.After after) {
    if (!after.events().stream().allMatch(board::has)) {
      if (state != State.AFTER) {
        state = State.AFTER;
        since = context.now();
        due = context.now() + script.timeoutNs();
        context.wakeAt(due, this);
      }
      return false;
    }
    state = State.IDLE;
    next++;
    return !sleep(context.now() + after.delayNs());
  }

  /** Something has happened that it may wait for. */
  void look() {
    if (isRunning() && state == State.AFTER) {
      ScriptStep.After after = (ScriptStep.After) step;
      if (after.events().stream().allMatch(board::has)) {
        // Not now: the other program is in the middle of a step.
        due = context.now();
        context.wakeAt(due, this);
      }
    }
  }

  /** Makes the next call of the step, or completes it; false if it has to wait. */
  private boolean advance() {
    ImmutableList<ScriptCall> all = calling().calls();
    while (results.size() < all.size()) {
      ScriptCall call = all.get(results.size());
      Evaluation values = new Evaluation(variables, results);
      Map<String, ScriptValue> arguments = new LinkedHashMap<>();
      call.arguments().forEach((name, value) -> arguments.put(name, values.of(value)));
      if (call.name().equals("now")) {
        results.add(new ScriptValue.Time(context.now()));
      } else if (call.name().equals("sleep")) {
        if (!(arguments.get("time") instanceof ScriptValue.Time time)) {
          throw new ScriptException(
              "expected a time for sleep, found " + Shown.found(arguments.get("time")));
        }
        results.add(time);
        if (sleep(context.now() + time.ns())) {
          return false;
        }
      } else {
        make(call, arguments);
        return false;
      }
    }
    complete();
    return true;
  }

  private void make(ScriptCall call, Map<String, ScriptValue> arguments) {
    prepared = calls.prepare(call.name(), arguments);
    state = State.IN_CALL;
    since = context.now();
    blockChecked = false;
    due = since + expectation().limitNs(script.timeoutNs());
    context.wakeAt(due, this);
    long[] a = prepared.arguments();
    machine.post(prepared.number(), a[0], a[1], a[2], a[3], a[4], a[5]);
  }

  private ScriptStep.Calling calling() {
    return (ScriptStep.Calling) step;
  }

  /** Of the present call. */
  private CallExpectation expectation() {
    return CallExpectation.of(calling(), results.size());
  }

  /** All calls have returned well. */
  private void complete() {
    Evaluation values = new Evaluation(variables, results);
    if (step instanceof ScriptStep.Unless unless) {
      next = values.holds(unless.condition()) ? next + 1 : unless.otherwise();
      return;
    }
    ScriptStep.Run run = (ScriptStep.Run) step;
    next++;
    CallExpectation expected = new CallExpectation(run.expected(), true);
    checkTime(expected);
    if (run.expected().errno() > 0) {
      failed(
          expected.failure(), "it returned " + Shown.value(results.get(results.size() - 1)));
    } else if (run.check()) {
      if (!values.holds(run.value())) {
        failed("", "saw " + values.seen(run.value()));
      }
    } else if (!run.variable().isEmpty()) {
      variables.put(run.variable(), values.of(run.value()));
    }
  }

  private void checkTime(CallExpectation expected) {
    long took = context.now() - stepBegan;
    if (!expected.allows(took)) {
      failed("to take " + expected.times(), "it took " + Quantity.time(took));
    }
  }

  // ------------------------------------------------------------------ calls

  private final class Machine extends Endpoint {
    Machine(TrafficContext context) {
      super(context);
    }

    @Override
    public void completed(long result) {
      if (isRunning() && (state == State.IN_CALL || state == State.INTERRUPTED)) {
        returned(result);
      }
    }
  }

  private void returned(long result) {
    boolean interrupted = state == State.INTERRUPTED;
    state = State.IDLE;
    due = Long.MAX_VALUE;
    CallExpectation expected = expectation();
    try {
      ScriptValue value =
          result < 0 ? new ScriptValue.Number(result) : prepared.reader().apply(result);
      log.returned(step, prepared, since, result, value, interrupted);
      if (stopped) {
        end();
        return;
      }
      if (interrupted && !expected.blocks()) {
        abort("to return", "it was blocked for " + Quantity.time(context.now() - since));
        return;
      }
      if (expected.blocks()) {
        if (!interrupted) {
          failed(
              "to block for " + Quantity.time(expected.said().blocksNs()),
              "it returned " + shown(result, value) + " after "
                  + Quantity.time(context.now() - since));
        }
        next++;
      } else if (result < 0) {
        if (!expected.failsWith(result)) {
          failed(expected.outcome(), "it failed with " + Errno.name(result));
          if (expected.said().errno() == 0) {
            end();
            return;
          }
        }
        checkTime(expected);
        next++;
      } else {
        results.add(value);
        if (!advance()) {
          return;
        }
      }
    } catch (ScriptException | ArithmeticException e) {
      abort("", e.getMessage());
      return;
    }
    run();
  }

  private static String shown(long result, ScriptValue value) {
    return result < 0 ? Errno.name(result) : Shown.value(value);
  }

  // ------------------------------------------------------------------- time

  @Override
  public void wake() {
    if (!isRunning() || context.now() < due) {
      return;
    }
    switch (state) {
      case SLEEPING -> {
        state = State.IDLE;
        due = Long.MAX_VALUE;
        if (step instanceof ScriptStep.Calling) {
          resume();
        } else {
          run();
        }
      }
      case AFTER -> {
        ScriptStep.After after = (ScriptStep.After) step;
        if (after.events().stream().allMatch(board::has)) {
          state = State.IDLE;
          due = Long.MAX_VALUE;
          run();
        } else {
          abort("to happen", "it has waited for " + Quantity.time(context.now() - since));
        }
      }
      case IN_CALL -> {
        // A result that comes at this instant counts.
        if (!blockChecked) {
          blockChecked = true;
          context.wakeAt(context.now(), this);
          return;
        }
        state = State.INTERRUPTED;
        context.interrupt(machine);
      }
      default -> {}
    }
  }

  /** Goes on with a step in the middle of which it slept. */
  private void resume() {
    try {
      if (!advance()) {
        return;
      }
    } catch (ScriptException | ArithmeticException e) {
      abort("", e.getMessage());
      return;
    }
    run();
  }

  // -------------------------------------------------------------------- end

  private void failed(String expected, String seen) {
    log.failed(step, expected, seen);
  }

  /** There is no use in going on. */
  private void abort(String expected, String seen) {
    failed(expected, seen);
    end();
  }

  private void end() {
    state = State.IDLE;
    machine.post(Syscall.LIBOS_EXIT, 0, 0, 0, 0, 0, 0);
    if (log.hasFailures()) {
      fail(log.firstFailure());
    } else {
      complete(context.now());
    }
  }

  @Override
  void finishSending() {
    stopped = true;
    if (state == State.IN_CALL) {
      state = State.INTERRUPTED;
      context.interrupt(machine);
    } else if (state != State.INTERRUPTED) {
      end();
    }
  }

  @Override
  public void nodeDied(int node, String why) {
    fail(why);
  }

  @Override
  public void nodeRebooted(int node, String why) {
    if (isRunning()) {
      fail(why);
    } else if (isWaiting()) {
      context.spawn(node, machine);
    }
  }

  @Override
  public double metric(MetricName name) {
    return switch (name) {
      case FINISHED -> completedAt() < 0 ? NONE : completedAt();
      case DURATION -> completedAt() < 0 ? NONE : completedAt() - startedAt();
      default -> NONE;
    };
  }

  /** What it has done so far. */
  public ScriptResult result() {
    String waiting =
        !isRunning()
            ? ""
            : switch (state) {
              case IN_CALL, INTERRUPTED -> "was blocked in " + prepared.shown();
              case AFTER, SLEEPING -> "was waiting";
              default -> "";
            };
    boolean open = isRunning() && (state == State.IN_CALL || state == State.INTERRUPTED);
    return log.result(waiting, step, open ? prepared : null, since);
  }
}
