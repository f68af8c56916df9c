package io.lockstep.engine.cli;

import io.lockstep.engine.suite.Worker;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code lockstep test-worker}: a process that {@code lockstep test} starts. */
@Command(
    name = "test-worker",
    hidden = true,
    description = "Runs cases for \"lockstep test\"; not meant for people.")
final class TestWorkerCommand implements Callable<Integer> {
  @ParentCommand private LockstepCommand parent;
  @Mixin private ProgramOptions programs;

  @Override
  public Integer call() {
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    // Whatever else is printed must not get between the answers.
    System.setOut(System.err);
    Worker.serve(parent::engine, programs.access(), System.in, answers);
    return 0;
  }
}
