package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.engine.model.Implicit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statements of one case by kind, with its parameters bound, its files included, its loops
 * unrolled, its conditions decided and its topologies instantiated. Groups are part of {@link
 * Names}.
 */
final class Plan {
  /** A statement, the variables it sees and the space its names belong to. */
  record Placed<T extends Statement>(T statement, Scope scope) {}

  /**
   * A block of the timeline.
   *
   * @param statement {@link Statement.At}, {@link Statement.During}, {@link Statement.Every},
   *     {@link Statement.After} or {@link Statement.When}
   * @param scope for its times and conditions
   * @param actions with loops unrolled and conditions decided, in order
   */
  record Block(
      Statement statement, Scope scope, ImmutableList<Placed<? extends Statement>> actions) {}

  /** Holds the instances and groups; what else has a name is defined as it is resolved. */
  final Names names;

  final Map<String, String> parameters = new LinkedHashMap<>();
  final Map<String, Placed<Statement.KernelAlias>> kernels = new LinkedHashMap<>();
  final Map<String, Placed<Statement.Profile>> profiles = new LinkedHashMap<>();
  final List<Placed<Statement.Nodes>> nodes = new ArrayList<>();

  /** Links and LANs. */
  final List<Placed<? extends Statement>> wires = new ArrayList<>();

  final List<Placed<Statement.Set>> sets = new ArrayList<>();

  /** {@code route}, {@code rule}, {@code neighbour} and {@code address}, in order. */
  final List<Placed<? extends Statement>> network = new ArrayList<>();

  /** The routes among {@link #network}. */
  final List<Placed<Statement.Route>> routes = new ArrayList<>();

  /** Flows, pings and programs, in the order of declaration. */
  final List<Placed<? extends Statement>> activities = new ArrayList<>();

  /** All blocks of the timeline, in the order of declaration. */
  final List<Block> timeline = new ArrayList<>();

  /** {@link Statement.Expect} and {@link Statement.Sequence}, in the order of declaration. */
  final List<Placed<? extends Statement>> expectations = new ArrayList<>();

  /** The lines of sequences, with loops unrolled and conditions decided. */
  final Map<Placed<? extends Statement>, ImmutableList<Placed<? extends Statement>>> sequences =
      new IdentityHashMap<>();

  /** How many packets have names. */
  int namedPackets;

  Placed<Statement.Title> title;
  Placed<Statement.Seed> seed;
  Span routesAuto;
  Span capture;
  boolean captureWanted = true;
  final Set<Implicit> implicit = EnumSet.allOf(Implicit.class);
  final List<Placed<Statement.Sample>> samples = new ArrayList<>();

  Plan(Names names) {
    this.names = names;
  }
}
