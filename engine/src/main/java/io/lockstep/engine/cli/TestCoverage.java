package io.lockstep.engine.cli;

import io.lockstep.engine.coverage.CoverageException;
import io.lockstep.engine.coverage.CoveragePages;
import io.lockstep.engine.coverage.CoveredTest;
import io.lockstep.engine.coverage.SuiteCoverage;
import io.lockstep.engine.report.RunDirectory;
import io.lockstep.engine.suite.SuiteCase;
import io.lockstep.engine.suite.SuiteResults;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.coverage.ImageCounters;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code lockstep test --coverage}: what the cases of a suite have executed. */
final class TestCoverage {
  private static final String ADVICE =
      "Build one with it, and run the suite on it:\n"
          + "  lockstep kernel build --source debian:6.12 --coverage --name cov612\n"
          + "  lockstep test --coverage --kernel cov612 ...";

  private final String kernel;
  private final ImageCounters image;

  private TestCoverage(String kernel, ImageCounters image) {
    this.kernel = kernel;
    this.image = image;
  }

  /** Of the one kernel among those of the suite that was built with coverage. */
  static TestCoverage of(List<String> kernels) {
    TestCoverage found = null;
    for (String name : kernels) {
      Optional<ImageCounters> image = ImageCounters.of(KernelStore.standard().find(name));
      if (image.isPresent() && found != null) {
        throw new Refusal(
            "The kernels " + found.kernel + " and " + name
                + " both have coverage, and lines of different kernels cannot be added up; choose"
                + " one with --kernel.");
      } else if (image.isPresent()) {
        found = new TestCoverage(name, image.get());
      }
    }
    if (found == null) {
      throw new Refusal(
          (kernels.isEmpty()
                  ? "--coverage takes a kernel that was built with coverage. "
                  : "None of the kernels (" + String.join(", ", kernels)
                      + ") was built with coverage. ")
              + ADVICE);
    }
    return found;
  }

  /**
   * Adds up, and writes everything.
   *
   * @param directory of the results
   * @param target of pages and tracefiles
   */
  void write(SuiteResults results, Path directory, Path target, PrintWriter out) {
    List<CoveredTest> tests = new ArrayList<>();
    for (SuiteCase one : results.cases().keySet()) {
      Path info = directory.resolve(one.directory()).resolve(RunDirectory.COVERAGE);
      if (one.kernel().equals(kernel) && Files.isRegularFile(info)) {
        tests.add(new CoveredTest(one.id(), info));
      }
    }
    try {
      SuiteCoverage coverage = SuiteCoverage.of(kernel, image, tests);
      coverage.write(target);
      CoveragePages.write(coverage, target, image.directory());
      CoverageTable.print(out, coverage.total(), CoverageTable.USUAL);
      out.println("Coverage of " + tests.size() + " tests is in " + target + ".");
    } catch (IOException e) {
      throw new CoverageException("The coverage was not written: " + e.getMessage() + ".");
    }
  }
}
