package io.lockstep.engine.bisect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs git in a directory. */
final class Git {
  private final Path directory;

  Git(Path directory) {
    this.directory = directory;
  }

  /** What git left behind: its status, and what it printed on both streams. */
  record Result(int status, String text) {
    boolean ok() {
      return status == 0;
    }
  }

  /** Runs a command whatever becomes of it. */
  Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager", "-c", "gc.auto=0"));
    command.addAll(List.of("-c", "advice.detachedHead=false", "-c", "core.hooksPath=/dev/null"));
    command.addAll(Arrays.asList(arguments));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      // Under "git bisect run", git's own variables would point to another repository.
      builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      process.getOutputStream().close();
      String text;
      try (InputStream in = process.getInputStream()) {
        text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      return new Result(process.waitFor(), text.strip());
    } catch (IOException e) {
      throw new BisectException("git cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BisectException("interrupted");
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @throws BisectException with what git says, if it does not
   */
  String need(String... arguments) {
    Result result = run(arguments);
    if (!result.ok()) {
      throw new BisectException("git " + arguments[0] + " failed: " + result.text());
    }
    return result.text();
  }
}
