package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.collect.Ordering;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Computes what stands in the brackets behind names. */
final class Indices {
  private static final Comparator<Names.Full> ORDER =
      Comparator.comparing(
          Names.Full::indices,
          (a, b) -> Ordering.<Integer>natural().lexicographical().compare(a, b));

  private final Evaluator evaluator;

  Indices(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** All combinations of the indices behind a name; a single empty one if it has none. */
  List<ImmutableList<Integer>> expand(Reference reference, Scope scope) {
    if (reference.indices().isEmpty()) {
      return ImmutableList.of(ImmutableList.of());
    }
    List<ImmutableList<Integer>> axes = new ArrayList<>();
    long count = 1;
    for (Index index : reference.indices()) {
      if (index instanceof Index.All) {
        throw Mistake.at(
            index.span(), "open-range", "expected an index or a range such as 1..8, found '*'");
      }
      axes.add(axis(index, scope));
      count *= axes.get(axes.size() - 1).size();
      requireSane(count, reference.span());
    }
    return Lists.cartesianProduct(axes).stream()
        .map(ImmutableList::copyOf)
        .collect(toImmutableList());
  }

  /** Those of a family that the indices of a reference match, in the order of their indices. */
  List<Names.Full> matching(Reference reference, Scope scope, List<Names.Entry> family) {
    List<ImmutableList<Integer>> axes = new ArrayList<>();
    for (Index index : reference.indices()) {
      axes.add(index instanceof Index.All ? null : axis(index, scope));
    }
    return family.stream()
        .map(Names.Entry::name)
        .filter(name -> matches(name.indices(), axes))
        .sorted(ORDER)
        .collect(toImmutableList());
  }

  private static boolean matches(List<Integer> indices, List<ImmutableList<Integer>> axes) {
    return indices.size() == axes.size()
        && IntStream.range(0, axes.size())
            .allMatch(i -> axes.get(i) == null || contains(axes.get(i), indices.get(i)));
  }

  /** An axis is a run of consecutive numbers. */
  private static boolean contains(List<Integer> axis, int index) {
    return !axis.isEmpty() && index >= axis.get(0) && index <= axis.get(axis.size() - 1);
  }

  private ImmutableList<Integer> axis(Index index, Scope scope) {
    if (index instanceof Index.Range range) {
      return range(range.from(), range.to(), index.span(), scope);
    }
    Index.At at = (Index.At) index;
    int value = evaluator.integer(at.value(), scope, "an index", 0, Integer.MAX_VALUE);
    return ImmutableList.of(value);
  }

  private ImmutableList<Integer> range(Expression from, Expression to, Span span, Scope scope) {
    int first = evaluator.integer(from, scope, "an index", 0, Integer.MAX_VALUE - 1);
    int last = evaluator.integer(to, scope, "an index", -1, Integer.MAX_VALUE - 1);
    requireSane((long) last - first + 1, span);
    return IntStream.rangeClosed(first, last).boxed().collect(toImmutableList());
  }

  private static void requireSane(long count, Span span) {
    if (count > Names.MOST) {
      throw Mistake.at(
          span,
          "too-many",
          String.format(Locale.ROOT, "these are %,d, expected at most %,d", count, Names.MOST));
    }
  }
}
