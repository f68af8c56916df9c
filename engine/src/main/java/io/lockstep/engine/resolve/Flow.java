package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.Transport;
import io.lockstep.grammar.ast.Statement;

/**
 * What is known of a flow before it is told whether it is a stream.
 *
 * @param name as displayed
 * @param port 0 if the transport has none
 * @param stopNs -1 if none is given
 */
record Flow(
    Statement.Flow statement,
    Transport transport,
    FlowProperties properties,
    Peers peers,
    String name,
    int port,
    long startNs,
    long stopNs,
    Source source) {
  /** With its article, for messages. */
  String described() {
    return described(statement);
  }

  static String described(Statement.Flow statement) {
    return "a " + statement.protocol().word() + " flow";
  }

  /** Whether it is told when to end. */
  boolean isTimed() {
    return stopNs >= 0 || properties.isLimited();
  }
}
