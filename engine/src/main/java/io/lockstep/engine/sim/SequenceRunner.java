package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.SequenceSpec;
import io.lockstep.engine.model.SequenceSpec.Step;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.packet.PacketMatcher;
import io.lockstep.engine.packet.PacketMemory;
import io.lockstep.engine.packet.PacketSummary;
import io.lockstep.engine.packet.PacketView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Follows one sequence of packets while they are sent, and sends those that it is to send. */
final class SequenceRunner {
  /** Packets that are shown before and behind the place where it went wrong. */
  private static final int AROUND = 6;

  /** A packet that must not come. */
  private record Ban(SequenceSpec.NoPacket step, PacketMatcher matcher, long until) {}

  private final SequenceSpec spec;
  private final ScenarioCase scenario;
  private final Wires wires;
  private final Clock clock;
  private final Later later;
  private final PacketActions actions;
  private final PacketMemory memory;
  private final boolean[] counted;
  private final PacketMatcher counts;
  private final List<PacketMatcher> matchers = new ArrayList<>();

  /** What came for each step, in words. */
  private final List<String> came = new ArrayList<>();

  private final List<Ban> bans = new ArrayList<>();
  private final Deque<String> before = new ArrayDeque<>();
  private final List<String> behind = new ArrayList<>();

  private int next;

  /** When the last step came to its end, in virtual nanoseconds of the scenario. */
  private long last;

  /** A packet of its own is being sent, or is to be. */
  private boolean sending;

  private String failure;
  private String offender;
  private int packets;

  SequenceRunner(
      SequenceSpec spec,
      ScenarioCase scenario,
      Wires wires,
      Clock clock,
      Later later,
      PacketActions actions,
      PacketMemory memory) {
    this.spec = spec;
    this.scenario = scenario;
    this.wires = wires;
    this.clock = clock;
    this.later = later;
    this.actions = actions;
    this.memory = memory;
    this.counted = new boolean[2 * wires.count()];
    spec.directions().forEach(direction -> counted[direction] = true);
    this.counts = PacketMatcher.compile(spec.filter(), memory);
    for (Step step : spec.steps()) {
      matchers.add(
          step instanceof SequenceSpec.Packet packet
              ? PacketMatcher.compile(packet.filter(), memory)
              : step instanceof SequenceSpec.NoPacket none
                  ? PacketMatcher.compile(none.filter(), memory)
                  : null);
      came.add("");
    }
  }

  /** The directions in which it looks at packets. */
  boolean[] directions() {
    return counted;
  }

  void start() {
    proceed();
  }

  /** Goes on to the next packet that has to come. */
  private void proceed() {
    while (next < spec.steps().size()) {
      Step step = spec.steps().get(next);
      if (step instanceof SequenceSpec.NoPacket none) {
        long until = none.forNs() < 0 ? -1 : last + none.forNs();
        bans.add(new Ban(none, matchers.get(next), until));
        if (until >= 0) {
          keepUntil(until);
        }
        next++;
      } else if (step instanceof SequenceSpec.Inject inject) {
        int number = next;
        sending = true;
        later.at(
            Math.max(clock.now, clock.base + last + inject.afterNs()), () -> send(number, inject));
        return;
      } else {
        long latest = ((SequenceSpec.Packet) step).timing().latest(last);
        if (latest != Long.MAX_VALUE) {
          keepUntil(latest);
        }
        return;
      }
    }
  }

  private void keepUntil(long time) {
    if (clock.base + time > clock.now) {
      later.at(clock.base + time, () -> {});
    }
  }

  private void send(int number, SequenceSpec.Inject inject) {
    if (failure != null) {
      return;
    }
    last = clock.scenario();
    actions.inject(inject.packet());
    sending = false;
    came.set(number, "sent at " + Quantity.time(last));
    next = number + 1;
    proceed();
  }

  /** A frame is sent somewhere. */
  void see(long kernelTime, int direction, PacketView packet, boolean injected) {
    if (!counted[direction] || !counts.matches(packet)) {
      return;
    }
    long time = kernelTime - clock.base;
    String shown = Quantity.exact(time, io.lockstep.engine.model.Unit.TIME)
        + " from " + sender(direction) + ": " + PacketSummary.of(packet);
    if (failure != null) {
      if (behind.size() < AROUND) {
        behind.add(shown);
      }
      return;
    }
    boolean own = injected && sending;
    if (!own) {
      packets++;
      judge(time, direction, packet, shown);
    }
    if (failure == null) {
      before.addLast(shown);
      if (before.size() > AROUND) {
        before.removeFirst();
      }
    }
  }

  private void judge(long time, int direction, PacketView packet, String shown) {
    for (Iterator<Ban> all = bans.iterator(); all.hasNext(); ) {
      Ban ban = all.next();
      if (ban.until >= 0 && time > ban.until) {
        all.remove();
      } else if (isIn(ban.step.directions(), direction) && ban.matcher.matches(packet)) {
        fail("a packet came that must not: " + ban.step.source().text(), shown);
        return;
      }
    }
    if (next >= spec.steps().size() || sending) {
      if (spec.filter() != null && sending) {
        fail("a packet came before the one that was to be sent", shown);
      }
      return;
    }
    SequenceSpec.Packet step = (SequenceSpec.Packet) spec.steps().get(next);
    long earliest = step.timing().earliest(last);
    long latest = step.timing().latest(last);
    boolean fits =
        isIn(step.directions(), direction) && matchers.get(next).matches(packet);
    if (time > latest) {
      fail("nothing came for it until " + exact(latest), shown);
    } else if (fits && time >= earliest) {
      bans.removeIf(ban -> ban.until < 0);
      came.set(next, exact(time) + gap(time) + ": " + PacketSummary.of(packet));
      if (step.name() >= 0) {
        memory.keep(step.name(), packet.bytes());
      }
      last = time;
      next++;
      proceed();
    } else if (spec.filter() != null) {
      fail(fits ? "it came before " + exact(earliest) : "another packet came in its place", shown);
    }
  }

  private String gap(long time) {
    return next == 0 ? "" : " (" + exact(time - last) + " later)";
  }

  private static String exact(long time) {
    return Quantity.exact(time, io.lockstep.engine.model.Unit.TIME);
  }

  private static boolean isIn(List<Integer> directions, int direction) {
    return directions.isEmpty() || directions.contains(direction);
  }

  private void fail(String why, String packet) {
    failure = why;
    offender = packet;
  }

  private String sender(int direction) {
    int node = wires.end(direction / 2, direction % 2).node();
    return scenario.nodes().get(node).name();
  }

  SequenceOutcome outcome() {
    int size = spec.steps().size();
    if (failure == null && next >= size) {
      return new SequenceOutcome(true, "all " + size + " lines", lines());
    }
    String where = next < size ? "line " + (next + 1) + " of " + size : "after the last line";
    String why = failure != null ? failure : unmet();
    return new SequenceOutcome(false, where + ": " + why, lines());
  }

  private String unmet() {
    if (sending) {
      return "the run ended before it was sent";
    }
    SequenceSpec.Packet step = (SequenceSpec.Packet) spec.steps().get(next);
    long latest = step.timing().latest(last);
    return "no such packet came"
        + (latest == Long.MAX_VALUE || latest > clock.scenario() ? "" : " until " + exact(latest))
        + (packets == 0 ? "; there was none at all" : "");
  }

  /** Each step beside what came for it, and the packets around the place where it went wrong. */
  private ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    boolean over = next >= spec.steps().size() && failure == null;
    int width = 0;
    for (Step step : spec.steps()) {
      width = Math.max(width, Math.min(60, step.source().text().length()));
    }
    for (int i = 0; i < spec.steps().size(); i++) {
      String mark = i < next ? "ok   " : i == next && !over ? "-->  " : "     ";
      String text = spec.steps().get(i).source().text();
      String cut = text.length() > 60 ? text.substring(0, 59) + "…" : text;
      String padded = cut + " ".repeat(Math.max(0, width - cut.length()));
      lines.add((mark + padded + "  " + came.get(i)).stripTrailing());
    }
    if (!over) {
      before.forEach(packet -> lines.add("seen " + packet));
      if (offender != null) {
        lines.add("here " + offender);
      }
      behind.forEach(packet -> lines.add("then " + packet));
    }
    return lines.build();
  }
}
