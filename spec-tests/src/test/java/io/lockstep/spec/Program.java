package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
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

/** The executable jar, run as users run it: in a process of its own. */
final class Program {
  static final Path JAR = property("lockstep.jar", "../engine/target/lockstep.jar");
  private static final long PATIENCE_SECONDS = 180;

  private final Path directory;
  private final List<String> prefix = new ArrayList<>();
  private final List<String> jvm = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private Path jar = JAR;
  private File input = new File("/dev/null");

  private Program(Path directory) {
    this.directory = directory;
  }

  /** The program in a working directory. */
  static Program in(Path directory) {
    return new Program(directory);
  }

  static Path property(String name, String otherwise) {
    return Path.of(System.getProperty(name, otherwise)).toAbsolutePath().normalize();
  }

  /** Started by another program, such as setpriv. */
  Program under(String... command) {
    prefix.addAll(List.of(command));
    return this;
  }

  /** With options of the Java virtual machine. */
  Program withJvm(String... options) {
    jvm.addAll(List.of(options));
    return this;
  }

  Program with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Another copy of the jar. */
  Program from(Path copy) {
    jar = copy;
    return this;
  }

  /** With a file as its standard input. */
  Program reading(Path file) {
    input = file.toFile();
    return this;
  }

  /** What a process left behind. */
  record Finished(int exitCode, String out, String err) {
    /** No stack trace and no name of a Java class, whatever happened. */
    Finished spokeToPeople() {
      assertThat(out + err)
          .doesNotContain("\tat ")
          .doesNotContain("Exception")
          .doesNotContain("Error:")
          .doesNotContain("java.");
      return this;
    }
  }

  /** Runs to the end. */
  Finished run(String... arguments) {
    return start(arguments).await();
  }

  /** Goes on while the test does something else. */
  Running start(String... arguments) {
    try {
      Path out = Files.createTempFile("lockstep-spec-", ".out");
      Path err = Files.createTempFile("lockstep-spec-", ".err");
      List<String> command = new ArrayList<>(prefix);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.addAll(jvm);
      command.addAll(List.of("-jar", jar.toString()));
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(input)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
      builder.environment().putAll(environment);
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process. */
  record Running(Process process, Path out, Path err) {
    /** What Ctrl-C on a terminal sends. */
    void interrupt() throws IOException, InterruptedException {
      String pid = Long.toString(process.pid());
      assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
    }

    Finished await() {
      try {
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly().waitFor();
        }
        Finished finished = new Finished(process.exitValue(), text(out), text(err));
        assertThat(ended).as("ended by itself; it said %s", finished).isTrue();
        return finished;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String text(Path file) throws IOException {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      Files.delete(file);
      return text;
    }
  }
}
