package io.lockstep.grammar.internal;

import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Template;
import java.util.List;
import java.util.Optional;

/** Builds what runs programs. */
final class ProgramBuilder {
  private static final String ON = "on";

  private final Problems problems;
  private final ExpressionBuilder expressions;
  private final SettingBuilder settings;
  private final TextBuilder texts;

  ProgramBuilder(Problems problems, ExpressionBuilder expressions, SettingBuilder settings) {
    this.problems = problems;
    this.expressions = expressions;
    this.settings = settings;
    this.texts = new TextBuilder(problems);
  }

  Statement program(LockstepParser.ProgramContext context) {
    Optional<Reference> name = Optional.empty();
    if (context.ASSIGN() != null) {
      name = Optional.of(expressions.definition(context.definition()));
      expressions.expectWord(context.word(), ON);
    } else if (!context.definition().getText().equals(ON)) {
      reportOn(context);
    }
    Template command = texts.quoted(context.STRING().getSymbol());
    if (command.constant().filter(String::isBlank).isPresent()) {
      problems.error(
          "expected", command.span(), "expected a command line in quotes, found an empty text");
    }
    return new Statement.Exec(
        name,
        context.DAEMON() != null,
        expressions.reference(context.reference()),
        command,
        settings.settings(context.block()),
        problems.span(context));
  }

  private void reportOn(LockstepParser.ProgramContext context) {
    String written = context.definition().getText();
    problems.error(
        "unknown-word",
        problems.span(context.definition()),
        "expected 'on', found '"
            + Shown.text(written)
            + "'"
            + NearWords.didYouMean(written, List.of(ON)));
  }
}
