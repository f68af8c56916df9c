package io.lockstep.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.graph.EndpointPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventGraphTest {
  private static final Event CUT = new Event(Event.Kind.ACTION, 0, new Trigger.At(5));
  private static final Event START = new Event(Event.Kind.START, 0, new Trigger.At(5));
  private static final Event LATER = new Event(Event.Kind.START, 1, new Trigger.At(7));
  private static final Event CHECK = new Event(Event.Kind.CHECK, 0, new Trigger.At(5));
  private static final Event END = new Event(Event.Kind.CHECK, 1, new Trigger.AtEnd());

  @Test
  void ordersByTimeThenKindThenIndex() {
    EventGraph graph = EventGraph.of(List.of(END, CHECK, LATER, START, CUT), List.of());
    assertThat(graph.ordered()).containsExactly(CUT, START, CHECK, LATER, END);
  }

  @Test
  void dependenciesComeFirst() {
    EventGraph graph =
        EventGraph.of(List.of(CUT, LATER, END), List.of(EndpointPair.ordered(LATER, CUT)));
    assertThat(graph.ordered()).containsExactly(LATER, CUT, END);
    assertThat(graph.dependencies(CUT)).containsExactly(LATER);
  }

  @Test
  void refusesCycles() {
    List<EndpointPair<Event>> cycle =
        List.of(EndpointPair.ordered(CUT, START), EndpointPair.ordered(START, CUT));
    assertThatThrownBy(() -> EventGraph.of(List.of(CUT, START, END), cycle))
        .isInstanceOfSatisfying(
            CyclicEventsException.class, e -> assertThat(e.events()).containsExactly(CUT, START));
  }
}
