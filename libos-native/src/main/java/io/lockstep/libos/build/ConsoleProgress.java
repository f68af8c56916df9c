package io.lockstep.libos.build;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows progress as a bar on a terminal, and elsewhere as a line every 15 seconds. */
public final class ConsoleProgress implements BuildProgress {
  private static final long INTERVAL_NS = 15_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private ProgressBar bar;
  private String stage = "";
  private long stageStart;
  private long lastLine;

  public static ConsoleProgress standard() {
    return new ConsoleProgress(System.err, System.console() != null, System::nanoTime);
  }

  ConsoleProgress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public void stage(String what) {
    end();
    stage = what;
    stageStart = nanoTime.getAsLong();
    lastLine = stageStart;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(-1)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .build();
    } else {
      out.println(what + " ...");
    }
  }

  @Override
  public void step(int done, int expected, String file) {
    if (bar != null) {
      // The number is a guess from an earlier build; better to stay just short of it.
      bar.maxHint(expected == 0 ? -1 : Math.max(expected, done + 1));
      bar.stepTo(done);
      bar.setExtraMessage(file.length() > 40 ? "..." + file.substring(file.length() - 37) : file);
      return;
    }
    long now = nanoTime.getAsLong();
    if (!terminal && now - lastLine >= INTERVAL_NS) {
      lastLine = now;
      String of = expected == 0 ? "" : " of about " + Math.max(expected, done + 1);
      out.printf("%s: %d%s, %s, %s%n", stage, done, of, elapsed(now), file);
    }
  }

  @Override
  public void note(String sentence) {
    out.println(sentence);
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    } else if (!stage.isEmpty()) {
      long now = nanoTime.getAsLong();
      if (now - stageStart >= INTERVAL_NS) {
        out.printf("%s: done after %s%n", stage, elapsed(now));
      }
    }
    stage = "";
  }

  private String elapsed(long now) {
    long seconds = (now - stageStart) / 1_000_000_000L;
    return "%d:%02d min".formatted(seconds / 60, seconds % 60);
  }
}
