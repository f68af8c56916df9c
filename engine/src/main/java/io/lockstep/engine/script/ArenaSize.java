package io.lockstep.engine.script;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScriptCall;
import io.lockstep.engine.model.ScriptExpression;
import io.lockstep.engine.model.ScriptStep;
import io.lockstep.engine.model.ScriptValue;

/** How much user memory the calls of a program take. */
public final class ArenaSize {
  /** Room for the data of one call of the usual sort. */
  private static final int LEAST = 1 << 20;

  private static final long MOST_DATA = 64 << 20;

  private ArenaSize() {}

  /** In bytes: with room for the largest number that a call is given, if that is a length. */
  public static int of(ActivitySpec.Script script) {
    long most = 0;
    for (ScriptStep step : script.steps()) {
      if (step instanceof ScriptStep.Calling calling) {
        for (ScriptCall call : calling.calls()) {
          for (ScriptExpression argument : call.arguments().values()) {
            most = Math.max(most, number(argument));
          }
        }
      }
    }
    return LEAST + (int) Math.min(most, MOST_DATA);
  }

  private static long number(ScriptExpression argument) {
    return argument instanceof ScriptExpression.Constant constant
            && constant.value() instanceof ScriptValue.Number number
            && number.symbol().isEmpty()
        ? number.value()
        : 0;
  }
}
