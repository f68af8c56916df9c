package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.AddressText;
import io.lockstep.grammar.ast.Template;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads addresses, prefixes and MACs with values put in: {@code 10.0.${i}.1/24}. */
final class Patterns {
  private static final Pattern MAC = Pattern.compile("([0-9A-Fa-f]{1,2}:){5}[0-9A-Fa-f]{1,2}");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

  private Patterns() {}

  static Value value(Template template, Evaluator evaluator, Scope scope) {
    Map<String, String> values = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Text literal) {
        text.append(literal.value());
      } else if (part instanceof Template.Value interpolated) {
        String value = evaluator.evaluate(interpolated.expression(), scope).text();
        values.put(Sources.oneLine(interpolated.expression()), value);
        text.append(value);
      }
    }
    String written = text.toString();
    Value value = read(written);
    if (value == null) {
      String used =
          values.entrySet().stream()
              .map(entry -> entry.getKey() + " = " + entry.getValue())
              .collect(Collectors.joining(", ", " (", ")"));
      throw Mistake.at(
          template.span(), "bad-address", "'" + written + "' is not an address" + used);
    }
    return value;
  }

  /** An address of any kind, or null. */
  private static Value read(String text) {
    if (MAC.matcher(text).matches()) {
      long bits = 0;
      for (String part : text.split(":")) {
        bits = bits << 8 | Integer.parseInt(part, 16);
      }
      return new Value.Mac(bits);
    }
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    InetAddress address = AddressText.parse(host).orElse(null);
    if (address == null) {
      return null;
    }
    if (slash < 0) {
      return new Value.Address(address);
    }
    String length = text.substring(slash + 1);
    boolean fits =
        LENGTH.matcher(length).matches()
            && Integer.parseInt(length) <= address.getAddress().length * 8;
    return fits ? new Value.Network(new Prefix(address, Integer.parseInt(length))) : null;
  }
}
