package io.lockstep.engine.cli;

import io.lockstep.engine.programs.Visitor;
import io.lockstep.libos.Terminal;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The user at the terminal, who also decides how virtual time goes. */
final class TerminalVisitor implements Visitor {
  /** How time goes. */
  enum Pace {
    /** It does not move. */
    STAND,
    /** As fast as the user's. */
    RUN,
    /** As fast as it can. */
    FAST
  }

  private static final byte ESCAPE = 0x1d; // Ctrl-]
  private static final byte END_OF_FILE = 4; // Ctrl-D
  private static final long SECOND = 1_000_000_000L;
  private static final long PATIENCE_MS = 200;

  private final String node;
  private final long startsAt;
  private final Terminal terminal;
  private final PrintStream out;
  private Pace pace;

  /** With FAST: when it ends, and time stands again. */
  private long fastUntil = Long.MAX_VALUE;

  private int steps;
  private boolean escaped;
  private boolean endTold;
  private int rows;
  private int columns;

  /** What RUN counts from: virtual and real time. */
  private long virtualStart;

  private long realStart;
  private int exitCode;

  TerminalVisitor(String node, long startsAt, Terminal terminal, PrintStream out, Pace pace) {
    this.node = node;
    this.startsAt = startsAt;
    this.terminal = terminal;
    this.out = out;
    this.pace = pace;
  }

  @Override
  public String node() {
    return node;
  }

  @Override
  public long startsAt() {
    return startsAt;
  }

  @Override
  public List<String> command() {
    return List.of("/bin/bash", "--norc", "--noprofile", "-i");
  }

  @Override
  public String terminalType() {
    return terminal.isInteractive()
        ? Optional.ofNullable(System.getenv("TERM")).orElse("dumb")
        : "dumb";
  }

  int exitCode() {
    return exitCode;
  }

  @Override
  public void output(byte[] bytes) {
    out.writeBytes(bytes);
    out.flush();
  }

  @Override
  public void ended(long now, int code) {
    exitCode = code;
    say("the shell has ended at " + seconds(now));
  }

  @Override
  public Step next(long now, long next) {
    while (true) {
      if (terminal.rows() != rows || terminal.columns() != columns) {
        rows = terminal.rows();
        columns = terminal.columns();
        if (rows > 0) {
          return Step.resized(now, rows, columns);
        }
      }
      long time = time(now, next);
      byte[] typed = terminal.read(patience(now, next));
      if (typed.length > 0) {
        Step step = typed(time(now, next), typed);
        if (step != null) {
          return step;
        }
      } else if (terminal.ended() && !endTold) {
        endTold = true;
        return Step.typed(time, new byte[] {END_OF_FILE});
      } else if (time >= next) {
        return stepTaken(next);
      } else if (pace == Pace.RUN && time > now) {
        return Step.until(time);
      } else if (pace == Pace.FAST && now >= fastUntil) {
        stand(now);
      } else if (pace == Pace.STAND && terminal.ended()) {
        return Step.leave(now);
      }
    }
  }

  private Step stepTaken(long next) {
    if (steps > 0) {
      steps--;
      say("a step to " + seconds(next));
    }
    return Step.until(next);
  }

  /** What time it is allowed to be. */
  private long time(long now, long next) {
    if (steps > 0) {
      return next;
    }
    return switch (pace) {
      case STAND -> now;
      case FAST -> Math.max(now, Math.min(next, fastUntil));
      case RUN -> {
        if (realStart == 0) {
          realStart = System.nanoTime();
          virtualStart = now;
        }
        yield Math.max(now, Math.min(next, virtualStart + System.nanoTime() - realStart));
      }
    };
  }

  /** How long to wait for a key. */
  private long patience(long now, long next) {
    if (time(now, next) >= next) {
      return 0;
    }
    if (pace != Pace.RUN || next == Long.MAX_VALUE) {
      return PATIENCE_MS;
    }
    return Math.max(0, Math.min(PATIENCE_MS, (next - time(now, next)) / 1_000_000));
  }

  /** Keys are the shell's, but for those after Ctrl-]; null if there are none for it. */
  private Step typed(long time, byte[] keys) {
    byte[] rest = new byte[keys.length];
    int n = 0;
    for (byte key : keys) {
      if (escaped) {
        escaped = false;
        if (key == ESCAPE) {
          rest[n++] = key;
        } else if (key == 'q') {
          say("left at " + seconds(time));
          return Step.leave(time);
        } else {
          command((char) key, time);
        }
      } else if (key == ESCAPE && terminal.isInteractive()) {
        escaped = true;
      } else {
        rest[n++] = key;
      }
    }
    return n == 0 ? null : Step.typed(time, Arrays.copyOf(rest, n));
  }

  private void command(char key, long now) {
    steps = 0;
    realStart = 0;
    fastUntil = Long.MAX_VALUE;
    if (key == 's') {
      stand(now);
    } else if (key == 'r') {
      pace = Pace.RUN;
      say("time runs as yours does, from " + seconds(now));
    } else if (key == 'f') {
      pace = Pace.FAST;
      say("time runs as fast as it can, from " + seconds(now));
    } else if (key == '.') {
      pace = Pace.STAND;
      steps = 1;
    } else if (key >= '1' && key <= '9') {
      pace = Pace.FAST;
      fastUntil = now + (key - '0') * SECOND;
    } else {
      say(
          "at "
              + seconds(now)
              + "; after Ctrl-]: s time stands, r runs as yours, f as fast as it can,"
              + " . to the next event, 1 to 9 so many seconds on, q quits, Ctrl-] itself");
    }
  }

  private void stand(long now) {
    pace = Pace.STAND;
    say("time stands at " + seconds(now));
  }

  private void say(String text) {
    if (terminal.isInteractive()) {
      out.print("\r\n[" + text + "]\r\n");
      out.flush();
    }
  }

  private static String seconds(long ns) {
    return String.format(Locale.ROOT, "%d.%09d s", ns / SECOND, ns % SECOND);
  }
}
