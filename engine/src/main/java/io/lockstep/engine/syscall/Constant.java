package io.lockstep.engine.syscall;

/**
 * A constant of the kernel's headers.
 *
 * @param family what it stands among, for messages: {@code TCP state}
 */
public record Constant(String name, long value, String family) {
  /** Whether constants of the family are combined with {@code |}. */
  public boolean isFlag() {
    return family.endsWith("flag") || family.endsWith("event") || family.endsWith("info option");
  }
}
