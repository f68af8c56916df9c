package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.Source;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;

/** A link while its properties are being collected. */
final class LinkState {
  static final int DEFAULT_MTU = 1500;

  final int index;
  final String name;
  final Source source;
  final Span span;
  final End a = new End();
  final End b = new End();
  final DirectionState forward = new DirectionState();
  final DirectionState backward = new DirectionState();
  int mtu = DEFAULT_MTU;
  Span mtuSpan;

  LinkState(int index, String name, Source source, Span span) {
    this.index = index;
    this.name = name;
    this.source = source;
    this.span = span;
  }

  /** One end of a link. */
  static final class End {
    int node;
    int device;
    String netdev;
    long mac;
    Span span;
    final List<Prefix> addresses = new ArrayList<>();
    final List<Span> addressSpans = new ArrayList<>();

    private LinkEnd spec(int mtu) {
      return new LinkEnd(node, device, netdev, mac, mtu, 0, ImmutableList.copyOf(addresses));
    }
  }

  LinkSpec spec() {
    return new LinkSpec(
        index, name, a.spec(mtu), b.spec(mtu), forward.spec(), backward.spec(), source);
  }
}
