package io.lockstep.engine.resolve;

import io.lockstep.grammar.ast.Span;
import java.util.List;

/** What carries frames between nodes: a link or a LAN. */
sealed interface Wire permits LinkState, LanState {
  String name();

  /** {@code link} or {@code lan}. */
  String word();

  Span span();

  /** The netdevs at its ends, in the order written. */
  List<NetdevState> ports();

  /** Bytes; of the ends that have none of their own. */
  int mtu();

  /** Where that was said, or null. */
  Span mtuSpan();
}
