package io.lockstep.engine.resolve;

import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of one case with its parameters bound and its loops unrolled, by kind. */
final class Plan {
  /** A statement and the variables it sees. */
  record Placed<T extends Statement>(T statement, Scope scope) {}

  /** An action of an {@code at} block. */
  record Timed(long atNs, Statement statement, Scope scope) {}

  final Map<String, String> parameters = new LinkedHashMap<>();
  final Map<String, Placed<Statement.KernelAlias>> kernels = new LinkedHashMap<>();
  final Map<String, Placed<Statement.Profile>> profiles = new LinkedHashMap<>();
  final List<Placed<Statement.Nodes>> nodes = new ArrayList<>();
  final List<Placed<Statement.Link>> links = new ArrayList<>();
  final List<Placed<Statement.Set>> sets = new ArrayList<>();
  final List<Placed<Statement.Route>> routes = new ArrayList<>();

  /** Flows and pings, in the order of declaration. */
  final List<Placed<? extends Statement>> activities = new ArrayList<>();

  final List<Timed> actions = new ArrayList<>();
  final List<Placed<Statement.Expect>> expectations = new ArrayList<>();
  Placed<Statement.Title> title;
  Placed<Statement.Seed> seed;
  Span routesAuto;
  Span capture;
  boolean captureWanted = true;
}
