package io.lockstep.libos;

import java.util.List;

/**
 * What a kernel died of.
 *
 * @param reason one line: {@code sysrq triggered crash}
 * @param timeNs the kernel's virtual time
 * @param backtrace symbolised, innermost first; of an {@link Kind#ENDLESS_LOOP} it is where the
 *     watchdog happened to look and differs from run to run, so it must not enter a result
 */
public record Crash(Kind kind, String reason, long timeNs, List<String> backtrace) {
  /** {@code enum libos_crash_kind}, in its order. */
  public enum Kind {
    NONE,
    /** panic(), BUG(), sysrq c, a hung task. */
    PANIC,
    /** A fault in kernel context. */
    OOPS,
    STACK_OVERFLOW,
    /** Ended by the watchdog. */
    ENDLESS_LOOP,
    /** reboot(2). */
    HALT
  }
}
