package io.lockstep.engine.resolve;

import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import java.util.Optional;

/**
 * Goes ahead through a scenario and notes what it defines, so that loops and groups can stand above
 * the nodes they are about. Mistakes are passed over; they will be found again.
 */
final class Declarer extends Walk {
  private Declarer(
      Library library, Evaluator evaluator, Problems problems, Names names, Choices choices) {
    super(library, evaluator, problems, names, choices);
  }

  /** The names of everything that can be referred to. */
  static Names names(Library library, Choices choices) {
    Problems problems = new Problems();
    Evaluator evaluator = new Evaluator(problems);
    Names names = new Names(evaluator, problems, null);
    new Declarer(library, evaluator, problems, names, choices).run();
    return names;
  }

  @Override
  void visit(Statement statement, Scope scope, Place place) {
    if (statement instanceof Statement.Nodes nodes) {
      for (Reference reference : nodes.nodes()) {
        names
            .expand(reference, scope)
            .forEach(name -> names.define(Names.Kind.NODE, name, 0, reference.span()));
      }
    } else if (statement instanceof Statement.Link link) {
      define(Names.Kind.LINK, link.name(), scope);
    } else if (statement instanceof Statement.Lan lan) {
      define(Names.Kind.LAN, lan.name(), scope);
    } else if (statement instanceof Statement.Flow flow) {
      define(Names.Kind.FLOW, flow.name(), scope);
    } else if (statement instanceof Statement.Ping ping) {
      define(Names.Kind.PING, ping.name(), scope);
    } else if (statement instanceof Statement.Exec exec) {
      define(Names.Kind.PROGRAM, exec.name(), scope);
    } else if (statement instanceof Statement.Script script) {
      define(Names.Kind.SCRIPT, Optional.of(script.name()), scope);
    }
  }

  private void define(Names.Kind kind, Optional<Reference> name, Scope scope) {
    name.ifPresent(
        reference ->
            names.define(kind, names.expandOne(reference, scope), 0, reference.span()));
  }
}
