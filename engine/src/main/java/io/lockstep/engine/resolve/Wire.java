package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Source;
import io.lockstep.grammar.ast.Span;
import java.util.List;

/** What carries frames between nodes, while its properties are being collected. */
abstract sealed class Wire permits LinkState, LanState {
  static final int DEFAULT_MTU = 1500;

  final int index;
  final String name;
  final Source source;
  final Span span;

  /** Bytes; of the ends that have none of their own. */
  int mtu = DEFAULT_MTU;

  /** Where that was said, or null. */
  Span mtuSpan;

  Wire(int index, String name, Source source, Span span) {
    this.index = index;
    this.name = name;
    this.source = source;
    this.span = span;
  }

  /** {@code link} or {@code LAN}. */
  abstract String word();

  /** The netdevs at its ends, in the order written. */
  abstract List<NetdevState> ports();

  final String name() {
    return name;
  }

  final Span span() {
    return span;
  }

  final int mtu() {
    return mtu;
  }

  final Span mtuSpan() {
    return mtuSpan;
  }
}
