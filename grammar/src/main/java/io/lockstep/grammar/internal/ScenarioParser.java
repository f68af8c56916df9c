package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.ast.Comment;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Turns text into a tree. */
public final class ScenarioParser {
  private ScenarioParser() {}

  /** Parses a text known to be valid Unicode and of bearable size. */
  public static ParseResult parse(SourceText source) {
    Problems problems = new Problems(source);
    ImmutableList<Statement> statements;
    ImmutableList.Builder<Comment> comments = ImmutableList.builder();
    try {
      statements = parseStatements(source, problems, comments);
    } catch (LexerLimits.LimitException e) {
      problems.error("too-complex", problems.span(e.token()), e.getMessage());
      statements = ImmutableList.of();
    } catch (StackOverflowError e) {
      problems.error("too-complex", new Span(source, 0, 0), "the file is nested too deeply");
      statements = ImmutableList.of();
    }
    ImmutableList<Diagnostic> diagnostics = problems.diagnostics();
    if (statements.isEmpty() && diagnostics.isEmpty()) {
      String what = source.text().isBlank() ? "the file is empty" : "the file has no statements";
      problems.error("empty-file", new Span(source, 0, 0), what + "; expected a scenario");
      diagnostics = problems.diagnostics();
    }
    Span all = new Span(source, 0, source.text().length());
    ScenarioFile file = new ScenarioFile(statements, comments.build(), all);
    return new ParseResult(Optional.of(file), diagnostics);
  }

  private static ImmutableList<Statement> parseStatements(
      SourceText source, Problems problems, ImmutableList.Builder<Comment> comments) {
    LockstepLexer lexer = new LockstepLexer(CharStreams.fromString(source.text(), source.name()));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    for (Token token : tokens.getTokens()) {
      if (token.getType() == LockstepLexer.COMMENT) {
        comments.add(comment(problems.span(token)));
      }
    }
    LockstepParser parser = new LockstepParser(tokens);
    parser.removeErrorListeners();
    LockstepParser.ScenarioFileContext tree;
    try {
      parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
      parser.setErrorHandler(new SyntaxErrors(null));
      tree = parser.scenarioFile();
    } catch (ParseCancellationException e) {
      tokens.seek(0);
      parser.reset();
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      parser.setErrorHandler(new SyntaxErrors(problems));
      tree = parser.scenarioFile();
    }
    return new StatementBuilder(problems).file(tree);
  }

  private static Comment comment(Span span) {
    String text = span.text().stripTrailing();
    return new Comment(
        text, new Span(span.source(), span.start(), span.start() + text.length()));
  }
}
