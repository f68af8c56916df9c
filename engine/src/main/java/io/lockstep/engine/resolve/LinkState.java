package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.Source;
import io.lockstep.grammar.ast.Span;
import java.util.List;

/** A link while its properties are being collected. */
final class LinkState extends Wire {
  final DirectionState forward = new DirectionState();
  final DirectionState backward = new DirectionState();
  NetdevState a;
  NetdevState b;

  LinkState(int index, String name, Source source, Span span) {
    super(index, name, source, span);
  }

  @Override
  String word() {
    return "link";
  }

  @Override
  List<NetdevState> ports() {
    return ImmutableList.of(a, b);
  }

  LinkSpec spec() {
    return new LinkSpec(
        index, name, a.end(), b.end(), forward.spec(), backward.spec(), source);
  }
}
