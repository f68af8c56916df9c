package io.lockstep.engine.cli;

import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.suite.CaseResult;
import io.lockstep.engine.suite.CaseStatus;
import io.lockstep.engine.suite.SuiteCase;
import io.lockstep.engine.suite.SuiteListener;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows a suite while it runs. Standard output gets a line per case in the order of the suite, so
 * that it is the same whatever runs when; on a terminal, a table of what runs now stands below.
 */
final class SuiteDisplay implements SuiteListener, AutoCloseable {
  private static final long MILLISECOND = 1_000_000;
  private static final int TICK_MILLIS = 500;
  private static final int PLAIN_SECONDS = 30;
  private static final int WIDTH = 100;
  private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private final Map<SuiteCase, CaseResult> order = new LinkedHashMap<>();
  private final Map<Integer, Running> running = new TreeMap<>();
  private final Thread ticker = new Thread(this::tick, "lockstep-suite-display");
  private int done;
  private int bad;
  private int drawn;
  private boolean closed;

  /** A case on its way. */
  private static final class Running {
    final SuiteCase what;
    final long since = System.nanoTime();
    long timeNs;

    Running(SuiteCase what) {
      this.what = what;
    }
  }

  SuiteDisplay(PrintWriter out, PrintWriter err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    ticker.setDaemon(true);
    ticker.start();
  }

  @Override
  public synchronized void planned(Map<SuiteCase, CaseResult> cases) {
    order.putAll(cases);
    for (CaseResult known : cases.values()) {
      if (known != null) {
        count(known);
      }
    }
    print();
  }

  @Override
  public synchronized void started(int worker, SuiteCase what) {
    running.put(worker, new Running(what));
  }

  @Override
  public synchronized void progress(int worker, long timeNs) {
    Running one = running.get(worker);
    if (one != null) {
      one.timeNs = timeNs;
    }
  }

  @Override
  public synchronized void finished(int worker, SuiteCase what, CaseResult result) {
    running.remove(worker);
    order.put(what, result);
    count(result);
    print();
  }

  @Override
  public synchronized void note(String sentence) {
    erase();
    err.println(sentence);
    err.flush();
  }

  private void count(CaseResult result) {
    done++;
    bad += result.status().bad() ? 1 : 0;
  }

  /** Prints all lines whose turn it is. */
  private void print() {
    erase();
    Iterator<Map.Entry<SuiteCase, CaseResult>> rest = order.entrySet().iterator();
    while (rest.hasNext()) {
      Map.Entry<SuiteCase, CaseResult> one = rest.next();
      if (one.getValue() == null) {
        break;
      }
      line(out, one.getKey(), one.getValue());
      rest.remove();
    }
    out.flush();
    draw();
  }

  /** The line of a case, and what there is to say about it. */
  static void line(PrintWriter out, SuiteCase one, CaseResult result) {
    CaseStatus status = result.status();
    String word = status == CaseStatus.PASSED ? "ok" : status.word().replace('_', ' ');
    word = status.bad() ? word.toUpperCase(Locale.ROOT) : word;
    String summary = result.summary();
    out.printf("%-9s %s%s%n", word, one.id(), summary.isEmpty() ? "" : "   " + summary);
    if (status.bad()) {
      result.details().stream()
          .filter(detail -> !detail.equals(summary))
          .forEach(detail -> out.println("          " + detail));
    }
  }

  private void erase() {
    if (drawn > 0) {
      err.printf(Locale.ROOT, UP_AND_CLEAR, drawn);
      err.flush();
      drawn = 0;
    }
  }

  private void draw() {
    if (!terminal || closed) {
      return;
    }
    List<String> lines = new ArrayList<>();
    int all = done + (int) order.values().stream().filter(result -> result == null).count();
    lines.add(
        "%d of %d cases, %d not well, %s".formatted(done, all, bad, clock(start)));
    running.forEach(
        (worker, one) ->
            lines.add(
                "  [%d] %6s  %s%s".formatted(
                    worker + 1, clock(one.since), one.what.id(),
                    one.timeNs == 0
                        ? ""
                        : "   " + Quantity.time(one.timeNs / MILLISECOND * MILLISECOND))));
    for (String line : lines) {
      err.println(line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line);
    }
    err.flush();
    drawn = lines.size();
  }

  private static String clock(long since) {
    long seconds = (System.nanoTime() - since) / 1_000_000_000;
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  private void tick() {
    int ticks = 0;
    while (true) {
      try {
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      synchronized (this) {
        if (closed) {
          return;
        } else if (terminal) {
          erase();
          draw();
        } else if (++ticks % (PLAIN_SECONDS * 1000 / TICK_MILLIS) == 0) {
          err.println("after %s: %d cases done".formatted(clock(start), done));
          err.flush();
        }
      }
    }
  }

  /** Takes the table away, and prints what never got its turn. */
  @Override
  public synchronized void close() {
    erase();
    closed = true;
    ticker.interrupt();
    order.forEach(
        (one, result) -> {
          if (result != null) {
            line(out, one, result);
          }
        });
    order.clear();
    out.flush();
  }
}
