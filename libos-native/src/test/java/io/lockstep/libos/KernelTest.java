package io.lockstep.libos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kernel inside the process does, from the host's side. */
class KernelTest {
  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void bootsAndSaysWhichReleaseItIs(String name) {
    try (Machine m = new Machine(name)) {
      assertThat(m.read("/proc/sys/kernel/osrelease").strip())
          .isEqualTo(m.kernel.image().release())
          .startsWith(name.substring("linux-".length()) + ".");
      assertThat(m.init.call(Syscall.GETPID)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void aSysctlIsReadBackFromTheKernel(String name) {
    try (Machine m = new Machine(name)) {
      m.write("/proc/sys/net/ipv4/tcp_congestion_control", "bbr");
      assertThat(m.read("/proc/sys/net/ipv4/tcp_congestion_control")).isEqualTo("bbr\n");
      assertThat(m.read("/proc/sys/net/ipv4/tcp_available_congestion_control"))
          .contains("cubic", "bbr", "dctcp", "vegas", "cdg");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void aBadPointerIsEfaultAndNothingWorse(String name) {
    try (Machine m = new Machine(name)) {
      long end = m.user.address() + m.user.size();
      long fd = m.init.call(Syscall.OPEN, m.string("/proc/version"), 0);
      long ofTheKernel = 0x2000_0000_0000L + 7 * (0x2000_0000L + 37 * 4096) + 0x0400_0000L;
      for (long bad : new long[] {0, 1, 4096, end, end - 3, -1, -4096, ofTheKernel, 1L << 63}) {
        assertThat(m.init.call(Syscall.READ, fd, bad, 64)).as("%x", bad).isEqualTo(-Errno.EFAULT);
        assertThat(m.init.call(Syscall.OPEN, bad, 0)).as("%x", bad).isNegative();
        assertThat(m.init.call(Syscall.UNAME, bad)).isEqualTo(-Errno.EFAULT);
      }
      assertThat(m.init.call(Syscall.SENDMSG, fd, 0, 0)).isNegative();
      assertThat(m.init.call(Syscall.GETPID)).isEqualTo(1);
    }
  }

  @Test
  void tasksHaveTheirOwnPidsAndFileTables() {
    try (Machine m = new Machine("linux-6.12")) {
      Task one = Task.spawn(m.kernel, 1);
      Task two = Task.spawn(m.kernel, 2);
      long pid = one.call(Syscall.GETPID);
      assertThat(pid).isGreaterThan(1).isNotEqualTo(two.call(Syscall.GETPID));
      long fd = one.call(Syscall.OPEN, m.string("/proc/version"), 0);
      assertThat(fd).isNotNegative();
      assertThat(two.call(Syscall.CLOSE, fd + 10)).isEqualTo(-Errno.EBADF);
      assertThat(one.call(Syscall.LIBOS_EXIT)).isZero();
      assertThat(one.call(Syscall.GETPID)).isEqualTo(-Errno.ESRCH);
      Task again = Task.spawn(m.kernel, 1);
      assertThat(again.call(Syscall.GETPID)).isGreaterThan(pid);
    }
  }

  @Test
  void aNetworkNamespaceIsSeparate() {
    try (Machine m = new Machine("linux-6.12")) {
      NetDevice.create(m.init, 0, "eth0", 0x02_00_00_00_00_01L, 1500);
      assertThat(m.read("/proc/net/dev")).contains("eth0");
      Task inside = Task.spawnInNewNetns(m.kernel, 1);
      long fd = inside.call(Syscall.OPEN, m.string("/proc/thread-self/net/dev"), 0);
      assertThat(fd).isNotNegative();
      int at = m.user.allocate(4096);
      long n = inside.call(Syscall.READ, fd, m.user.address() + at, 4096);
      byte[] text = new byte[(int) n];
      m.user.buffer().get(at, text);
      assertThat(new String(text, java.nio.charset.StandardCharsets.UTF_8))
          .contains("lo:")
          .doesNotContain("eth0");
    }
  }

  @Test
  void aSleepingTaskWakesAtTheExactNanosecond() {
    try (Machine m = new Machine("linux-6.12")) {
      Task task = Task.spawn(m.kernel, 1);
      int at = m.user.allocate(16);
      m.user.buffer().putLong(at, 0).putLong(at + 8, 123_456_789);
      long start = m.kernel.now();
      m.kernel.post(1, Syscall.NANOSLEEP, m.user.address() + at, 0, 0, 0, 0, 0);
      m.kernel.enter(start);
      assertThat(task.call(Syscall.GETPID)).as("it is busy").isEqualTo(-Errno.EBUSY);
      while (m.kernel.completions() == 0) {
        m.kernel.enter(m.kernel.deadline());
      }
      assertThat(m.kernel.now() - start).isEqualTo(123_456_789);
      assertThat(m.kernel.result(0)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void theSameBootGivesTheSameBytes(String name) {
    String first = trace(name, 1);
    assertThat(trace(name, 1)).isEqualTo(first);
    assertThat(trace(name, 2)).isNotEqualTo(first);
  }

  private static String trace(String name, long seed) {
    BootOptions options = BootOptions.of(Machine.image(name)).slot(99).seed(seed);
    try (Machine m = new Machine(options)) {
      String boot = m.kernel.log();
      return boot + m.read("/proc/sys/kernel/random/boot_id") + m.kernel.deadline();
    }
  }

  @Test
  void aSlotHoldsOneKernel() {
    try (Machine m = new Machine("linux-6.12")) {
      BootOptions same = BootOptions.of(m.kernel.image()).slot(7);
      assertThatThrownBy(() -> Kernel.boot(same, m.frames, m.user))
          .isInstanceOf(LibosException.class);
      assertThat(m.init.call(Syscall.GETPID)).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoImageIsRefusedInASentence() {
    assertThatThrownBy(() -> KernelImage.load(Path.of("/proc/self/exe")))
        .isInstanceOf(LibosException.class)
        .hasMessageContaining("/proc/self/exe");
    assertThatThrownBy(() -> KernelImage.load(Path.of("/nonexistent")))
        .isInstanceOf(LibosException.class)
        .hasMessage("cannot open /nonexistent: No such file or directory");
  }
}
