package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.Severity;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Collects diagnostics: each place and each missing name once, errors before warnings. */
final class Problems {
  /** More than this nobody reads. */
  static final int LIMIT = 20;

  private final List<Diagnostic> errors = new ArrayList<>();
  private final List<Diagnostic> warnings = new ArrayList<>();
  private final Set<Object> seen = new HashSet<>();
  private Supplier<String> caseName = () -> "";
  private ToIntFunction<SourceText> order = source -> 0;

  /** Later errors that did not show in earlier cases carry this case's name. */
  void enterCase(Supplier<String> name, boolean first) {
    caseName = first ? () -> "" : name;
  }

  /** The order of files among each other. */
  void order(ToIntFunction<SourceText> rank) {
    order = rank;
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  boolean isFull() {
    return errors.size() >= LIMIT;
  }

  void report(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    if (!seen.add(List.of(span, diagnostic.severity()))) {
      return;
    }
    List<Diagnostic> list = diagnostic.severity() == Severity.ERROR ? errors : warnings;
    if (list.size() < LIMIT) {
      String name = caseName.get();
      list.add(name.isEmpty() ? diagnostic : withHint(diagnostic, "with " + name));
    }
  }

  void error(Span span, String code, String message, String... hints) {
    report(Diagnostic.error(code, span, message, hints));
  }

  void warning(Span span, String code, String message, String... hints) {
    report(Diagnostic.warning(code, span, message, hints));
  }

  /** A mistake about a name that, if it was reported before, is passed over in silence. */
  Mistake unknownName(Span span, String code, String name, String message, String... hints) {
    return unknownName(span, code, name, () -> message, hints);
  }

  /** Likewise with a message that takes time to make. */
  Mistake unknownName(
      Span span, String code, String name, Supplier<String> message, String... hints) {
    return !isFull() && seen.add(List.of(code, name))
        ? Mistake.at(span, code, message.get(), hints)
        : Mistake.silent();
  }

  /** Runs a part of the work; a mistake in it is reported and ends only this part. */
  boolean guard(Runnable work) {
    try {
      work.run();
      return true;
    } catch (Mistake mistake) {
      if (mistake.diagnostic() != null) {
        report(mistake.diagnostic());
      }
      return false;
    }
  }

  /** Likewise for a part with a result. */
  <T> Optional<T> attempt(Supplier<T> work) {
    List<T> result = new ArrayList<>(1);
    guard(() -> result.add(work.get()));
    return result.stream().findFirst();
  }

  /** At most {@link #LIMIT}, in the order of their places; warnings only if errors leave room. */
  ImmutableList<Diagnostic> diagnostics() {
    List<Diagnostic> all = new ArrayList<>(errors);
    warnings.stream().limit(LIMIT - errors.size()).forEach(all::add);
    all.sort(
        Comparator.comparingInt((Diagnostic d) -> order.applyAsInt(d.span().source()))
            .thenComparingInt(d -> d.span().start()));
    return ImmutableList.copyOf(all);
  }

  private static Diagnostic withHint(Diagnostic diagnostic, String hint) {
    return new Diagnostic(
        diagnostic.severity(),
        diagnostic.code(),
        diagnostic.span(),
        diagnostic.message(),
        ImmutableList.<String>builder().addAll(diagnostic.hints()).add(hint).build());
  }
}
