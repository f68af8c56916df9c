package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code lockstep bisect-step} tells {@code git bisect run}, as far as that takes no kernel: the
 * tree here never builds. {@code engine/bench/bisect} does the rest with real ones.
 */
class BisectStepTest {
  private static final String SCENARIO =
      """
      node a, b
      link wire = a 10.0.0.1/24 -- b 10.0.0.2/24 { delay 1ms }
      ping p = a -> b
      expect p.received == 1
      """;

  @TempDir Path directory;
  private Path tree;

  @BeforeEach
  void makeTree() throws Exception {
    tree = Files.createDirectory(directory.resolve("tree"));
    Lab.write(directory, "ping.scn", SCENARIO);
    Lab.write(tree, "Makefile", "allnoconfig:\n\t@echo net/x.c:1:1: error: half a change; false\n");
    Lab.write(tree, "Kconfig", "");
    git("init", "-q");
    for (int i = 1; i <= 4; i++) {
      Lab.write(tree.resolve("net/ipv4"), "tcp.c", "version " + i);
      git("add", "-A");
      git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "v" + i);
      git("tag", "v" + i);
    }
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("LOCKSTEP_CACHE", directory.resolve("cache").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private Program program() {
    return Program.in(directory).with("LOCKSTEP_CACHE", directory.resolve("cache").toString());
  }

  @Test
  void gitSkipsWhatDoesNotBuild() throws Exception {
    git("bisect", "start", "v4", "v1");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String said =
        git(
            "bisect", "run", java, "-jar", Program.JAR.toString(), "bisect-step",
            directory.resolve("ping.scn").toString());
    assertThat(said)
        .contains("net/x.c:1:1: error: half a change")
        .contains("There are only 'skip'ped commits left to test.")
        .doesNotContain("\tat ");
    // The checkout is as git left it, and no kernel that failed is kept.
    assertThat(git("status", "--short")).isEmpty();
    assertThat(directory.resolve("cache/names")).doesNotExist();
  }

  @Test
  void whatIsWrongWithTheCommandEndsTheBisection() {
    Program.Finished kernel =
        program().run("bisect-step", "--tree", ".", "ping.scn").spokeToPeople();
    assertThat(kernel.exitCode()).isEqualTo(128);
    assertThat(kernel.err()).contains("holds no Linux kernel source");
    Program.Finished file =
        program().run("bisect-step", "--tree", "tree", "none.scn").spokeToPeople();
    assertThat(file.exitCode()).isEqualTo(128);
    Lab.write(directory, "wrong.scn", SCENARIO.replace("ping p", "pong p"));
    Program.Finished scenario =
        program().run("bisect-step", "--tree", "tree", "wrong.scn").spokeToPeople();
    assertThat(scenario.exitCode()).isEqualTo(128);
    assertThat(scenario.err()).contains("wrong.scn:3:1");
    Program.Finished patch =
        program().run("bisect-step", "--tree", "tree", "--patch", "no.patch", "ping.scn");
    assertThat(patch.exitCode()).isEqualTo(128);
    assertThat(patch.err()).contains("The patch no.patch does not exist.");
  }
}
