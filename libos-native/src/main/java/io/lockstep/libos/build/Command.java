package io.lockstep.libos.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program of the host that is run to its end, with an environment that does not vary. */
final class Command {
  private Command() {}

  /** What a program left behind: its exit status and its standard output and error together. */
  record Result(int status, byte[] output) {
    boolean ok() {
      return status == 0;
    }

    String text() {
      return new String(output, StandardCharsets.UTF_8);
    }
  }

  /** Runs a program in {@code directory}; standard error is dropped unless {@code withErrors}. */
  static Result run(Path directory, boolean withErrors, List<String> command) throws IOException {
    ProcessBuilder builder = builder(directory, command);
    if (withErrors) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    Process process = builder.start();
    process.getOutputStream().close();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (InputStream in = process.getInputStream()) {
      in.transferTo(output);
    }
    return new Result(waitFor(process), output.toByteArray());
  }

  /**
   * A process builder whose environment holds nothing of the caller's that could change a build:
   * no MAKEFLAGS, ARCH, KCFLAGS, locale or time zone.
   */
  static ProcessBuilder builder(Path directory, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !List.of("PATH", "HOME", "TMPDIR").contains(name));
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
    return builder;
  }

  /** Waits; when the thread is interrupted the process is ended with all its children. */
  static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends a process and all that it started. */
  static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /** Whether a program of this name is on the PATH. */
  static boolean exists(String program) {
    for (String directory : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      if (!directory.isEmpty() && Path.of(directory, program).toFile().canExecute()) {
        return true;
      }
    }
    return false;
  }
}
