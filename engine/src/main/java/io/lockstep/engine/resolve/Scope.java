package io.lockstep.engine.resolve;

import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables visible at one place of a scenario, and the space of names that it belongs to.
 * Immutable to its users; grows by {@link #with}.
 *
 * <p>The scopes of consecutive statements share one table of variables, of which each sees those
 * that were defined up to its place, so a look-up takes as long as blocks are nested deep.
 */
final class Scope {
  static final Scope EMPTY = new Scope(null, null, 0, Space.TOP, true);

  private final Scope outer;
  private final Map<String, Variable> table;
  private final int size;
  private final Space space;
  private final boolean border;

  private Scope(
      Scope outer, Map<String, Variable> table, int size, Space space, boolean border) {
    this.outer = outer;
    this.table = table;
    this.size = size;
    this.space = space;
    this.border = border;
  }

  private record Variable(String name, int place, Value value, Span defined) {}

  /** This and one more variable, whose name is free in the same block. */
  Scope with(String variable, Value bound, Span where) {
    boolean extendable = table != null && table.size() == size && !table.containsKey(variable);
    Scope last = extendable ? this : block();
    last.table.put(variable, new Variable(variable, last.size, bound, where));
    return new Scope(last.outer, last.table, last.size + 1, space, last.border);
  }

  /** For a block within this scope: what is defined in there does not show out here. */
  Scope block() {
    return new Scope(this, new HashMap<>(), 0, space, false);
  }

  /**
   * For the body of a topology: sees these variables, but may define others of the same names.
   *
   * @param inner where the names inside belong
   */
  Scope body(Space inner) {
    return new Scope(this, new HashMap<>(), 0, inner, true);
  }

  Space space() {
    return space;
  }

  /** The value of a variable, or null if there is none of that name. */
  Value lookup(String variable) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Variable found = scope.own(variable);
      if (found != null) {
        return found.value;
      }
    }
    return null;
  }

  /** Where a variable was defined that keeps its name from being defined again, or null. */
  Span definition(String variable) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Variable found = scope.own(variable);
      if (found != null) {
        return found.defined;
      }
      if (scope.border) {
        return null;
      }
    }
    return null;
  }

  /** All names, those of outer blocks first, in the order of definition. */
  List<String> names() {
    List<String> names = outer == null ? new ArrayList<>() : outer.names();
    if (table != null) {
      table.values().stream()
          .filter(variable -> variable.place < size)
          .sorted((a, b) -> Integer.compare(a.place, b.place))
          .forEach(variable -> names.add(variable.name));
    }
    return names;
  }

  private Variable own(String variable) {
    Variable found = table == null ? null : table.get(variable);
    return found != null && found.place < size ? found : null;
  }
}
