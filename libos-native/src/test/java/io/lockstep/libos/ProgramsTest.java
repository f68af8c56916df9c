package io.lockstep.libos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of the host run in a node: its kernel, its time, its files. */
class ProgramsTest {
  private static final Map<String, String> ENVIRONMENT =
      new TreeMap<>(
          Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));

  @TempDir Path layer;

  /** One node and its programs. */
  private final class Node implements AutoCloseable {
    final Machine machine;
    final Programs programs;
    final StringBuilder output = new StringBuilder();
    ProgramEvent.Exit exit;
    long now;

    Node(String kernel) {
      machine = new Machine(BootOptions.of(Machine.image(kernel)).slot(9).ramBytes(64L << 20));
      now = machine.kernel.now();
      programs = Programs.open(machine.user);
      programs.node(machine.kernel, new ProgramNode(0, "alice", layer, List.of(), 0));
    }

    ProgramEvent.Exit run(String... command) {
      return run(new ProgramSpec(List.of(command), ENVIRONMENT, "/root", ProgramSpec.Input.NONE));
    }

    ProgramEvent.Exit run(ProgramSpec spec) {
      output.setLength(0);
      exit = null;
      programs.start(0, 5, spec, now);
      if (spec.input() == ProgramSpec.Input.PIPE) {
        programs.input(5, "one\ntwo\n".getBytes(StandardCharsets.UTF_8));
        programs.closeInput(5);
      }
      settle();
      while (exit == null) {
        now = Math.max(now, machine.kernel.deadline());
        machine.kernel.enter(now);
        settle();
      }
      return exit;
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
  void aProgramSeesItsNode(String kernel) {
    try (Node node = new Node(kernel)) {
      ProgramEvent.Exit exit =
          node.run("sh", "-c", "uname -n; id -u; nproc; cat /proc/sys/kernel/hostname; echo $$");
      assertThat(node.output).hasToString("alice\n0\n1\nalice\n1000\n");
      assertThat(exit.code()).isZero();
    }
  }

  @Test
  void sleepingTakesVirtualTimeOnly() {
    try (Node node = new Node("linux-6.12")) {
      long before = node.now;
      assertThat(node.run("sleep", "3600").code()).isZero();
      assertThat(node.now - before).isEqualTo(3_600_000_000_000L);
    }
  }

  @Test
  void exitCodesAndSignalsAreTold() {
    try (Node node = new Node("linux-6.12")) {
      assertThat(node.run("sh", "-c", "exit 3").status()).isEqualTo(3);
      ProgramEvent.Exit killed = node.run("sh", "-c", "kill -TERM $$");
      assertThat(killed.signal()).isEqualTo(15);
      assertThat(killed.code()).isEqualTo(143);
    }
  }

  @Test
  void standardInputIsWhatWasGiven() {
    try (Node node = new Node("linux-6.12")) {
      node.run(new ProgramSpec(List.of("cat"), ENVIRONMENT, "/", ProgramSpec.Input.PIPE));
      assertThat(node.output).hasToString("one\ntwo\n");
    }
  }

  @Test
  void aTerminalIsTheKernelsOwn() {
    try (Node node = new Node("linux-6.12")) {
      node.run(
          new ProgramSpec(
              List.of("sh", "-c", "tty; stty size"),
              ENVIRONMENT,
              "/",
              ProgramSpec.Input.TERMINAL));
      assertThat(node.output).hasToString("/dev/pts/0\r\n0 0\r\n");
    }
  }

  @Test
  void whatIsWrittenStaysInTheLayer() throws Exception {
    try (Node node = new Node("linux-6.12")) {
      node.programs.put(0, "/etc/given", 0644, "given\n".getBytes(StandardCharsets.UTF_8));
      node.run("sh", "-c", "cat /etc/given; echo made > /etc/made; ls /home");
      assertThat(node.output).hasToString("given\n");
      assertThat(Files.readString(layer.resolve("etc/made"))).isEqualTo("made\n");
      assertThat(Path.of("/etc/made")).doesNotExist();
    }
  }

  @Test
  void whatCannotBeStartedSaysWhy() {
    try (Node node = new Node("linux-6.12")) {
      assertThatThrownBy(() -> node.run("no-such-program"))
          .isInstanceOf(LibosException.class)
          .hasMessageContaining("no-such-program");
    }
  }
}
