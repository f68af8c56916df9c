package io.lockstep.engine.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lockstep kernel}: builds, lists and removes the kernels that nodes can run. */
@Command(
    name = "kernel",
    description = "Builds, lists and removes the kernels that nodes can run.",
    mixinStandardHelpOptions = true,
    subcommands = {KernelBuild.class, KernelList.class, KernelRemove.class})
public final class KernelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing sub-command; expected build, list or remove.");
  }
}
