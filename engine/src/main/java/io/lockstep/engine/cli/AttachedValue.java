package io.lockstep.engine.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * For an option that may have a value: only {@code --option=VALUE} gives it one. What stands behind
 * {@code --option} with a space is not its value but a parameter of the command; the option's is
 * empty then.
 */
final class AttachedValue implements IParameterPreprocessor {
  @Override
  @SuppressWarnings("JdkObsolete") // picocli's interface
  public boolean preprocess(
      Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (" ".equals(info.get("separator"))) {
      arguments.push("");
    }
    return false;
  }
}
