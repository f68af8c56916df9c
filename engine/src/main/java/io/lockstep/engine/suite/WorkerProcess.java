package io.lockstep.engine.suite;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** A worker process, seen from the suite. Used by one thread, ended by any. */
final class WorkerProcess {
  private static final String END = "end";
  private static final int SECONDS_TO_END = 10;

  /**
   * How a job ended.
   *
   * @param result null if there is none
   * @param death how the process ended, in words; null if it lives or took too long
   */
  record Answer(CaseResult result, String death) {
    boolean timedOut() {
      return result == null && death == null;
    }
  }

  private final Process process;
  private final Writer jobs;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.jobs =
        new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.log = log;
    Thread reader = new Thread(this::read, "lockstep-answers");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts one.
   *
   * @param log for what it prints besides its answers
   */
  static WorkerProcess start(List<String> command, Path log) throws IOException {
    File errors = log.toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors))
            .start();
    return new WorkerProcess(process, log);
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /**
   * Runs a job.
   *
   * @param progress hears virtual nanoseconds
   */
  Answer run(WorkerJob job, long limitSeconds, LongConsumer progress) throws InterruptedException {
    try {
      jobs.write(job.toLine() + "\n");
      jobs.flush();
    } catch (IOException e) {
      return new Answer(null, death());
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
    while (true) {
      String line = answers.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (line == null) {
        kill();
        return new Answer(null, null);
      } else if (line.equals(END)) {
        return new Answer(null, death());
      } else if (line.startsWith(Worker.PROGRESS)) {
        progress.accept(Long.parseLong(line.substring(Worker.PROGRESS.length())));
      } else {
        return new Answer(CaseResultJson.ofLine(line.substring(Worker.RESULT.length())), null);
      }
    }
  }

  private String death() throws InterruptedException {
    if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
      kill();
      return "it closed its output";
    }
    int status = process.exitValue();
    if (Worker.outOfMemory(status)) {
      return "out of memory";
    }
    return switch (status) {
      case 128 + 6 -> "signal 6 (aborted, most likely by a crash of the Java machine)";
      case 128 + 9 -> "signal 9 (killed, most likely by a person or because memory ran out)";
      case 128 + 11 -> "signal 11 (segmentation fault)";
      case 128 + 15 -> "signal 15 (terminated)";
      default -> status > 128 ? "signal " + (status - 128) : "exit status " + status;
    };
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int mark = line.indexOf(Worker.MARK);
        if (mark >= 0) {
          answers.add(line.substring(mark + Worker.MARK.length()));
        } else {
          keep(line);
        }
      }
    } catch (IOException e) {
      // As at the end.
    }
    answers.add(END);
  }

  private void keep(String line) {
    try {
      Files.writeString(
          log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // The log is a help and no result; the disk may be full.
    }
  }

  /** Ends it with all that it has started. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Lets it end when it has nothing to do. */
  void close() {
    try {
      jobs.close();
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
