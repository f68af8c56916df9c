package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.configure.ConfigurationException;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.FaultSpec;
import io.lockstep.engine.model.InjectSpec;
import io.lockstep.engine.packet.BadPacketException;
import io.lockstep.engine.packet.PacketComposer;
import io.lockstep.engine.packet.PacketMemory;
import java.util.List;

/** Puts packets into the network, and faults on links. */
final class PacketActions {
  private final Clock clock;
  private final Network network;
  private final Later later;
  private final Faults.Announcer announcer;
  private final PacketMemory memory;

  PacketActions(
      Clock clock,
      Network network,
      Later later,
      Faults.Announcer announcer,
      PacketMemory memory) {
    this.clock = clock;
    this.network = network;
    this.later = later;
    this.announcer = announcer;
    this.memory = memory;
  }

  /** From now on a fault looks at packets. */
  void add(FaultSpec spec, List<Runnable> undo) {
    Fault fault = new Fault(spec, memory);
    for (int number : spec.directions()) {
      LinkDirection direction = network.direction(number);
      LinkActions.unwire(direction);
      if (direction.faults == null) {
        direction.faults = new Faults(announcer, memory);
      }
      direction.faults.add(fault);
      if (undo != null) {
        undo.add(() -> direction.faults.remove(fault));
      }
    }
  }

  /** Sends packets, the first one now. */
  void inject(ActionSpec.Inject action) {
    inject(action.packet());
    if (action.times() > 1) {
      again(action, clock.now, 1);
    }
  }

  private void again(ActionSpec.Inject action, long first, long done) {
    later.at(
        first + done * action.everyNs(),
        () -> {
          inject(action.packet());
          if (done + 1 < action.times()) {
            again(action, first, done + 1);
          }
        });
  }

  /**
   * Sends one packet.
   *
   * @throws ConfigurationException if it cannot be made, since a packet it refers to lacks a field
   */
  void inject(InjectSpec spec) {
    ImmutableList<byte[]> frames;
    try {
      frames = PacketComposer.compose(spec.parts(), spec.defaults(), memory);
    } catch (BadPacketException e) {
      throw new ConfigurationException(
          spec.source(), "the packet cannot be made: " + e.getMessage());
    }
    LinkDirection direction = network.direction(spec.wire(), spec.direction());
    for (byte[] frame : frames) {
      if (spec.direct()) {
        network.hand(direction, frame);
      } else {
        network.inject(direction, frame);
      }
    }
  }
}
