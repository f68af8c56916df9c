package io.lockstep.engine.cli;

import io.lockstep.engine.EngineException;
import io.lockstep.engine.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns whatever went wrong into one sentence; stack traces go into a file. */
final class Failures {
  private Failures() {}

  /** Prints the sentence and returns the exit code. */
  static int explain(Throwable failure, PrintWriter err) {
    if (failure instanceof EngineException known) {
      err.println(known.getMessage());
      return known.exitCode().code();
    }
    if (failure instanceof Refusal) {
      err.println(failure.getMessage());
      return ExitCode.INVALID.code();
    }
    err.println(sentence(failure));
    err.flush();
    return ExitCode.INTERNAL_ERROR.code();
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "Java has run out of memory; give it more, for example with: java -Xmx4g -jar …";
    } else if (failure instanceof StackOverflowError) {
      return "Something is nested too deeply for Lockstep" + details(failure);
    }
    String message = failure.getMessage();
    return "Lockstep has failed: "
        + failure.getClass().getSimpleName()
        + (message == null ? "" : ": " + message.lines().findFirst().orElse(""))
        + details(failure);
  }

  private static String details(Throwable failure) {
    try {
      Path file = Files.createTempFile("lockstep-failure-", ".txt");
      try (PrintWriter trace = new PrintWriter(Files.newBufferedWriter(file))) {
        failure.printStackTrace(trace);
      }
      return "; details in " + file;
    } catch (IOException e) {
      return "; details could not be written: " + e.getMessage();
    }
  }
}
