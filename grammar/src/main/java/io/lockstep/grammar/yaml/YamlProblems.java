package io.lockstep.grammar.yaml;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.internal.Diagnostics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with the form of a scenario in YAML. */
final class YamlProblems {
  private final YamlSource source;
  private final List<Diagnostic> found = new ArrayList<>();

  YamlProblems(YamlSource source) {
    this.source = source;
  }

  void error(String code, Node node, String message, String... hints) {
    error(code, source.span(node), message, hints);
  }

  void error(String code, int start, int end, String message, String... hints) {
    error(code, new Span(source.text(), start, Math.max(start, end)), message, hints);
  }

  private void error(String code, Span span, String message, String... hints) {
    found.add(Diagnostic.error(code, span, message, hints));
  }

  /** Together with those of the derived text, in the order of their places in the YAML. */
  ImmutableList<Diagnostic> with(List<Diagnostic> derived) {
    List<Diagnostic> all = new ArrayList<>(found);
    all.addAll(derived);
    all.sort(Comparator.comparingInt(d -> d.span().source().originOf(d.span().start())));
    return Diagnostics.limited(all);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }
}
