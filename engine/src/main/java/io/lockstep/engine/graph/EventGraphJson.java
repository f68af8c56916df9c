package io.lockstep.engine.graph;

import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.model.ScenarioCase;
import java.util.Locale;

/** The events of a scenario and what they wait for, as JSON; {@code docs/tools.md} has it. */
public final class EventGraphJson {
  private EventGraphJson() {}

  /** The document, with a newline at its end; the same scenario gives the same bytes. */
  public static String of(ScenarioCase scenario) {
    EventWords words = new EventWords(scenario);
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.key("title").value(scenario.title());
    json.key("case").value(scenario.name());
    json.key("events").beginArray();
    EventGraph graph = EventGraph.of(scenario);
    for (Event event : graph.ordered()) {
      json.beginObject();
      json.key("id").value(EventWords.id(event.kind(), event.index()));
      json.key("kind").value(event.kind().name().toLowerCase(Locale.ROOT));
      json.key("when").value(words.when(event));
      long time = EventWords.timeNs(event);
      json.key("time_ns");
      if (time < 0) {
        json.value((String) null);
      } else {
        json.value(time);
      }
      json.key("what").value(words.what(event));
      json.key("source").value(words.source(event).location());
      json.endObject();
    }
    json.endArray();
    json.key("links").beginArray();
    for (EventLink link : graph.links()) {
      json.beginObject();
      json.key("from").value(EventWords.id(link.from().kind(), link.from().index()));
      json.key("to").value(EventWords.id(link.to().kind(), link.to().index()));
      json.key("why").value(link.why().word());
      json.endObject();
    }
    return json.endArray().endObject().toString();
  }
}
