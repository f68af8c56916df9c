package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code lockstep run --gdb}. What needs gdb and a kernel with debugging information runs only if
 * both are there; the kernel is {@code dbg612} or what {@code -Dlockstep.debug.kernel} says.
 */
class DebuggerTest {
  private static final String KERNEL = System.getProperty("lockstep.debug.kernel", "dbg612");
  private static final String SCENARIO =
      """
      node a, b, c
      link left = a 10.0.0.1/24 -- b 10.0.0.2/24 { delay 3ms; rate 10mbit }
      link right = b 10.0.1.1/24 -- c 10.0.1.2/24 { delay 1ms }
      flow f = tcp a -> b:80 { send 100KB; start 2s }
      ping p = c -> b { count 3; start 2s }
      expect f.completed and p.received == 3
      """;

  @TempDir Path directory;

  @BeforeEach
  void writeScenario() {
    Lab.write(directory, "s.scn", SCENARIO);
  }

  private Program program() {
    return Program.in(directory);
  }

  @Test
  void saysWhatIsMissing() {
    Program.Finished kernel = program().run("run", "--gdb", "s.scn").spokeToPeople();
    assertThat(kernel.exitCode()).isEqualTo(2);
    assertThat(kernel.err()).contains("kernel build --source debian:6.12 --debug-info");
    Program.Finished plain =
        program().run("run", "--gdb", "--kernel", "linux-6.12", "s.scn").spokeToPeople();
    assertThat(plain.exitCode()).isEqualTo(2);
    assertThat(plain.err()).contains("\"linux-6.12\" has no debugging information");
    Program.Finished alone = program().run("run", "--at", "5s", "s.scn").spokeToPeople();
    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err()).contains("of use with --gdb only");
  }

  private void needDebugger() {
    boolean gdb;
    try {
      gdb =
          new ProcessBuilder("gdb", "-batch", "-nx", "-ex", "python print(1)").start().waitFor()
              == 0;
    } catch (IOException e) {
      gdb = false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assumeTrue(gdb, "gdb is not installed");
    BuiltKernels.need(
        KERNEL, "kernel build --source debian:6.12 --debug-info --name " + KERNEL);
  }

  private List<String> debug(String... more) {
    List<String> arguments = new ArrayList<>(
        List.of("run", "--gdb", "--kernel", KERNEL, "s.scn"));
    arguments.addAll(List.of(more));
    Program.Finished finished = program().run(arguments.toArray(String[]::new));
    return finished.out().lines()
        .filter(line -> line.matches("\\[.* at .*\\]|\\[before .*\\]|\\$\\d+ = .*"))
        .toList();
  }

  @Test
  void aBreakpointIsHitAtTheSameNanosecond() {
    needDebugger();
    String[] commands = {
      "--at", "2s", "--node", "b",
      "--gdb-command", "break tcp_v4_rcv", "--gdb-command", "continue",
      "--gdb-command", "print $now()", "--gdb-command", "print skb->len",
      "--gdb-command", "continue", "--gdb-command", "print $now()",
      "--gdb-command", "delete", "--gdb-command", "kill"
    };
    List<String> one = debug(commands);
    assertThat(one).hasSize(6);
    assertThat(one.get(0)).startsWith("[before b runs at 2.");
    assertThat(one.get(1)).startsWith("[b at 2.");
    assertThat(debug(commands)).isEqualTo(one);
  }

  @Test
  void variablesAreThoseOfANode() {
    needDebugger();
    List<String> lines =
        debug(
            "--at", "2s",
            "--gdb-command", "lockstep node c", "--gdb-command", "print &init_net",
            "--gdb-command", "lockstep node a",
            "--gdb-command", "print &init_net", "--gdb-command", "kill");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).replaceAll(".*0x", "0x"))
        .isNotEqualTo(lines.get(2).replaceAll(".*0x", "0x"));
  }
}
