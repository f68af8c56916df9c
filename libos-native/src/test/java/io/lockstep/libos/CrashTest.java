package io.lockstep.libos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a kernel dies of, it dies alone and says why. */
class CrashTest {
  @ParameterizedTest
  @CsvSource({
    "PANIC, PANIC, dumptest",
    "BUG, PANIC, kernel BUG at",
    "ACCESS_NULL, OOPS, 'kernel NULL pointer dereference, address: 0000000000000008'",
    "EXEC_NULL, OOPS, 'kernel NULL pointer dereference, address: 0000000000000000'",
    "EXHAUST_STACK, STACK_OVERFLOW, kernel stack overflow",
    "POLL, PANIC, libos: busy for 60 virtual seconds",
    "HUNG_TASK, PANIC, hung_task: blocked tasks",
    "LOOP, ENDLESS_LOOP, watchdog: kernel code does not return to idle",
  })
  void aKernelDiesAndTellsOfIt(String word, Crash.Kind kind, String reason) {
    for (String name : Machine.KERNELS) {
      try (Machine m = new Machine(name);
          Kernel other =
              Kernel.boot(BootOptions.of(m.kernel.image()).slot(8), m.frames, m.user)) {
        Kernel.watchdogLimit(word.equals("LOOP") ? 300 : 60_000);
        m.provoke(word);
        Kernel.watchdogLimit(10_000);
        assertThat(m.kernel.dead()).isTrue();
        Crash crash = m.kernel.crash();
        assertThat(crash.kind()).isEqualTo(kind);
        assertThat(crash.reason()).startsWith(reason);
        assertThat(crash.timeNs()).isEqualTo(m.kernel.now());
        assertThat(m.kernel.log()).contains("Call Trace:");
        assertThat(crash.backtrace()).isNotEmpty();
        String culprit = word.equals("EXHAUST_STACK") ? "recurse" : "provoke_write";
        assertThat(m.kernel.log()).contains(culprit);
        assertThat(new Task(other, 0).call(Syscall.GETPID)).isEqualTo(1);
      }
    }
  }

  @Test
  void aWarningIsNoCrash() {
    try (Machine m = new Machine("linux-6.12")) {
      m.provoke("WARNING");
      assertThat(m.kernel.dead()).isFalse();
      assertThat(m.kernel.log()).contains("WARNING:", "provoke_write");
    }
  }

  @Test
  void sysrqCrashesAsOnAnyLinux() {
    try (Machine m = new Machine("linux-6.12")) {
      long fd = m.init.require("open", Syscall.OPEN, m.string("/proc/sysrq-trigger"), 1);
      m.kernel.post(0, Syscall.WRITE, fd, m.string("c"), 1, 0, 0, 0);
      m.kernel.enter(m.kernel.now());
      assertThat(m.kernel.crash().reason()).isEqualTo("sysrq triggered crash");
      assertThat(m.kernel.log()).contains("sysrq_handle_crash");
    }
  }

  @Test
  void theJvmGoesOnToHandleItsOwnFaults() {
    try (Machine m = new Machine("linux-6.12")) {
      m.provoke("ACCESS_NULL");
    }
    int caught = 0;
    int[][] arrays = {null, {1}};
    for (int i = 0; i < 200_000; i++) {
      try {
        caught += arrays[i & 1].length - 1;
      } catch (NullPointerException e) {
        caught++;
      }
    }
    assertThat(caught).isEqualTo(100_000);
    assertThat(depth(0)).isPositive();
  }

  private static int depth(int n) {
    try {
      return depth(n + 1);
    } catch (StackOverflowError e) {
      return n;
    }
  }
}
