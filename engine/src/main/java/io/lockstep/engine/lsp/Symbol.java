package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A name that a program defines, with all places where it stands. */
final class Symbol {
  /** What a name is of. */
  enum Kind {
    VARIABLE("variable"),
    PARAMETER("parameter"),
    NODE("node"),
    GROUP("group"),
    LINK("link"),
    LAN("lan"),
    FLOW("flow"),
    PING("ping"),
    PROGRAM("program"),
    INSTANCE("instance of a topology"),
    NETDEV("netdev"),
    PROFILE("profile"),
    KERNEL("kernel"),
    TOPOLOGY("topology");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** For sentences: {@code node}. */
    String word() {
      return word;
    }

    /** Names of different spaces may be equal without meaning the same. */
    Space space() {
      return switch (this) {
        case VARIABLE, PARAMETER -> Space.VALUES;
        case PROFILE -> Space.PROFILES;
        case KERNEL -> Space.KERNELS;
        case TOPOLOGY -> Space.TOPOLOGIES;
        case NODE, GROUP, LINK, LAN, FLOW, PING, PROGRAM, INSTANCE, NETDEV -> Space.OBJECTS;
      };
    }
  }

  /** Where a name is looked up. */
  enum Space {
    VALUES,
    OBJECTS,
    PROFILES,
    KERNELS,
    TOPOLOGIES
  }

  private final Kind kind;
  private final String name;
  private final Scope scope;
  private final AstNode statement;
  private final List<Occurrence> occurrences = new ArrayList<>();
  private final Map<String, Symbol> netdevs = new LinkedHashMap<>();

  /**
   * @param scope in which it is visible; of a netdev that of its node
   * @param statement the first that defines it
   */
  Symbol(Kind kind, String name, Scope scope, AstNode statement) {
    this.kind = kind;
    this.name = name;
    this.scope = scope;
    this.statement = statement;
  }

  Kind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  Scope scope() {
    return scope;
  }

  AstNode statement() {
    return statement;
  }

  /** In the order in which they were found; a name may be defined at several places. */
  ImmutableList<Occurrence> occurrences() {
    return ImmutableList.copyOf(occurrences);
  }

  ImmutableList<Occurrence> definitions() {
    return occurrences.stream()
        .filter(Occurrence::definition)
        .collect(ImmutableList.toImmutableList());
  }

  /** A netdev of this node. */
  Symbol netdev(String netdev, AstNode where) {
    return netdevs.computeIfAbsent(
        netdev, text -> new Symbol(Kind.NETDEV, text, scope, where));
  }

  Occurrence add(Span span, boolean definition) {
    Occurrence occurrence = new Occurrence(this, span.origin(), definition);
    occurrences.add(occurrence);
    return occurrence;
  }
}
