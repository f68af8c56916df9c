package io.lockstep.engine.cli;

import io.lockstep.engine.Engine;
import io.lockstep.engine.ExitCode;
import java.io.FileDescriptor;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The program {@code lockstep}. */
public final class Main {
  private static final long SECONDS_TO_CLEAN_UP = 5;

  private Main() {}

  /** Runs the command line and ends the process with an {@link ExitCode}. */
  public static void main(String[] args) {
    StandardStream standardOutput = new StandardStream(FileDescriptor.out);
    PrintWriter out = standardOutput.writer();
    PrintWriter err = new StandardStream(FileDescriptor.err).writer();
    InterruptibleEngine engine = new InterruptibleEngine(Engine::standard);
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> interrupted(engine, ended, err), "lockstep-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    int code = run(args, engine, out, err, System.console() != null);
    out.flush();
    if (standardOutput.failure() != null) {
      err.println("Cannot write to standard output: " + standardOutput.failure() + ".");
      code = ExitCode.INTERNAL_ERROR.code();
    }
    err.flush();
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // The process is being ended from outside already, with an exit code of its own.
    }
    System.exit(code);
  }

  private static void interrupted(
      InterruptibleEngine engine, CountDownLatch ended, PrintWriter err) {
    engine.interrupt();
    try {
      ended.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    err.println("Interrupted; the results are incomplete.");
    err.flush();
  }

  /** Runs the command line inside this process. Nothing is thrown. */
  static int run(
      String[] args,
      Supplier<Engine> engine,
      PrintWriter out,
      PrintWriter err,
      boolean terminal) {
    try {
      CommandLine command = new CommandLine(new LockstepCommand(engine, terminal));
      command.setOut(out);
      command.setErr(err);
      command.setCaseInsensitiveEnumValuesAllowed(true);
      command.setParameterExceptionHandler(UsageMistakes::explain);
      command.setExecutionExceptionHandler((e, where, result) -> Failures.explain(e, err));
      return command.execute(args);
    } catch (Throwable e) {
      return Failures.explain(e, err);
    }
  }
}
