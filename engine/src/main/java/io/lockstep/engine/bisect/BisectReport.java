package io.lockstep.engine.bisect;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** What a person, and a program, want to know about a bisection. */
public final class BisectReport {
  private static final int MOST_DIFFERENCES = 40;

  private BisectReport() {}

  /** For people. */
  public static String text(Bisection.Report report, History history) {
    StringBuilder out = new StringBuilder();
    List<Candidate> culprits = report.culprits();
    if (culprits.size() == 1) {
      Candidate culprit = culprits.get(0);
      out.append("The behaviour changed with ").append(culprit.id()).append(", ")
          .append(culprit.title()).append("\n\n").append(history.describe(culprit).strip())
          .append("\n\n");
      failure(out, report, culprit);
      out.append("What is different from the version before it:\n");
      report.differences().stream()
          .limit(MOST_DIFFERENCES)
          .forEach(line -> out.append("  ").append(line).append('\n'));
      if (report.differences().size() > MOST_DIFFERENCES) {
        out.append("  … and ").append(report.differences().size() - MOST_DIFFERENCES)
            .append(" more\n");
      }
    } else {
      out.append("The behaviour changed with one of these; the others could not be tried:\n");
      culprits.forEach(
          one -> out.append("  ").append(one.id()).append("  ").append(one.title()).append('\n'));
    }
    return out.append('\n').append(report.steps().size()).append(" versions were tried.\n")
        .toString();
  }

  private static void failure(StringBuilder out, Bisection.Report report, Candidate culprit) {
    for (Bisection.Step step : report.steps()) {
      if (step.candidate().id().equals(culprit.id()) && step.behaviour().isPresent()) {
        List<String> details = step.behaviour().get().result().details();
        if (!details.isEmpty()) {
          out.append("On it:\n");
          details.forEach(line -> out.append("  ").append(line).append('\n'));
          out.append('\n');
        }
      }
    }
  }

  /** For programs. */
  public static String json(Bisection.Report report) {
    JsonObject json = new JsonObject();
    json.addProperty("format", "lockstep-bisect-1");
    json.add("culprits", candidates(report.culprits()));
    JsonArray steps = new JsonArray();
    for (Bisection.Step step : report.steps()) {
      JsonObject object = candidate(step.candidate());
      object.addProperty("judgement", step.judgement().word());
      object.addProperty(
          "status",
          step.behaviour()
              .map(behaviour -> behaviour.result().status().word())
              .orElse("not built"));
      steps.add(object);
    }
    json.add("steps", steps);
    JsonArray differences = new JsonArray();
    report.differences().forEach(differences::add);
    json.add("differences", differences);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  private static JsonArray candidates(List<Candidate> all) {
    JsonArray array = new JsonArray();
    all.forEach(one -> array.add(candidate(one)));
    return array;
  }

  private static JsonObject candidate(Candidate one) {
    JsonObject object = new JsonObject();
    object.addProperty("id", one.id());
    object.addProperty("title", one.title());
    return object;
  }
}
