package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * What a worker is asked to run: one line of JSON on its standard input.
 *
 * @param file of the scenario
 * @param name of its case
 * @param kernel name, or empty for the default
 * @param seed or -1
 * @param parameters that are fixed
 * @param include directories to search
 * @param out where the results go
 * @param capture whether to record frames
 * @param report whether to write a page
 */
record WorkerJob(
    String file,
    String name,
    String kernel,
    long seed,
    ImmutableMap<String, String> parameters,
    ImmutableList<String> include,
    String out,
    boolean capture,
    boolean report) {

  String toLine() {
    return new Gson().toJson(new Plain(this));
  }

  static WorkerJob ofLine(String line) {
    Plain plain = new Gson().fromJson(line, Plain.class);
    return new WorkerJob(
        plain.file, plain.name, plain.kernel, plain.seed, ImmutableMap.copyOf(plain.parameters),
        ImmutableList.copyOf(plain.include), plain.out, plain.capture,
        plain.report);
  }

  /** As Gson likes it. */
  private static final class Plain {
    String file;
    String name;
    String kernel;
    long seed;
    LinkedHashMap<String, String> parameters;
    ArrayList<String> include;
    String out;
    boolean capture;
    boolean report;

    Plain(WorkerJob job) {
      file = job.file;
      name = job.name;
      kernel = job.kernel;
      seed = job.seed;
      parameters = new LinkedHashMap<>(job.parameters);
      include = new ArrayList<>(job.include);
      out = job.out;
      capture = job.capture;
      report = job.report;
    }
  }
}
