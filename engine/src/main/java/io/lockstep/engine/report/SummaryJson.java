package io.lockstep.engine.report;

import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.model.ScenarioCase;
import java.util.List;

/** {@code summary.json}: the cases of a matrix, with where their results are. */
final class SummaryJson {
  private SummaryJson() {}

  static String of(List<CaseOutcome> cases) {
    ScenarioCase first = cases.get(0).scenario();
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.key("format").value(RunDirectory.FORMAT);
    json.key("scenario").value(ScenarioNames.base(first.file()));
    json.key("title").value(first.title());
    json.key("conclusion").value(worst(cases).word());
    json.key("cases").beginArray();
    for (CaseOutcome outcome : cases) {
      ScenarioCase scenario = outcome.scenario();
      json.beginObject();
      json.key("case").value(scenario.name());
      json.key("directory").value(FileNames.safe(scenario.name()));
      json.key("parameters").beginObject();
      scenario.parameters().forEach((name, value) -> json.key(name).value(value));
      json.endObject();
      json.key("seed").value(scenario.seed());
      json.key("conclusion").value(outcome.conclusion().word());
      json.key("expectations").value(outcome.verdicts().size());
      json.key("met").value(outcome.met());
      json.key("end_ns").value(outcome.result().endNs());
      json.endObject();
    }
    return json.endArray().endObject().toString();
  }

  static Conclusion worst(List<CaseOutcome> cases) {
    Conclusion worst = Conclusion.MET;
    for (CaseOutcome outcome : cases) {
      if (outcome.conclusion().compareTo(worst) > 0) {
        worst = outcome.conclusion();
      }
    }
    return worst;
  }
}
