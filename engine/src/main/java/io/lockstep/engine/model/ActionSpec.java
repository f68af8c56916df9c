package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/** Something that a block of the timeline does. */
public sealed interface ActionSpec {
  Source source();

  /** {@code down} and {@code up}: the carrier of both ends, and what is in flight, is lost. */
  record LinkState(int link, boolean up, Source source) implements ActionSpec {}

  /** Likewise for all ports of a LAN. */
  record LanState(int lan, boolean up, Source source) implements ActionSpec {}

  /** {@code set link { … }}. */
  record LinkChange(int link, DirectionChange forward, DirectionChange backward, Source source)
      implements ActionSpec {}

  /**
   * {@code set lan { … }}.
   *
   * @param port -1 for all ports: rate and queue change both ways, the rest on the way from the
   *     switch to the member; else the index of the port whose way to the member changes ({@code
   *     toward})
   */
  record LanChange(int lan, DirectionChange change, int port, Source source)
      implements ActionSpec {}

  /** {@code set node { sysctl …; file … }}. */
  record NodeChange(int node, ImmutableList<Setting> settings, Source source)
      implements ActionSpec {}

  /** {@code route}, {@code address}, {@code up NODE.NETDEV} …, and {@code remove …}. */
  record Network(NetworkItem item, boolean remove, Source source) implements ActionSpec {}

  /** {@code start}: an activity begins, unless it has begun before. */
  record Start(int activity, Source source) implements ActionSpec {}

  /** {@code stop}: an activity sends nothing more and ends in order. */
  record Stop(int activity, Source source) implements ActionSpec {}

  /** {@code reboot}: the kernel is switched off and a new one on, set up as at the start. */
  record Reboot(int node, Source source) implements ActionSpec {}

  /** {@code fault …}: from now on, packets are looked at. */
  record Fault(FaultSpec fault, Source source) implements ActionSpec {}

  /**
   * {@code inject …}.
   *
   * @param everyNs time between one and the next
   * @param times how many, at least 1
   */
  record Inject(InjectSpec packet, long everyNs, long times, Source source)
      implements ActionSpec {}

  /**
   * Takes back what an earlier block of the timeline changed, the last change first; nothing if
   * that block has not happened.
   *
   * @param block index in {@link ScenarioCase#timeline}
   */
  record Undo(int block, Source source) implements ActionSpec {}
}
