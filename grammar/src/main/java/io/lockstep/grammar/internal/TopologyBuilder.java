package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Argument;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.TopologyParameter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Builds topologies and their uses. */
final class TopologyBuilder {
  private final Problems problems;
  private final ExpressionBuilder expressions;

  TopologyBuilder(Problems problems, ExpressionBuilder expressions) {
    this.problems = problems;
    this.expressions = expressions;
  }

  Statement topology(
      LockstepParser.TopologyContext context, ImmutableList<Statement> body) {
    ImmutableList.Builder<TopologyParameter> parameters = ImmutableList.builder();
    Set<String> names = new HashSet<>();
    for (LockstepParser.ParameterContext parameter : context.parameter()) {
      Name name = expressions.name(parameter.name());
      if (!names.add(name.text())) {
        problems.error(
            "duplicate",
            name.span(),
            "a second parameter called '" + Shown.text(name.text()) + "'");
      }
      parameters.add(
          new TopologyParameter(
              name, expressions.optional(parameter.expression()), problems.span(parameter)));
    }
    return new Statement.Topology(
        expressions.name(context.name()), parameters.build(), body, problems.span(context));
  }

  Statement use(LockstepParser.UseContext context) {
    Reference first = expressions.definition(context.definition());
    boolean named = context.ASSIGN() != null;
    if (!named && !first.indices().isEmpty()) {
      problems.error(
          "expected",
          first.span(),
          "expected the name of a topology, found '" + Shown.text(first.span().text()) + "'");
    }
    return new Statement.Use(
        named ? Optional.of(first) : Optional.empty(),
        named ? expressions.name(context.name()) : first.lastName(),
        arguments(context),
        problems.span(context));
  }

  private ImmutableList<Argument> arguments(LockstepParser.UseContext context) {
    ImmutableList.Builder<Argument> arguments = ImmutableList.builder();
    Set<String> names = new HashSet<>();
    for (LockstepParser.ArgumentContext written : context.argument()) {
      Expression first = expressions.expression(written.expression(0));
      Argument argument = new Argument(Optional.empty(), first, problems.span(written));
      if (written.ASSIGN() != null) {
        argument = named(written, first);
        if (!argument.name().map(name -> names.add(name.text())).orElse(true)) {
          problems.error(
              "duplicate",
              first.span(),
              "a second argument called '" + Shown.text(first.span().text()) + "'");
        }
      } else if (!names.isEmpty()) {
        problems.error(
            "expected",
            argument.span(),
            "an argument by position cannot follow one by name; write 'NAME = "
                + Shown.text(first.span().text())
                + "'");
      }
      arguments.add(argument);
    }
    return arguments.build();
  }

  private Argument named(LockstepParser.ArgumentContext written, Expression first) {
    Optional<Name> name = Optional.empty();
    if (first instanceof Expression.Word word) {
      name = Optional.of(new Name(word.name(), word.span()));
    } else {
      problems.error(
          "expected",
          first.span(),
          "expected a parameter's name before '=', found '"
              + Shown.text(first.span().text())
              + "'");
    }
    return new Argument(
        name, expressions.expression(written.expression(1)), problems.span(written));
  }
}
