package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.Ordering;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The names of nodes, links, flows and pings; they share one name space. */
final class Names {
  /** More of one kind nobody can mean. */
  static final int MOST = 65_000;

  private final Evaluator evaluator;
  private final Problems problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final ListMultimap<String, Entry> families = ArrayListMultimap.create();

  Names(Evaluator evaluator, Problems problems) {
    this.evaluator = evaluator;
    this.problems = problems;
  }

  /** What a name can stand for. */
  enum Kind {
    NODE("node"),
    LINK("link"),
    FLOW("flow"),
    PING("ping");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * A name with numbers filled in.
   *
   * @param base {@code h} of {@code h[3]}
   */
  record Full(String base, ImmutableList<Integer> indices) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(base);
      indices.forEach(index -> text.append('[').append(index).append(']'));
      return text.toString();
    }
  }

  /**
   * Something that has been defined.
   *
   * @param index within its kind, or -1 if its definition was wrong
   */
  record Entry(Kind kind, Full name, int index, Span span) {}

  /** All names that a definition stands for. */
  List<Full> expand(Reference reference, Scope scope) {
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
        .map(indices -> new Full(reference.name(), ImmutableList.copyOf(indices)))
        .collect(toImmutableList());
  }

  /** The only name that a definition or reference stands for. */
  Full expandOne(Reference reference, Scope scope) {
    for (Index index : reference.indices()) {
      if (!(index instanceof Index.At)) {
        throw Mistake.at(
            index.span(),
            "not-one",
            "expected one index, found the range '" + Sources.oneLine(index) + "'");
      }
    }
    return expand(reference, scope).get(0);
  }

  void define(Kind kind, Full name, int index, Span span) {
    Entry entry = new Entry(kind, name, index, span);
    Entry earlier = entries.putIfAbsent(name.toString(), entry);
    if (earlier != null) {
      throw Mistake.at(
          span,
          "duplicate-name",
          "'" + name + "' is already the name of a " + earlier.kind.word(),
          "first defined at " + earlier.span.location());
    }
    families.put(name.base, entry);
  }

  /** What a plain word or an element names, or null. */
  Entry lookup(String name) {
    return entries.get(name);
  }

  /** Whether a name, with or without indices, is used for that kind. */
  boolean isKnown(String base) {
    return families.containsKey(base);
  }

  /** The one thing that a reference names. */
  Entry one(Reference reference, Scope scope, Kind... kinds) {
    Full name = expandOne(reference, scope);
    return require(name, reference, kinds);
  }

  /** Everything that a reference names, in the order of the indices. */
  List<Entry> all(Reference reference, Scope scope, Kind... kinds) {
    if (reference.indices().stream().noneMatch(Index.All.class::isInstance)) {
      return expand(reference, scope).stream()
          .map(name -> require(name, reference, kinds))
          .collect(toImmutableList());
    }
    List<Entry> found = new ArrayList<>();
    List<ImmutableList<Integer>> axes = new ArrayList<>();
    for (Index index : reference.indices()) {
      axes.add(index instanceof Index.All ? null : axis(index, scope));
    }
    for (Entry entry : families.get(reference.name())) {
      if (matches(entry.name.indices, axes)) {
        found.add(require(entry.name, reference, kinds));
      }
    }
    if (found.isEmpty()) {
      if (families.containsKey(reference.name())) {
        throw Mistake.at(
            reference.span(),
            "no-family",
            "'" + Sources.oneLine(reference) + "' names nothing");
      }
      throw unknown(reference.name(), reference, kinds);
    }
    Comparator<Iterable<Integer>> order = Ordering.<Integer>natural().lexicographical();
    found.sort((a, b) -> order.compare(a.name.indices, b.name.indices));
    return found;
  }

  private static boolean matches(List<Integer> indices, List<ImmutableList<Integer>> axes) {
    return indices.size() == axes.size()
        && IntStream.range(0, axes.size())
            .allMatch(i -> axes.get(i) == null || axes.get(i).contains(indices.get(i)));
  }

  private Entry require(Full name, Reference reference, Kind... kinds) {
    Entry entry = entries.get(name.toString());
    if (entry == null) {
      throw unknown(name.toString(), reference, kinds);
    }
    if (!Arrays.asList(kinds).contains(entry.kind)) {
      throw Mistake.at(
          reference.span(),
          "wrong-kind",
          "'" + name + "' is a " + entry.kind.word() + ", expected a " + words(kinds),
          "defined at " + entry.span.location());
    }
    if (entry.index < 0) {
      throw Mistake.silent();
    }
    return entry;
  }

  private Mistake unknown(String name, Reference reference, Kind... kinds) {
    String message = "unknown " + words(kinds) + " '" + name + "'";
    List<Entry> family = families.get(reference.name());
    int depth = reference.indices().size();
    if (depth > 0 && !family.isEmpty() && family.get(0).name.indices.size() == depth) {
      message +=
          "; there are " + family.get(0).name + " to " + family.get(family.size() - 1).name;
    } else if (!family.isEmpty()) {
      message += "; did you mean '" + family.get(0).name + "'?";
    } else {
      List<String> candidates =
          entries.values().stream()
              .filter(entry -> Arrays.asList(kinds).contains(entry.kind))
              .map(entry -> depth == 0 ? entry.name.toString() : entry.name.base)
              .distinct()
              .collect(toImmutableList());
      String sought = depth == 0 ? name : reference.name();
      message += Suggestions.didYouMean(sought, candidates);
    }
    return problems.unknownName(reference.span(), "unknown-" + kinds[0].word(), name, message);
  }

  static String words(Kind... kinds) {
    return Arrays.stream(kinds).map(Kind::word).distinct().collect(Collectors.joining(" or "));
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
    if (count > MOST) {
      throw Mistake.at(
          span,
          "too-many",
          String.format("these are %,d, expected at most %,d", count, MOST));
    }
  }
}
