package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.Source;
import io.lockstep.grammar.ast.Span;
import java.util.List;

/** A link while its properties are being collected. */
final class LinkState implements Wire {
  static final int DEFAULT_MTU = 1500;

  final int index;
  final String name;
  final Source source;
  final Span span;
  final DirectionState forward = new DirectionState();
  final DirectionState backward = new DirectionState();
  NetdevState a;
  NetdevState b;
  Span mtuSpan;
  int mtu = DEFAULT_MTU;

  LinkState(int index, String name, Source source, Span span) {
    this.index = index;
    this.name = name;
    this.source = source;
    this.span = span;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String word() {
    return "link";
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public List<NetdevState> ports() {
    return ImmutableList.of(a, b);
  }

  @Override
  public int mtu() {
    return mtu;
  }

  @Override
  public Span mtuSpan() {
    return mtuSpan;
  }

  LinkSpec spec() {
    return new LinkSpec(
        index, name, a.end(), b.end(), forward.spec(), backward.spec(), source);
  }
}
