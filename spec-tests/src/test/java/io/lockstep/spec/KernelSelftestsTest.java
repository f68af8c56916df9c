package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockstep.engine.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The quick ones of the kernel's own selftests, as the source package has them. {@code docs/selftests.md}
 * has all, and why some are skipped; {@code engine/bench/selftests} runs them.
 */
class KernelSelftestsTest {
  private static final Path BENCH =
      Program.property("lockstep.examples", "../examples").resolveSibling("engine/bench/selftests");
  private static final Pattern PASSED = Pattern.compile("(?m)\\[ *OK *\\]|^PASS:");
  private static final Pattern FAILED = Pattern.compile("(?m)\\[ *FAIL *\\]|^FAIL:");
  private static final Pattern SKIPPED = Pattern.compile("(?m)\\[ *SKIP *\\]|^SKIP:");

  private static Path tree;

  @TempDir Path directory;

  @BeforeAll
  static void unpack() throws IOException, InterruptedException {
    List<String> needed =
        List.of(
            "linux-source-6.12",
            "iproute2",
            "iputils-ping",
            "traceroute",
            "jq",
            "ethtool",
            "netsniff-ng",
            "procps",
            "psmisc");
    List<String> missing = Packages.missing(needed);
    assumeTrue(missing.isEmpty(), () -> "needs Debian packages that are absent: " + missing);
    Process unpacking =
        new ProcessBuilder(BENCH.toString(), "--unpack")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    tree = Path.of(new String(unpacking.getInputStream().readAllBytes()).strip());
    assertThat(unpacking.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "icmp.sh, 0, 0, 0",
    "traceroute.sh, 2, 0, 0",
    "vrf_route_leaking.sh -t ipv4_ping_frag, 2, 0, 0",
    "fib_tests.sh -t ipv4_bcast_neigh, 4, 0, 0",
    "rtnetlink.sh -t kci_test_polrouting, 1, 0, 0",
    "altnames.sh, 1, 0, 0",
    "forwarding/bridge_sticky_fdb.sh, 1, 0, 0",
    "forwarding/ip6_forward_instats_vrf.sh, 5, 0, 0",
    "forwarding/ipip_flat_gre.sh, 2, 0, 0",
    "forwarding/router_vid_1.sh, 2, 0, 0",
  })
  void passes(String command, int passed, int failed, int skipped) throws IOException {
    Path script = tree.resolve("net").resolve(command.split(" ")[0]);
    String scenario =
        """
        node n { kernel linux-6.12; call_cost 20us }
        exec test = on n \"""
        ip link set lo up
        export PATH=$PATH:%s
        ./%s 2>&1
        \""" { directory "%s" }
        expect test.exit == 0
        """
            .formatted(
                tree.resolve("bin"),
                command.substring(command.lastIndexOf('/') + 1),
                script.getParent());
    Lab.Run run =
        new Lab(directory).run(scenario, options -> options.allowExec().allowPath(tree, false));
    String output = Files.readString(run.directory().resolve("programs/n/test.stdout"));
    assertThat(run.exitCode()).as(run.console() + output).isEqualTo(ExitCode.MET);
    assertThat(List.of(count(PASSED, output), count(FAILED, output), count(SKIPPED, output)))
        .as("passed, failed, skipped in %s", output)
        .containsExactly((long) passed, (long) failed, (long) skipped);
  }

  private static long count(Pattern pattern, String output) {
    return pattern.matcher(output).results().count();
  }
}
