package io.lockstep.engine.shrink;

import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Trees;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Ways to make a scenario simpler by writing something else in a place. */
final class Candidates {
  private static final int MOST_COPIES = 16;

  /** Another text for a stretch. */
  record Edit(int start, int end, String text) {
    String in(String whole) {
      return whole.substring(0, start) + text + whole.substring(end);
    }
  }

  private Candidates() {}

  /** Literals that can become smaller: times, sizes, counts, rates and the ends of ranges. */
  static List<Expression.Quantity> numbers(ScenarioFile file, Predicate<AstNode> untouchable) {
    List<Expression.Quantity> found = new ArrayList<>();
    file.statements().forEach(one -> numbers(one, untouchable, found));
    return found;
  }

  private static void numbers(
      AstNode node, Predicate<AstNode> untouchable, List<Expression.Quantity> found) {
    if (untouchable.test(node) || node instanceof Statement.Seed) {
      return;
    } else if (node instanceof Expression.Quantity quantity) {
      if (quantity.value().compareTo(BigDecimal.ONE) > 0) {
        found.add(quantity);
      }
      return;
    }
    Trees.children(node).forEach(child -> numbers(child, untouchable, found));
  }

  /** Smaller values, the smallest first. */
  static List<Edit> smaller(Expression.Quantity quantity, String text) {
    String written = text.substring(quantity.span().start(), quantity.span().end());
    int digits = 0;
    while (digits < written.length() && "0123456789.".indexOf(written.charAt(digits)) >= 0) {
      digits++;
    }
    if (digits == 0 || quantity.base() != 10) {
      return List.of();
    }
    Set<String> values = new LinkedHashSet<>();
    BigDecimal value = quantity.value();
    for (BigDecimal one :
        List.of(
            BigDecimal.ONE,
            BigDecimal.valueOf(2),
            value.divide(BigDecimal.TEN, 0, RoundingMode.DOWN),
            value.divide(BigDecimal.valueOf(2), 0, RoundingMode.DOWN))) {
      if (one.signum() > 0 && one.compareTo(value) < 0) {
        values.add(one.toPlainString());
      }
    }
    if (value.compareTo(BigDecimal.TEN) <= 0) {
      values.add(value.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE).toPlainString());
    }
    List<Edit> edits = new ArrayList<>();
    int start = quantity.span().start();
    for (String smaller : values) {
      edits.add(new Edit(start, start + digits, smaller));
    }
    return edits;
  }

  /** Conditions that become one of their branches, parameters that become a constant. */
  static List<Edit> simpler(ScenarioFile file, String text) {
    List<Edit> edits = new ArrayList<>();
    for (AstNode node : Trees.preOrder(file)) {
      if (node instanceof Statement.If choice) {
        choice.branches().forEach(branch -> body(edits, choice, branch.body(), text));
        choice.otherwise().ifPresent(body -> body(edits, choice, body, text));
      } else if (node instanceof Setting.If choice) {
        choice.branches().forEach(branch -> body(edits, choice, branch.body(), text));
        choice.otherwise().ifPresent(body -> body(edits, choice, body, text));
      }
    }
    return edits;
  }

  private static void body(
      List<Edit> edits, AstNode whole, List<? extends AstNode> body, String text) {
    String inside =
        body.isEmpty()
            ? ""
            : text.substring(
                body.get(0).span().start(), body.get(body.size() - 1).span().end());
    edits.add(new Edit(whole.span().start(), whole.span().end(), inside));
  }

  /** Loops written out. */
  static List<Edit> unrolled(ScenarioFile file, String text) {
    List<Edit> edits = new ArrayList<>();
    for (AstNode node : Trees.preOrder(file)) {
      if (node instanceof Statement.For loop) {
        unroll(edits, loop, loop.variable().text(), loop.values(), loop.body(), text);
      } else if (node instanceof Setting.For loop) {
        unroll(edits, loop, loop.variable().text(), loop.values(), loop.body(), text);
      }
    }
    return edits;
  }

  private static void unroll(
      List<Edit> edits,
      AstNode loop,
      String variable,
      List<Expression> values,
      List<? extends AstNode> body,
      String text) {
    List<String> all = new ArrayList<>();
    for (Expression value : values) {
      if (value instanceof Expression.Range range) {
        if (!(range.from() instanceof Expression.Quantity from)
            || !(range.to() instanceof Expression.Quantity to)
            || range.step().isPresent()
            || to.value().subtract(from.value()).compareTo(BigDecimal.valueOf(MOST_COPIES)) > 0) {
          return;
        }
        for (BigDecimal i = from.value(); i.compareTo(to.value()) <= 0; i = i.add(BigDecimal.ONE)) {
          all.add(i.toPlainString());
        }
      } else {
        all.add(text.substring(value.span().start(), value.span().end()));
      }
    }
    if (all.size() > MOST_COPIES || body.isEmpty()) {
      return;
    }
    StringBuilder copies = new StringBuilder();
    for (String value : all) {
      for (AstNode statement : body) {
        copies.append(copies.length() == 0 ? "" : "\n").append(copy(statement, variable, value, text));
      }
    }
    edits.add(new Edit(loop.span().start(), loop.span().end(), copies.toString()));
  }

  private static String copy(AstNode node, String variable, String value, String text) {
    List<Edit> places = new ArrayList<>();
    for (AstNode inside : Trees.preOrder(node)) {
      if (inside instanceof Expression.Word word && word.name().equals(variable)) {
        places.add(new Edit(word.span().start(), word.span().end(), value));
      }
    }
    places.sort((a, b) -> Integer.compare(b.start(), a.start()));
    int start = node.span().start();
    String copy = text.substring(start, node.span().end());
    for (Edit place : places) {
      copy = new Edit(place.start() - start, place.end() - start, place.text()).in(copy);
    }
    return copy;
  }
}
