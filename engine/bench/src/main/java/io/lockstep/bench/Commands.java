package io.lockstep.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs other programs. */
public final class Commands {
  private Commands() {}

  /** The command for another main class of this program in a fresh Java virtual machine. */
  public static List<String> java(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * What a program writes to its standard output.
   *
   * @throws IOException if it cannot be started or fails; it has then said why
   */
  public static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    return result(command, process);
  }

  /** Likewise, with lines as its input. */
  public static String input(List<String> lines, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return result(List.of(command), process);
  }

  private static String result(List<String> command, Process process)
      throws IOException, InterruptedException {
    Thread killer = new Thread(process::destroy);
    boolean guarded = guard(killer);
    try {
      byte[] printed = process.getInputStream().readAllBytes();
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("\"" + command.get(0) + "\" ended with status " + status);
      }
      return new String(printed, StandardCharsets.UTF_8);
    } finally {
      if (guarded) {
        forget(killer);
      }
    }
  }

  /** False if this process is about to end already: what runs now is meant to. */
  private static boolean guard(Thread killer) {
    try {
      Runtime.getRuntime().addShutdownHook(killer);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static void forget(Thread killer) {
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // This process is about to end; the hook does its duty.
    }
  }
}
