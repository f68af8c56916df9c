package io.lockstep.libos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that a program does harms its node's kernel, the simulator or the host. The programs
 * are in src/test/c.
 */
class RobustProgramsTest {
  private static final Path SOURCES = Path.of("src/test/c");

  @TempDir static Path compiled;
  @TempDir Path layers;

  @BeforeAll
  static void compile() throws Exception {
    for (String name : List.of("fuzz", "odd", "escape", "tun", "chaos", "signalfd", "rights", "inotify")) {
      List<String> command =
          List.of(
              "gcc",
              "-O1",
              "-w",
              "-o",
              compiled.resolve(name).toString(),
              SOURCES.resolve(name + ".c").toString(),
              "-lpthread");
      assumeTrue(runs(command), "gcc is needed for the programs of these tests");
    }
  }

  private static boolean runs(List<String> command) throws InterruptedException {
    try {
      Process gcc = new ProcessBuilder(command).inheritIO().start();
      return gcc.waitFor(60, TimeUnit.SECONDS) && gcc.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** One node and its programs. */
  private final class Node implements AutoCloseable {
    final Machine machine;
    final Programs programs;
    final StringBuilder output = new StringBuilder();
    final List<String> notes = new ArrayList<>();
    ProgramEvent.Exit exit;
    long now;

    Node(String kernel) {
      machine = new Machine(BootOptions.of(Machine.image(kernel)).slot(11).ramBytes(64L << 20));
      now = machine.kernel.now();
      programs = Programs.open(machine.user);
      programs.node(
          machine.kernel,
          new ProgramNode(
              0, "alice", newLayer(), List.of(new ProgramNode.HostPath(compiled, false)), 0));
    }

    private Path newLayer() {
      try {
        return Files.createTempDirectory(layers, "layer");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Its output. */
    String run(String program, String... arguments) {
      List<String> command = new ArrayList<>(List.of(arguments));
      command.add(0, program);
      Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin"));
      output.setLength(0);
      exit = null;
      programs.start(
          0, 5, new ProgramSpec(command, environment, "/tmp", ProgramSpec.Input.NONE), now);
      settle();
      while (exit == null) {
        now = Math.max(now, machine.kernel.deadline());
        machine.kernel.enter(now);
        settle();
      }
      return output.toString();
    }

    String runCompiled(String name, String... arguments) {
      return run(compiled.resolve(name).toString(), arguments);
    }

    private void settle() {
      while (programs.pending()) {
        programs.run(now);
        programs.clearTouched();
        for (ProgramEvent e = programs.poll(); e != null; e = programs.poll()) {
          if (e instanceof ProgramEvent.Output o) {
            output.append(new String(o.bytes(), StandardCharsets.UTF_8));
          } else if (e instanceof ProgramEvent.Exit x) {
            exit = x;
          } else if (e instanceof ProgramEvent.Note n) {
            notes.add(n.text());
          }
        }
      }
    }

    @Override
    public void close() {
      programs.close();
      machine.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void randomCallsGiveTheSameResultsTwice(String kernel) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (Node node = new Node(kernel)) {
        results.add(node.runCompiled("fuzz", "100000", "1"));
        assertThat(node.machine.kernel.dead()).isFalse();
        assertThat(node.run("echo", "alive")).isEqualTo("alive\n");
      }
    }
    assertThat(results.get(0)).contains(" calls, ").isEqualTo(results.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          messages | no vector: ok, vector of -1: EMSGSIZE, vector nowhere: EFAULT, \
          data nowhere: EFAULT, data end: EFAULT, data of the kernel: EFAULT, \
          name of the kernel: EFAULT, too long a control message: EINVAL, \
          too short a control message: EINVAL, much control: ENOBUFS, MSG_ZEROCOPY: ok, \
          SO_ZEROCOPY: EOPNOTSUPP, SO_ZEROCOPY with more bits: EOPNOTSUPP, \
          MSG_FASTOPEN: ECONNREFUSED, MSG_FASTOPEN nowhere: ECONNREFUSED, \
          MSG_FASTOPEN of nothing: EINVAL
          stores | clock_gettime: EFAULT, pipe: EFAULT, socketpair: EFAULT, recv: EFAULT, \
          recvmsg: EFAULT, poll: EFAULT, getsockname: EFAULT, select: EFAULT, fstat: EFAULT, \
          fstat of a file: EFAULT, getsockopt: EFAULT, nothing is lost: ok, next descriptor: 6
          many | sendmmsg: 1000, recvmmsg: 900, recvmmsg: 100, recvmmsg with a bad time: EINVAL, \
          poll of 3000: EINVAL, poll of 1000: 1000, select of 4000: EBADF, select of -1: EINVAL, \
          1020 more descriptors and then EMFILE, pipe: EMFILE, socket: EMFILE, open: EMFILE, \
          pipe with one left: EMFILE, socket: 500
          clones | SIGHAND alone: EINVAL, THREAD alone: EINVAL, NEWUSER: EPERM, NEWPID: EPERM, \
          clone3 of nothing: EINVAL, clone3 too small: EINVAL, clone3 NEWUSER: EPERM, \
          clone3 of unknown flags: EINVAL, clone3 with a bad signal: EINVAL, \
          clone3 PARENT: EINVAL, child without a stack: 1, waitpid: 1 signal 11, \
          killed itself: signal 9, thread without a stack: signal 11, no more processes: 1
          processes | 300 processes, 300 ended
          threads | 200 threads, joined
          bomb | EAGAIN after hundreds: 1
          """)
  void wrongAndExcessiveUsesEndWithAnError(String test, String expected) {
    try (Node node = new Node("linux-6.12")) {
      assertThat(node.runCompiled("odd", test).strip().replace("\n", ", ")).isEqualTo(expected);
      assertThat(node.notes).isEmpty();
      assertThat(node.run("echo", "alive")).isEqualTo("alive\n");
    }
  }

  /** Signals, children that are stopped and go on, vfork, threads: in random order. */
  @ParameterizedTest
  @ValueSource(ints = {22, 5, 3})
  void randomSignalsDoTheSameTwice(int seed) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (Node node = new Node("linux-6.12")) {
        String output = node.runCompiled("chaos", "1", Integer.toString(seed));
        results.add(output + " at " + node.now);
        assertThat(node.notes).isEmpty();
      }
    }
    assertThat(results.get(0)).contains("hash").isEqualTo(results.get(1));
  }

  @Test
  void whoTakesAllMemoryOfTheKernelIsKilled() {
    try (Node node = new Node("linux-6.12")) {
      node.runCompiled("odd", "memory");
      assertThat(node.exit.signal()).isEqualTo(9);
      if (node.machine.kernel.dead()) { // there was none left even for that
        assertThat(node.machine.kernel.crash().reason()).contains("memory");
      } else {
        assertThat(node.run("echo", "alive")).isEqualTo("alive\n");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0,clock", "1,clock", "0,times", "1,usleep", "0,gettimeofday"})
  void timesOfPacketsAreExact(String ring, String spin) {
    try (Node node = new Node("linux-6.12")) {
      assertThat(node.runCompiled("tun", ring, spin))
          .isEqualTo(
              """
              SYN-ACK: right flags, in time
              SYN-ACK again: right flags, in time
              and again: right flags, in time
              data: right flags, in time
              ACK: right flags, in time
              usleep(3210): 3210 us
              """);
      assertThat(node.run("echo", "alive")).isEqualTo("alive\n");
    }
  }

  @Test
  void programsStayInTheirNode() throws Exception {
    Path secret = Files.createTempFile("lockstep-secret", ".txt");
    try (Node node = new Node("linux-6.12")) {
      assertThat(node.runCompiled("escape", secret.toString(), compiled.toString()))
          .isEqualTo("0 ways out\n");
      assertThat(Path.of("/tmp/escaped-0")).doesNotExist();
    } finally {
      Files.delete(secret);
    }
  }

  @Test
  void manyShortProgramsLeaveNothingBehind() throws Exception {
    try (Node node = new Node("linux-6.12")) {
      node.run("true");
      final long before = descriptors();
      for (int i = 0; i < 300; i++) {
        node.run("true");
      }
      assertThat(descriptors() - before).isLessThan(150);
    }
  }

  @Test
  void simulationsLeaveNothingBehind() throws Exception {
    long before = 0;
    for (int i = 0; i < 20; i++) {
      try (Node node = new Node("linux-6.12")) {
        node.run("sh", "-c", "true | cat; (sleep 100 &)");
      }
      before = i == 0 ? descriptors() : before;
    }
    assertThat(descriptors() - before).isLessThan(10);
  }

  private static long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  /** Where the host and the node's kernel have to work together. */
  @ParameterizedTest
  @CsvSource({
    "signalfd, linux-6.1", "signalfd, linux-6.12", "rights, linux-6.1", "rights, linux-6.12",
    "inotify, linux-6.1", "inotify, linux-6.12"
  })
  void printsWhatItPrintsElsewhere(String program, String kernel) throws Exception {
    Process real =
        new ProcessBuilder(compiled.resolve(program).toString())
            .redirectErrorStream(true)
            .start();
    String elsewhere = new String(real.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try (Node node = new Node(kernel)) {
      assertThat(node.runCompiled(program)).isEqualTo(elsewhere);
      assertThat(node.notes).isEmpty();
    }
  }
}
