package io.lockstep.spec;

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

/** The tutorial's session, command by command, has the output that it shows. */
class TutorialTest {
  private static final Path DOCS = Program.property("lockstep.docs", "../docs");
  private static final String PAGE = "tutorial.md";

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
    Matcher named =
        Pattern.compile("with Linux (\\d+\\.\\d+\\.\\d+)").matcher(Files.readString(DOCS.resolve(PAGE)));
    assertThat(named.find()).isTrue();
    String kernels = Program.in(directory).run("kernel", "list").out();
    assumeTrue(kernels.contains(named.group(1)), "the tutorial shows Linux " + named.group(1));
  }

  @Test
  void showsWhatReallyHappens() throws IOException {
    assumeTheSameKernel();
    List<Command> commands = new ArrayList<>();
    for (Fence fence : Fence.of(PAGE, Files.readString(DOCS.resolve(PAGE)), "console")) {
      for (String part : fence.text().split("(?m)^(?=\\$ )")) {
        commands.add(Command.of(fence, part));
      }
    }
    assertThat(commands).hasSizeGreaterThan(5);
    for (Command command : commands) {
      assumeTrue(!command.needs("tshark") || Files.exists(Path.of("/usr/bin/tshark")));
      assertThat(command.run(directory))
          .as("%s: %s", command.fence, command.line)
          .matches(command.output());
    }
  }

  /** A command with what it prints; a line with nothing but an ellipsis stands for any lines. */
  private record Command(Fence fence, String line, List<String> shown) {
    static Command of(Fence fence, String text) {
      List<String> lines = Arrays.asList(text.split("\n"));
      return new Command(fence, lines.get(0).substring(2), lines.subList(1, lines.size()));
    }

    boolean needs(String program) {
      return line.contains(program);
    }

    Pattern output() {
      StringBuilder pattern = new StringBuilder();
      for (String text : shown) {
        pattern.append(text.equals("…") ? "(.*\n)*" : Pattern.quote(text) + " *\n");
      }
      return Pattern.compile(pattern.toString());
    }

    /** As a shell does, with {@code lockstep} on its path. */
    String run(Path directory) throws IOException {
      Path bin = Files.createDirectories(directory.resolve("bin"));
      Path program = bin.resolve("lockstep");
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Files.writeString(
          program,
          "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -jar '" + Program.JAR + "' \"$@\"\n");
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
