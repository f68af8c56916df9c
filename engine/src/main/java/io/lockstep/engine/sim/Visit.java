package io.lockstep.engine.sim;

import io.lockstep.engine.programs.ProgramHost;
import io.lockstep.engine.programs.Visitor;
import io.lockstep.libos.ProgramEvent;

/** A visitor's shell in a node of the simulation, and the visitor's say in how time goes. */
final class Visit {
  /** The number of the shell among the programs. */
  static final int PROGRAM = Integer.MAX_VALUE;

  private final Visitor visitor;
  private final int node;
  private final Clock clock;
  private final ProgramHost host;
  private boolean begun;
  private boolean over;

  Visit(Visitor visitor, int node, Clock clock, ProgramHost host) {
    this.visitor = visitor;
    this.node = node;
    this.clock = clock;
    this.host = host;
  }

  boolean isOver() {
    return over;
  }

  /**
   * Before time moves on.
   *
   * @param next when something happens, in kernels' time
   * @return until when time may move; before {@code next}: look again, since something may have come
   */
  long attend(long next) {
    long start = clock.base + visitor.startsAt();
    if (!begun) {
      if (next < start) {
        return next;
      }
      begun = true;
      clock.now = Math.max(clock.now, start);
      host.visit(PROGRAM, node, visitor, clock.now);
      return clock.now;
    }
    long nextOfScenario = next == Long.MAX_VALUE ? next : next - clock.base;
    Visitor.Step step = visitor.next(clock.scenario(), nextOfScenario);
    over |= step.leaves();
    long until = Math.min(next, clock.base + Math.min(step.until(), nextOfScenario));
    if (step.rows() > 0) {
      host.resize(PROGRAM, step.rows(), step.columns());
    }
    if (step.input().length > 0) {
      host.input(PROGRAM, step.input());
      return Math.min(until, next - 1);
    }
    return until;
  }

  void happened(ProgramEvent event) {
    if (event instanceof ProgramEvent.Output output) {
      visitor.output(output.bytes());
    } else if (event instanceof ProgramEvent.Exit exit) {
      over = true;
      visitor.ended(clock.scenario(), exit.code());
    }
  }
}
