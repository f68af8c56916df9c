package io.lockstep.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockstep.engine.Engine;
import io.lockstep.engine.ExitCode;
import io.lockstep.engine.Outcome;
import io.lockstep.engine.RunOptions;
import io.lockstep.engine.report.ConsoleReport;
import io.lockstep.grammar.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Runs scenarios with the real engine and real kernels inside this process. */
final class Lab {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private int runs;

  Lab(Path directory) {
    this.directory = directory;
  }

  /** What a run has written and would have printed. */
  record Run(ExitCode exitCode, String console, Path directory) {
    JsonNode result() {
      return Lab.json(directory.resolve("result.json"));
    }

    /** The result of a case of a matrix. */
    JsonNode result(String caseName) {
      return Lab.json(directory.resolve(caseName).resolve("result.json"));
    }

    JsonNode activity(String name) {
      return named(result().get("activities"), name);
    }

    JsonNode node(String name) {
      return named(result().get("nodes"), name);
    }

    String log(String node) {
      return Lab.text(directory.resolve("log").resolve(node + ".log"));
    }

    CaptureFile capture() {
      return CaptureFile.read(directory.resolve("capture.pcapng"));
    }
  }

  Run run(String scenario) {
    return run(scenario, options -> options);
  }

  Run run(String scenario, UnaryOperator<RunOptions> change) {
    Path own = directory.resolve("run-" + ++runs);
    return runFile(write(own, "scenario.scn", scenario), own.resolve("out"), change);
  }

  static Run runFile(Path file, Path out, UnaryOperator<RunOptions> change) {
    RunOptions options = change.apply(RunOptions.DEFAULT.withOut(out));
    Outcome outcome = Engine.standard().run(file, options);
    String problems =
        outcome.diagnostics().stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
    String report =
        outcome.cases().stream().map(ConsoleReport::of).collect(Collectors.joining("\n"));
    return new Run(outcome.exitCode(), problems + report, out);
  }

  static Path write(Path directory, String name, String text) {
    try {
      Files.createDirectories(directory);
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode named(JsonNode array, String name) {
    for (JsonNode element : array) {
      if (element.get("name").asText().equals(name)) {
        return element;
      }
    }
    throw new IllegalArgumentException("No " + name + " in " + array);
  }
}
