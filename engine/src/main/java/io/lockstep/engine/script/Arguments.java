package io.lockstep.engine.script;

import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ScriptValue;
import java.util.Map;
import java.util.stream.Collectors;

/** The values that a call is made with. */
final class Arguments {
  private final Signature signature;
  private final ImmutableMap<String, ScriptValue> values;

  Arguments(Signature signature, Map<String, ScriptValue> values) {
    this.signature = signature;
    this.values = ImmutableMap.copyOf(values);
    values.forEach(
        (name, value) -> {
          Parameter parameter = signature.find(name).orElseThrow();
          if (!parameter.type().takes(value)) {
            throw new ScriptException(
                "expected " + parameter.type().noun() + " for '" + name + "' of "
                    + signature.usage() + ", found " + Shown.found(value));
          }
        });
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  ScriptValue get(String name) {
    ScriptValue value = values.get(name);
    if (value == null) {
      throw new ScriptException(signature.usage() + " needs '" + name + "'");
    }
    return value;
  }

  long number(String name, long otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  long number(String name) {
    return Evaluation.number(get(name), "'" + name + "'");
  }

  /** A count of bytes. */
  int count(String name, int otherwise) {
    long count = number(name, otherwise);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new ScriptException("expected a number of bytes for '" + name + "', found " + count);
    }
    return (int) count;
  }

  /** {@code connect(3, 10.0.0.1:80)}. */
  String shown() {
    return signature.name()
        + signature.parameters().stream()
            .filter(parameter -> values.containsKey(parameter.name()))
            .map(parameter -> Shown.value(values.get(parameter.name())))
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
