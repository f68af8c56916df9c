package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** node, profile, kernel and set. */
class NodesTest {
  private static final ResolveOptions KERNELS =
      ResolveOptions.defaults().withKernels(List.of("linux-6.1", "linux-6.12"));

  @Test
  void profilesComeBeforeTheBlockAndSetsBehindIt() {
    NodeSpec node =
        Scenario.one(
                """
                profile one { sysctl net.ipv4.ip_forward = 1; kernel old }
                profile two { sysctl net/ipv4/conf/eth0.5/forwarding = 2 }
                kernel old = linux-6.1
                node a : one, two { sysctl net.ipv4.conf.eth0/5.tag = 3; memory 64MiB }
                set a { device eth0.5 = dummy { } }
                set a { file "/proc/sysrq-trigger" = "h" }
                """)
            .nodes()
            .get(0);
    assertThat(node.kernel()).isEqualTo("linux-6.1");
    assertThat(node.memoryBytes()).isEqualTo(64 << 20);
    assertThat(node.settings())
        .extracting(Setting::path, Setting::value)
        .containsExactly(
            tuple("/proc/sys/net/ipv4/ip_forward", "1"),
            tuple("/proc/sys/net/ipv4/conf/eth0.5/forwarding", "2"),
            tuple("/proc/sys/net/ipv4/conf/eth0.5/tag", "3"),
            tuple("/proc/sysrq-trigger", "h"));
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                """
                node alice, bob { sysctl nt.ipv4.ip_forward = 1; kernel linux-6.21 }
                node carol : fowarder
                profile forwarder { sysctl net.ipv4.ip_forward = ${x} }
                kernel old = linux-6.2
                node dave { kernel old }
                node h[1..3]
                node h[2]
                set h[*], alcie { sysctl net.ipv4.ip_forward = 1 }
                node eve { sysctl ipv4.ip_forward = 1; memory 5; file "x" = "1" }
                """,
                KERNELS))
        .containsExactly(
            "1:26: error: unknown sysctl 'nt.ipv4.ip_forward': its first part must be one of"
                + " kernel, net, vm, fs, user, dev, debug; did you mean 'net.ipv4.ip_forward'?",
            "1:57: error: unknown kernel 'linux-6.21', known are old, linux-6.1, linux-6.12; did"
                + " you mean 'linux-6.1'?",
            "2:14: error: unknown profile 'fowarder'; did you mean 'forwarder'?",
            "3:52: error: unknown variable 'x'",
            "4:14: error: unknown kernel 'linux-6.2', known are linux-6.1, linux-6.12; did you"
                + " mean 'linux-6.1'?",
            "7:6: error: 'h[2]' is already the name of a node",
            "8:11: error: unknown node, link or LAN 'alcie'; did you mean 'alice'?",
            "9:19: error: unknown sysctl 'ipv4.ip_forward': its first part must be one of kernel,"
                + " net, vm, fs, user, dev, debug",
            "9:47: error: expected a size such as 64MiB, found a plain number (5); did you mean"
                + " '5B'?",
            "9:55: error: expected an absolute path such as \"/etc/motd\", found"
                + " \"x\"");
  }

  @Test
  void anUnknownKernelSaysHowToBuildIt() {
    assertThat(Scenario.resolve("node a { kernel mine }", KERNELS).diagnostics().get(0).hints())
        .containsExactly("build it with: lockstep kernel build --source DIR --name mine");
  }

  @Test
  void aDuplicateSaysWhereTheFirstOneIs() {
    assertThat(Scenario.resolve("node a\nnode b, a").diagnostics().get(0).hints())
        .containsExactly("first defined at x.scn:1:6");
  }

  @Test
  void atMostTwentyDiagnosticsInOrder() {
    StringBuilder text = new StringBuilder("node a\n");
    for (int i = 0; i < 30; i++) {
      text.append("expect x").append(i).append(".received == 1\n");
    }
    assertThat(Scenario.messages(text.toString())).hasSize(20).first().asString()
        .startsWith("2:8: error: unknown flow, ping or program 'x0'");
  }

  @Test
  void aScenarioNeedsNodes() {
    assertThat(Scenario.messages("seed 1"))
        .containsExactly("1:1: error: the scenario has no nodes, expected at least one 'node'");
  }
}
