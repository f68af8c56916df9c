package io.lockstep.engine.resolve;

import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;

/** The variables visible at one place of a scenario. Immutable; grows by {@link #with}. */
final class Scope {
  static final Scope EMPTY = new Scope(null, "", new Value.Unknown(), null);

  private final Scope outer;
  private final String name;
  private final Value value;
  private final Span defined;

  private Scope(Scope outer, String name, Value value, Span defined) {
    this.outer = outer;
    this.name = name;
    this.value = value;
    this.defined = defined;
  }

  Scope with(String variable, Value bound, Span where) {
    return new Scope(this, variable, bound, where);
  }

  /** The value of a variable, or null if there is none of that name. */
  Value lookup(String variable) {
    Scope scope = find(variable);
    return scope == null ? null : scope.value;
  }

  /** Where a variable was defined, or null. */
  Span definition(String variable) {
    Scope scope = find(variable);
    return scope == null ? null : scope.defined;
  }

  /** All names, in the order of definition. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Scope scope = this; scope.outer != null; scope = scope.outer) {
      names.add(0, scope.name);
    }
    return names;
  }

  private Scope find(String variable) {
    for (Scope scope = this; scope.outer != null; scope = scope.outer) {
      if (scope.name.equals(variable)) {
        return scope;
      }
    }
    return null;
  }
}
