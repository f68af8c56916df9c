package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.Condition;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What resolving needs to know beyond the scenario.
 *
 * @param seed takes the place of the scenario's seed
 * @param kernels names of all kernel builds there are; empty if unknown, then none is checked
 * @param fields names of all packet fields; empty if unknown, then none is checked
 * @param fieldCheck says what is wrong with comparing a field with a value
 * @param parameters the value, as text, that a parameter is to have instead of all of its values
 */
public record ResolveOptions(
    OptionalLong seed,
    Optional<ImmutableSet<String>> kernels,
    ImmutableSet<String> fields,
    FieldCheck fieldCheck,
    ImmutableMap<String, String> parameters) {

  /** Checks a comparison in a packet filter. */
  @FunctionalInterface
  public interface FieldCheck {
    /** What is wrong, for a user to read, or empty. */
    Optional<String> problem(String field, Condition.Operator operator, String value);
  }

  /** Nothing overridden, nothing known. */
  public static ResolveOptions defaults() {
    return new ResolveOptions(
        OptionalLong.empty(),
        Optional.empty(),
        ImmutableSet.of(),
        (field, operator, value) -> Optional.empty(),
        ImmutableMap.of());
  }

  /** The same with another seed. */
  public ResolveOptions withSeed(long newSeed) {
    return new ResolveOptions(
        OptionalLong.of(newSeed), kernels, fields, fieldCheck, parameters);
  }

  /** The same with the kernel builds that exist. */
  public ResolveOptions withKernels(Iterable<String> names) {
    return new ResolveOptions(
        seed, Optional.of(ImmutableSet.copyOf(names)), fields, fieldCheck, parameters);
  }

  /** The same with the packet fields that filters know. */
  public ResolveOptions withFields(Iterable<String> names, FieldCheck check) {
    return new ResolveOptions(seed, kernels, ImmutableSet.copyOf(names), check, parameters);
  }

  /** The same with one value chosen for each of some parameters. */
  public ResolveOptions withParameters(Map<String, String> chosen) {
    return new ResolveOptions(seed, kernels, fields, fieldCheck, ImmutableMap.copyOf(chosen));
  }
}
