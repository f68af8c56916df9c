package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/** What a program computes from results of system calls; the calls themselves come before. */
public sealed interface ScriptExpression {
  /** Known before the run. */
  record Constant(ScriptValue value) implements ScriptExpression {}

  /** A variable that has been set before. */
  record Variable(String name) implements ScriptExpression {}

  /** The result of a call of the same step, counted from 0. */
  record Result(int call) implements ScriptExpression {}

  /** {@code info.snd_cwnd}. */
  record Member(ScriptExpression target, String name) implements ScriptExpression {}

  /** {@code list[i]}, counted from 1. */
  record Element(ScriptExpression target, ScriptExpression index) implements ScriptExpression {}

  /** {@code not x}, {@code -x}. */
  record Unary(String operator, ScriptExpression operand) implements ScriptExpression {}

  /** {@code a == b}, {@code a | b}, {@code a and b}. */
  record Binary(String operator, ScriptExpression left, ScriptExpression right)
      implements ScriptExpression {}

  /** {@code host:port}. */
  record Socket(ScriptExpression host, ScriptExpression port) implements ScriptExpression {}

  /** {@code [a, b]}. */
  record Sequence(ImmutableList<ScriptExpression> items) implements ScriptExpression {}

  /** {@code linger(1, 5)}: a structure or data made of values. */
  record Make(
      String function,
      ImmutableList<ScriptExpression> arguments,
      ImmutableMap<String, ScriptExpression> named)
      implements ScriptExpression {}
}
