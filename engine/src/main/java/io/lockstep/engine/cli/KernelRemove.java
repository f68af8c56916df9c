package io.lockstep.engine.cli;

import io.lockstep.libos.KernelStore;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.UnknownKernelException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep kernel remove}: forgets a kernel that the user has built. */
@Command(
    name = "remove",
    description = "Removes a kernel that was built by \"kernel build\".",
    mixinStandardHelpOptions = true)
final class KernelRemove implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The kernel's name.")
  private String name;

  @Override
  public Integer call() {
    try {
      KernelStore.standard().remove(name);
      spec.commandLine().getOut().println("Kernel \"" + name + "\" is removed.");
      return 0;
    } catch (UnknownKernelException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 2;
    } catch (LibosException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 4;
    }
  }
}
