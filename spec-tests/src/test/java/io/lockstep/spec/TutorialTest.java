package io.lockstep.spec;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial's session, command by command, has the output that it shows. To write what is
 * printed now into the page: {@code mvn -pl spec-tests -am verify -Dtest=TutorialTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dlockstep.golden.update=true}.
 */
class TutorialTest {
  private static final Path DOCS = Program.property("lockstep.docs", "../docs");
  private static final String PAGE = "tutorial.md";
  private static final boolean UPDATE = Boolean.getBoolean("lockstep.golden.update");

  @TempDir Path directory;

  @BeforeEach
  void writeItsFiles() throws IOException {
    for (Fence fence : Fence.of(PAGE, Files.readString(DOCS.resolve(PAGE)), "scn")) {
      Path file = directory.resolve(fence.file().orElseThrow());
      Lab.write(file.getParent(), file.getFileName().toString(), fence.text());
    }
  }

  /** Another kernel may well do something else. */
  private void assumeTheSameKernel() throws IOException {
    String page = Files.readString(DOCS.resolve(PAGE));
    Matcher named = Pattern.compile("with Linux (\\d+\\.\\d+\\.\\d+)").matcher(page);
    assertThat(named.find()).isTrue();
    String kernels = Program.in(directory).run("kernel", "list").out();
    assumeTrue(kernels.contains(named.group(1)), "the tutorial shows Linux " + named.group(1));
  }

  @Test
  void showsWhatReallyHappens() throws IOException {
    assumeTheSameKernel();
    String page = Files.readString(DOCS.resolve(PAGE));
    List<Fence> fences = Fence.of(PAGE, page, "console");
    assertThat(fences).hasSizeGreaterThan(5);
    for (Fence fence : fences) {
      StringBuilder session = new StringBuilder();
      for (String part : fence.text().split("(?m)^(?=\\$ )")) {
        Command command = Command.of(part);
        assumeTrue(!command.needs("tshark") || Files.exists(Path.of("/usr/bin/tshark")));
        session.append(command.again(directory));
      }
      if (UPDATE) {
        page = page.replace(fence.text(), session);
        Files.writeString(DOCS.resolve(PAGE), page);
      } else {
        assertThat(session.toString())
            .as("%s; -Dlockstep.golden.update=true accepts it", fence)
            .isEqualTo(fence.text());
      }
    }
  }

  /** A command with what it prints; a line with nothing but an ellipsis stands for any lines. */
  private record Command(String line, List<String> shown) {
    private static final String ANY = "…";

    static Command of(String text) {
      List<String> lines = Arrays.asList(text.split("\n"));
      return new Command(lines.get(0).substring(2), lines.subList(1, lines.size()));
    }

    boolean needs(String program) {
      return line.contains(program);
    }

    /** Runs it; the page as it should be, with as much left out as before. */
    String again(Path directory) throws IOException {
      List<String> printed =
          run(directory).lines().map(String::stripTrailing).collect(toCollection(ArrayList::new));
      int cut = shown.indexOf(ANY);
      if (cut >= 0) {
        int rest = shown.size() - cut - 1;
        List<String> omitted = printed.subList(cut, Math.max(cut, printed.size() - rest));
        omitted.clear();
        omitted.add(ANY);
      }
      return "$ " + line + "\n" + printed.stream().map(l -> l + "\n").collect(joining());
    }

    /** As a shell does, with {@code lockstep} on its path. */
    String run(Path directory) throws IOException {
      Path bin = Files.createDirectories(directory.resolve("bin"));
      Path program = bin.resolve("lockstep");
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Files.writeString(
          program,
          String.format(
              "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -jar '%s' \"$@\"\n",
              java, Program.JAR));
      assertThat(program.toFile().setExecutable(true)).isTrue();
      Path out = directory.resolve("command.out");
      ProcessBuilder builder =
          new ProcessBuilder("bash", "-c", line)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      builder.environment().merge("PATH", bin.toString(), (path, own) -> own + ":" + path);
      builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
      try {
        builder.start().waitFor();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Files.readString(out).replaceAll("Running as user .*\n", "");
    }
  }
}
