package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.Law;
import io.lockstep.engine.model.Pace;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Unit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns distributions, rates and traces into what a flow draws from. */
final class LawResolver {
  private static final ImmutableList<String> LAWS =
      ImmutableList.of("uniform", "exponential", "pareto");
  private static final ImmutableList<String> PACES = ImmutableList.of("poisson", "on_off");
  private static final int MOST_LINES = 1_000_000;

  private final Evaluator evaluator;

  LawResolver(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** Whether an expression is a call of one of these functions, or nearly. */
  private static Optional<Expression.Call> call(Expression value, ImmutableList<String> names) {
    if (!(value instanceof Expression.Call call) || call.target().isPresent()) {
      return Optional.empty();
    }
    String name = call.function().text();
    if (names.contains(name)) {
      return Optional.of(call);
    }
    if (!Functions.NAMES.contains(name)) {
      throw Functions.unknown(call, names);
    }
    return Optional.empty();
  }

  /**
   * A value, or {@code uniform(A, B)}, {@code exponential(MEAN)}, {@code pareto(SHAPE, LEAST,
   * MOST)}.
   */
  Law law(Expression value, Scope scope, Dimension dimension, String example) {
    Optional<Expression.Call> call = call(value, LAWS);
    if (call.isEmpty()) {
      return Law.constant(amount(value, scope, dimension, example));
    }
    List<Expression> arguments = call.get().arguments();
    switch (call.get().function().text()) {
      case "uniform" -> {
        require(call.get(), 2, 2, "uniform(least, most)");
        double least = amount(arguments.get(0), scope, dimension, example);
        double most = amount(arguments.get(1), scope, dimension, example);
        ordered(arguments.get(1), least, most);
        return new Law(Law.Kind.UNIFORM, least, most, 0);
      }
      case "exponential" -> {
        require(call.get(), 1, 1, "exponential(mean)");
        double mean = amount(arguments.get(0), scope, dimension, example);
        return new Law(Law.Kind.EXPONENTIAL, mean, 0, 0);
      }
      default -> {
        require(call.get(), 3, 3, "pareto(shape, least, most)");
        Quantity shape = evaluator.quantity(arguments.get(0), scope);
        if (shape.dimension() != Dimension.NUMBER || shape.amount().signum() <= 0) {
          throw Mistake.at(
              arguments.get(0).span(),
              "out-of-range",
              "expected a shape above 0 such as 1.2, found " + shape.text());
        }
        double least = amount(arguments.get(1), scope, dimension, example);
        double most = amount(arguments.get(2), scope, dimension, example);
        ordered(arguments.get(2), least, most);
        return new Law(Law.Kind.PARETO, shape.amount().doubleValue(), least, most);
      }
    }
  }

  private static void require(Expression.Call call, int least, int most, String form) {
    int count = call.arguments().size();
    if (count < least || count > most) {
      throw Mistake.at(
          call.span(),
          "wrong-arguments",
          "expected " + form + ", found " + count + (count == 1 ? " argument" : " arguments"));
    }
  }

  private static void ordered(Expression most, double least, double greatest) {
    if (greatest < least) {
      throw Mistake.at(
          most.span(), "out-of-range", "expected at least the value before it");
    }
  }

  private double amount(Expression value, Scope scope, Dimension dimension, String example) {
    Quantity quantity = evaluator.quantity(value, scope, dimension, example);
    if (quantity.amount().signum() < 0) {
      throw Mistake.at(
          value.span(), "out-of-range", "expected nothing below 0, found " + quantity.text());
    }
    return quantity.amount().doubleValue();
  }

  /** {@code RATE}, {@code poisson(RATE)}, {@code on_off(RATE, ON, OFF)}. */
  Pace pace(Expression value, Scope scope) {
    Optional<Expression.Call> call = call(value, PACES);
    if (call.isEmpty()) {
      return Pace.constant(rate(value, scope));
    }
    List<Expression> arguments = call.get().arguments();
    if (call.get().function().text().equals("poisson")) {
      require(call.get(), 1, 1, "poisson(rate)");
      return Pace.poisson(rate(arguments.get(0), scope));
    }
    require(call.get(), 3, 3, "on_off(rate, on, off)");
    Law on = law(arguments.get(1), scope, Dimension.TIME, "200ms");
    if (on.isZero()) {
      throw Mistake.at(
          arguments.get(1).span(), "out-of-range", "expected a time above 0s, found 0s");
    }
    return Pace.onOff(
        rate(arguments.get(0), scope),
        on,
        law(arguments.get(2), scope, Dimension.TIME, "200ms"));
  }

  private long rate(Expression value, Scope scope) {
    Quantity quantity = evaluator.quantity(value, scope, Dimension.RATE, "64kbit");
    long rate = Quantities.toLong(quantity);
    if (rate < 1) {
      throw Mistake.at(
          value.span(),
          "out-of-range",
          "expected a rate of at least 1bit, found " + quantity.text());
    }
    return rate;
  }

  /** A list of times and sizes by turns, or a file with a time and a size on each line. */
  Pace trace(Expression value, Scope scope) {
    ImmutableLongArray.Builder times = ImmutableLongArray.builder();
    ImmutableLongArray.Builder sizes = ImmutableLongArray.builder();
    Value given = evaluator.evaluate(value, scope);
    if (given instanceof Value.Text text) {
      file(value, text.text(), times, sizes);
    } else if (given instanceof Value.Sequence list) {
      if (list.items().isEmpty() || list.items().size() % 2 != 0) {
        throw Mistake.at(
            value.span(),
            "wrong-arguments",
            "expected times and sizes by turns, such as [0ms, 1KB, 10ms, 1KB]");
      }
      for (int i = 0; i < list.items().size(); i += 2) {
        times.add(entry(value, list.items().get(i), Dimension.TIME));
        sizes.add(entry(value, list.items().get(i + 1), Dimension.SIZE));
      }
    } else {
      throw Mistake.at(
          value.span(),
          "wrong-unit",
          "expected a list such as [0ms, 1KB, 10ms, 1KB] or the name of a file, found "
              + Evaluator.found(given));
    }
    Pace pace = Pace.trace(times.build(), sizes.build());
    for (int i = 0; i < pace.times().length(); i++) {
      if (i > 0 && pace.times().get(i) < pace.times().get(i - 1)) {
        throw Mistake.at(
            value.span(), "out-of-range", "the times of a trace must not decrease");
      }
      if (pace.sizes().get(i) < 1 || pace.sizes().get(i) > Integer.MAX_VALUE) {
        throw Mistake.at(
            value.span(), "out-of-range", "the sizes of a trace must be within 1B..2GB");
      }
    }
    return pace;
  }

  private static long entry(Expression at, Value value, Dimension dimension) {
    if (value instanceof Quantity quantity
        && (quantity.dimension() == dimension
            || quantity.dimension() == Dimension.NUMBER && quantity.amount().signum() == 0)
        && quantity.amount().signum() >= 0) {
      return Quantities.toLong(quantity);
    }
    throw Mistake.at(
        at.span(),
        "wrong-unit",
        "expected " + dimension.description() + " in the trace, found " + Evaluator.found(value));
  }

  private void file(
      Expression value,
      String name,
      ImmutableLongArray.Builder times,
      ImmutableLongArray.Builder sizes) {
    List<String> lines = new ArrayList<>();
    try {
      Path path = Path.of(value.span().file()).resolveSibling(name);
      lines.addAll(Files.readAllLines(path, StandardCharsets.UTF_8));
    } catch (IOException | InvalidPathException e) {
      throw Mistake.at(
          value.span(),
          "no-file",
          "cannot read '" + name + "', expected a file of text beside the scenario");
    }
    if (lines.size() > MOST_LINES) {
      throw Mistake.at(
          value.span(), "too-many", "the trace has more than " + MOST_LINES + " lines");
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] words = line.split("[ \t,;]+");
      long time = words.length == 2 ? number(words[0], Dimension.TIME) : -1;
      long size = words.length == 2 ? number(words[1], Dimension.SIZE) : -1;
      if (time < 0 || size < 0) {
        throw Mistake.at(
            value.span(),
            "bad-trace",
            "line " + (i + 1) + " of '" + name + "' is '" + line
                + "', expected a time and a size such as '10ms 1500B' or '0.01 1500'");
      }
      times.add(time);
      sizes.add(size);
    }
  }

  /** A quantity of a file; a plain number counts seconds or bytes; -1 if it is none. */
  private static long number(String text, Dimension dimension) {
    int end = 0;
    while (end < text.length()
        && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    try {
      BigDecimal amount = new BigDecimal(text.substring(0, end));
      String unit = text.substring(end);
      if (unit.isEmpty()) {
        unit = dimension == Dimension.TIME ? "s" : "B";
      }
      for (Unit known : Unit.values()) {
        if (known.symbol().equals(unit) && known.dimension() == dimension) {
          return Quantities.toLong(Quantities.literal(amount, known));
        }
      }
      return -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
