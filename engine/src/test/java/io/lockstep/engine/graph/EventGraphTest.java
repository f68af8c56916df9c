package io.lockstep.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.graph.EndpointPair;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.ImmutableGraph;
import com.google.common.graph.MutableGraph;
import io.lockstep.engine.Cases;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.EchoSpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.model.When;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventGraphTest {
  private static final Event CUT = new Event(Event.Kind.ACTION, 0, new When.At(5));
  private static final Event START = new Event(Event.Kind.START, 0, new When.At(5));
  private static final Event LATER = new Event(Event.Kind.START, 1, new When.At(7));
  private static final Event CHECK = new Event(Event.Kind.CHECK, 0, new When.At(5));
  private static final Event END = new Event(Event.Kind.CHECK, 1, new When.AtEnd());

  private static final When AT = new When.At(0);
  private static final When ON_DEMAND = new When.OnDemand();

  @SafeVarargs
  private static EventGraph graph(List<Event> events, EndpointPair<Event>... edges) {
    MutableGraph<Event> graph = GraphBuilder.directed().build();
    events.forEach(graph::addNode);
    List.of(edges).forEach(graph::putEdge);
    return new EventGraph(ImmutableGraph.copyOf(graph), ImmutableList.of());
  }

  @Test
  void ordersByTimeThenKindThenIndex() {
    EventGraph graph = graph(List.of(END, CHECK, LATER, START, CUT));
    assertThat(graph.ordered()).containsExactly(CUT, START, CHECK, LATER, END);
  }

  @Test
  void dependenciesComeFirst() {
    EventGraph graph = graph(List.of(CUT, LATER, END), EndpointPair.ordered(LATER, CUT));
    assertThat(graph.ordered()).containsExactly(LATER, CUT, END);
    assertThat(graph.dependencies(CUT)).containsExactly(LATER);
  }

  @Test
  void refusesCycles() {
    EndpointPair<Event> there = EndpointPair.ordered(CUT, START);
    EndpointPair<Event> back = EndpointPair.ordered(START, CUT);
    assertThatThrownBy(() -> graph(List.of(CUT, START, END), there, back))
        .isInstanceOfSatisfying(
            CyclicEventsException.class, e -> assertThat(e.events()).containsExactly(CUT, START));
  }

  private static ScenarioCase scenario(List<When> starts, ActionBlock... blocks) {
    ScenarioCase c = Cases.with();
    ImmutableList.Builder<ActivitySpec> pings = ImmutableList.builder();
    for (int i = 0; i < starts.size(); i++) {
      pings.add(
          new ActivitySpec.Ping(
              i, "p" + i, 0, 1, InetAddress.getLoopbackAddress(), 1, 1, 56, starts.get(i),
              Cases.source(i, "ping"), EchoSpec.PLAIN));
    }
    return new ScenarioCase(
        c.file(), c.title(), "", c.parameters(), 1, c.nodes(), c.links(), c.lans(), c.routes(),
        c.network(), pings.build(), ImmutableList.copyOf(blocks), c.expectations(), true,
        c.watching());
  }

  private static ActionBlock block(When when, int... starts) {
    return new ActionBlock(
        when,
        IntStream.of(starts)
            .mapToObj(activity -> new ActionSpec.Start(activity, Cases.source(1, "start")))
            .collect(ImmutableList.<ActionSpec>toImmutableList()),
        Cases.source(1, "block"));
  }

  private static When after(Integer... activities) {
    return new When.After(ImmutableSortedSet.copyOf(activities), 0);
  }

  @Test
  void whatWaitsForAnActivityComesAfterWhatStartsIt() {
    EventGraph graph =
        EventGraph.of(
            scenario(List.of(AT, ON_DEMAND, after(1)), block(after(2)), block(after(0), 1)));
    assertThat(graph.ordered())
        .extracting(event -> event.kind() + " " + event.index())
        .containsExactly("START 0", "ACTION 1", "START 1", "START 2", "ACTION 0");
  }

  @Test
  void aBlockThatWaitsForWhatItStartsIsRefused() {
    ScenarioCase circle =
        scenario(List.of(AT, ON_DEMAND, ON_DEMAND), block(after(2), 1), block(after(1, 0), 2));
    assertThatThrownBy(() -> EventGraph.of(circle))
        .isInstanceOfSatisfying(
            CyclicEventsException.class,
            e ->
                assertThat(e.events())
                    .extracting(event -> event.kind() + " " + event.index())
                    .containsExactly("ACTION 0", "START 1", "ACTION 1", "START 2"));
    assertThatThrownBy(() -> EventGraph.of(scenario(List.of(after(0)))))
        .isInstanceOf(CyclicEventsException.class);
  }

  @Test
  void oneBeginningIsEnough() {
    EventGraph graph =
        EventGraph.of(
            scenario(
                List.of(ON_DEMAND, ON_DEMAND),
                block(after(0), 1),
                block(after(1), 0),
                block(AT, 0)));
    assertThat(graph.ordered())
        .extracting(event -> event.kind() + " " + event.index())
        .containsExactly("ACTION 2", "START 0", "ACTION 0", "START 1", "ACTION 1");
  }

  @Test
  void aConditionMayComeBeforeTheActivityThatItSpeaksOf() {
    When idle =
        new When.Once(
            new Condition.Comparison(
                new Operand.Metric(0, MetricName.RECEIVED),
                Condition.Operator.EQ,
                new Operand.Number(0, Unit.NONE)));
    EventGraph starting = EventGraph.of(scenario(List.of(ON_DEMAND), block(idle, 0)));
    assertThat(starting.links())
        .extracting(EventLink::why)
        .containsExactly(EventLink.Why.WHEN, EventLink.Why.START);
    assertThat(starting.ordered()).extracting(Event::kind)
        .containsExactly(Event.Kind.ACTION, Event.Kind.START);
    EventGraph following = EventGraph.of(scenario(List.of(AT), block(idle)));
    assertThat(following.ordered()).extracting(Event::kind)
        .containsExactly(Event.Kind.START, Event.Kind.ACTION);
  }
}
