package io.lockstep.engine.lsp;

import io.lockstep.grammar.ast.AstNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where names are visible: a program, the body of a topology, the body of a loop. */
final class Scope {
  private final Scope parent;
  private final boolean loop;
  private final Map<Symbol.Space, Map<String, Symbol>> symbols = new LinkedHashMap<>();
  private final List<Scope> imports = new ArrayList<>();

  /** The scope of a program. */
  Scope() {
    this(null, false);
  }

  private Scope(Scope parent, boolean loop) {
    this.parent = parent;
    this.loop = loop;
  }

  /** The body of a topology. */
  Scope body() {
    return new Scope(this, false);
  }

  /** The body of a loop: variables are its own, all else belongs to what is around it. */
  Scope loop() {
    return new Scope(this, true);
  }

  /** Makes the names of a topology's body visible here as well. */
  void addImport(Scope body) {
    owner().imports.add(body);
  }

  /** Where a name of this space is kept that is defined here. */
  private Scope home(Symbol.Space space) {
    return space == Symbol.Space.VALUES ? this : owner();
  }

  private Scope owner() {
    return loop ? parent.owner() : this;
  }

  /** The symbol that a definition here means; the same for equal names of one scope. */
  Symbol define(Symbol.Kind kind, String name, AstNode statement) {
    Scope home = home(kind.space());
    return home.symbols
        .computeIfAbsent(kind.space(), space -> new LinkedHashMap<>())
        .computeIfAbsent(name, text -> new Symbol(kind, text, home, statement));
  }

  /** What a name means here. */
  Optional<Symbol> find(Symbol.Space space, String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Optional<Symbol> found = scope.inside(space, name, new HashSet<>());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What a name means that is defined right here. */
  Optional<Symbol> inside(Symbol.Space space, String name) {
    return inside(space, name, new HashSet<>());
  }

  private Optional<Symbol> inside(Symbol.Space space, String name, Set<Scope> seen) {
    Symbol own = symbols.getOrDefault(space, Map.of()).get(name);
    if (own != null) {
      return Optional.of(own);
    }
    if (space == Symbol.Space.OBJECTS && seen.add(this)) {
      for (Scope imported : imports) {
        Optional<Symbol> found = imported.inside(space, name, seen);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
