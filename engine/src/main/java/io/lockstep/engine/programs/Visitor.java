package io.lockstep.engine.programs;

import java.util.List;

/** Somebody at a terminal in a node while the simulation goes on. Times are the scenario's, in ns. */
public interface Visitor {
  /** The name of the node. */
  String node();

  /** When the visit begins. */
  long startsAt();

  /** The shell. */
  List<String> command();

  /** What {@code TERM} says. */
  String terminalType();

  /** Something was written to the terminal. */
  void output(byte[] bytes);

  /**
   * All programs wait. Decides what happens next, and may take as long as it wants.
   *
   * @param now the present time
   * @param next when something happens in the network; {@code Long.MAX_VALUE} if nothing does
   */
  Step next(long now, long next);

  /** The shell has ended. */
  void ended(long now, int code);

  /**
   * What to do.
   *
   * @param until time may move on until then; the present time: it stands
   * @param input what was typed, at that time
   * @param rows lines of the terminal if its size has changed, else 0
   * @param columns likewise
   * @param leaves the visitor goes
   */
  record Step(long until, byte[] input, int rows, int columns, boolean leaves) {
    private static final byte[] NOTHING = {};

    /** Time may move on. */
    public static Step until(long time) {
      return new Step(time, NOTHING, 0, 0, false);
    }

    /** Something was typed. */
    public static Step typed(long time, byte[] input) {
      return new Step(time, input, 0, 0, false);
    }

    /** The terminal has got another size. */
    public static Step resized(long time, int rows, int columns) {
      return new Step(time, NOTHING, rows, columns, false);
    }

    /** That is all. */
    public static Step leave(long time) {
      return new Step(time, NOTHING, 0, 0, true);
    }
  }
}
