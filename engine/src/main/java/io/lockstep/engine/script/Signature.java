package io.lockstep.engine.script;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A call that programs can make.
 *
 * @param result what comes back, for messages and editors
 */
public record Signature(String name, ImmutableList<Parameter> parameters, String result) {
  /** {@code connect(fd, address)}; what may be left out in brackets. */
  public String usage() {
    return name
        + parameters.stream()
            .map(one -> one.optional() ? "[" + one.name() + "]" : one.name())
            .collect(Collectors.joining(", ", "(", ")"));
  }

  /** The parameter of a name. */
  public Optional<Parameter> find(String parameter) {
    return parameters.stream().filter(one -> one.name().equals(parameter)).findFirst();
  }

  /** How many arguments it needs. */
  public int required() {
    return (int) parameters.stream().filter(one -> !one.optional()).count();
  }
}
