package io.lockstep.engine.sim;

import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.SequenceSpec;
import io.lockstep.engine.model.When;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.packet.PacketMatcher;
import io.lockstep.engine.packet.PacketMemory;
import io.lockstep.engine.packet.PacketView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * What looks at packets to do something about them: blocks that happen at each packet, names of
 * packets that later ones are made from, sequences.
 */
final class PacketWatchers implements Network.Tap {
  /** Remembers a packet under a name. */
  private record Naming(PacketMatcher matcher, int name, boolean[] directions, boolean[] done) {}

  /** A block that happens at each packet. */
  private record Each(int block, PacketMatcher matcher, int name, boolean[] directions) {}

  private final Clock clock;
  private final Later later;
  private final PacketMemory memory;
  private final IntConsumer perform;
  private final List<Naming> namings = new ArrayList<>();
  private final List<Each> blocks = new ArrayList<>();
  private final Map<SequenceSpec, SequenceRunner> sequences = new IdentityHashMap<>();
  private final List<SequenceRunner> runners = new ArrayList<>();
  private final PacketView view = new PacketView();
  private final ScenarioCase scenario;
  private final Wires wires;

  private PacketWatchers(
      ScenarioCase scenario,
      Clock clock,
      Later later,
      PacketMemory memory,
      IntConsumer perform) {
    this.scenario = scenario;
    this.wires = new Wires(scenario);
    this.clock = clock;
    this.later = later;
    this.memory = memory;
    this.perform = perform;
  }

  /** Those of a scenario, which see all frames of the network if there are any. */
  static PacketWatchers of(
      ScenarioCase scenario,
      Clock clock,
      Network network,
      Later later,
      PacketActions actions,
      PacketMemory memory,
      IntConsumer perform) {
    PacketWatchers all = new PacketWatchers(scenario, clock, later, memory, perform);
    for (int i = 0; i < scenario.timeline().size(); i++) {
      ActionBlock block = scenario.timeline().get(i);
      if (block.when() instanceof When.Each each) {
        all.blocks.add(
            new Each(
                i,
                PacketMatcher.compile(each.packet().filter(), memory),
                each.packet().name(),
                all.directions(each.packet())));
      } else if (block.when() instanceof When.Once once) {
        all.name(once.condition());
      }
    }
    for (Expectation expectation : scenario.expectations()) {
      all.sequences(expectation.condition(), actions);
    }
    if (!all.namings.isEmpty() || !all.blocks.isEmpty() || !all.runners.isEmpty()) {
      network.attach(all);
      all.unwire(network);
    }
    return all;
  }

  private void unwire(Network network) {
    boolean[] watched = new boolean[network.directions().length];
    namings.forEach(one -> join(watched, one.directions));
    blocks.forEach(one -> join(watched, one.directions));
    runners.forEach(one -> join(watched, one.directions()));
    for (int i = 0; i < watched.length; i++) {
      if (watched[i]) {
        LinkActions.unwire(network.direction(i));
      }
    }
  }

  private static void join(boolean[] all, boolean[] some) {
    for (int i = 0; i < all.length; i++) {
      all[i] |= some[i];
    }
  }

  private void name(Condition condition) {
    if (condition instanceof Condition.PacketSeen seen && seen.name() >= 0) {
      namings.add(
          new Naming(
              PacketMatcher.compile(seen.filter(), memory),
              seen.name(),
              directions(seen),
              new boolean[1]));
    } else if (condition instanceof Condition.And and) {
      name(and.left());
      name(and.right());
    } else if (condition instanceof Condition.Or or) {
      name(or.left());
      name(or.right());
    }
  }

  private void sequences(Condition condition, PacketActions actions) {
    if (condition instanceof Condition.Sequence sequence) {
      SequenceRunner runner =
          new SequenceRunner(
              sequence.sequence(), scenario, wires, clock, later, actions, memory);
      sequences.put(sequence.sequence(), runner);
      runners.add(runner);
    }
  }

  /** Where packets of a condition are sent: on a LAN by its members. */
  private boolean[] directions(Condition.PacketSeen seen) {
    boolean[] wanted = new boolean[2 * wires.count()];
    if (seen.medium() instanceof Condition.Medium.Link link) {
      wanted[2 * link.index()] = seen.direction() != 1;
      wanted[2 * link.index() + 1] = seen.direction() != 0;
    } else if (seen.medium() instanceof Condition.Medium.Lan lan) {
      for (int port = 0; port < scenario.lans().get(lan.index()).ports().size(); port++) {
        wanted[2 * wires.ofPort(lan.index(), port)] = true;
      }
    }
    return wanted;
  }

  /** Begins: sequences that begin with a packet to be sent do so at time 0. */
  void start() {
    runners.forEach(SequenceRunner::start);
  }

  @Override
  public void sent(
      long time, int direction, ByteBuffer bytes, int offset, int length, boolean injected) {
    for (Naming naming : namings) {
      if (naming.directions[direction] && !naming.done[0]) {
        view.wrap(bytes, offset, length);
        if (naming.matcher.matches(view)) {
          naming.done[0] = true;
          memory.keep(naming.name, PacketMemory.copy(bytes, offset, length));
        }
      }
    }
    for (Each each : blocks) {
      if (each.directions[direction]) {
        view.wrap(bytes, offset, length);
        if (each.matcher.matches(view)) {
          byte[] frame = PacketMemory.copy(bytes, offset, length);
          later.at(
              Math.max(time, clock.now),
              () -> {
                if (each.name >= 0) {
                  memory.keep(each.name, frame);
                }
                perform.accept(each.block);
              });
        }
      }
    }
    for (SequenceRunner runner : runners) {
      runner.see(time, direction, view.wrap(bytes, offset, length), injected);
    }
  }

  SequenceOutcome outcome(SequenceSpec sequence) {
    return sequences.get(sequence).outcome();
  }
}
