package io.lockstep.engine.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lockstep kernel}: the kernels that nodes can run. */
@Command(
    name = "kernel",
    description = "Builds, lists, shows and removes the kernels that nodes can run.",
    mixinStandardHelpOptions = true,
    subcommands = {
      KernelBuild.class,
      KernelList.class,
      KernelShow.class,
      KernelDoctor.class,
      KernelRemove.class,
      KernelPrune.class
    })
public final class KernelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing sub-command; expected build, list, show, doctor, remove or prune.");
  }
}
