package io.lockstep.engine.cli;

import io.lockstep.engine.coverage.CoverageException;
import io.lockstep.engine.coverage.FileCoverage;
import io.lockstep.engine.coverage.LineCoverage;
import io.lockstep.engine.coverage.Reach;
import io.lockstep.engine.coverage.SuiteCoverage;
import io.lockstep.grammar.Suggestions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep coverage}: asks what {@code lockstep test --coverage} has written. */
@Command(
    name = "coverage",
    description = "Tells what a suite has executed of a kernel's source.",
    mixinStandardHelpOptions = true)
final class CoverageCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command; expected summary or which.");
  }

  @Command(
      name = "summary",
      description = "Lines and functions of directories or files that were executed.",
      mixinStandardHelpOptions = true)
  int summary(
      @Parameters(paramLabel = "DIR", description = "Results of \"lockstep test --coverage\".")
          Path directory,
      @Parameters(
              arity = "0..*",
              paramLabel = "PATH",
              description = "Such as net/ipv4 or net/ipv4/tcp.c.")
          List<String> paths) {
    try {
      LineCoverage total = SuiteCoverage.total(directory);
      PrintWriter out = spec.commandLine().getOut();
      CoverageTable.print(
          out, total, paths == null || paths.isEmpty() ? CoverageTable.USUAL : paths);
      out.flush();
      return 0;
    } catch (CoverageException e) {
      throw new Refusal(e.getMessage());
    }
  }

  @Command(
      name = "which",
      description = {
        "Lists the tests that reach a file, a function or a line after boot; those that do most there",
        "come first. Exit code 1: none does."
      },
      mixinStandardHelpOptions = true)
  int which(
      @Parameters(paramLabel = "DIR", description = "Results of \"lockstep test --coverage\".")
          Path directory,
      @Parameters(
              paramLabel = "FILE[:FUNCTION|:LINE]",
              description = "Such as net/ipv4/tcp_input.c:tcp_ack.")
          String place,
      @Option(names = "--limit", paramLabel = "N", description = "At most N tests.")
          Integer limit) {
    try {
      Reach reach = Reach.parse(place);
      check(reach, SuiteCoverage.total(directory));
      List<Reach.Found> found = reach.in(SuiteCoverage.tests(directory));
      PrintWriter out = spec.commandLine().getOut();
      boolean whole = reach.function().isEmpty() && reach.line() == 0;
      found.stream()
          .limit(limit == null ? Long.MAX_VALUE : limit)
          .forEach(
              one ->
                  out.printf(
                      "%10d  %s%n", whole ? one.lines() : one.count(), one.test().id()));
      String what =
          whole
              ? "lines executed in it"
              : reach.line() > 0 ? "times executed" : "calls";
      out.println(
          found.isEmpty()
              ? "No test reaches " + place + "."
              : found.size() + (found.size() == 1 ? " test reaches " : " tests reach ") + place
                  + " (first column: " + what + ").");
      out.flush();
      return found.isEmpty() ? 1 : 0;
    } catch (CoverageException e) {
      throw new Refusal(e.getMessage());
    }
  }

  private static void check(Reach reach, LineCoverage total) {
    FileCoverage file = total.files().get(reach.file());
    if (file == null) {
      throw new Refusal(
          reach.file() + " is not among the sources of the kernel that were compiled with coverage"
              + Suggestions.didYouMean(reach.file(), total.files().keySet()));
    } else if (reach.function().isPresent()
        && !file.functions().containsKey(reach.function().get())) {
      throw new Refusal(
          reach.file() + " has no function " + reach.function().get()
              + " that was compiled as such (it may be inlined)"
              + Suggestions.didYouMean(reach.function().get(), file.functions().keySet()));
    } else if (reach.line() > 0 && !file.hasCode(reach.line())) {
      throw new Refusal("There is no code in line " + reach.line() + " of " + reach.file());
    }
  }
}
