package io.lockstep.grammar.internal;

import io.lockstep.grammar.AddressText;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** Turns numbers and addresses into their values. */
final class LiteralBuilder {
  private static final int MAX_DIGITS = 30;
  private static final Pattern MAC = Pattern.compile("([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}");

  private final Problems problems;

  LiteralBuilder(Problems problems) {
    this.problems = problems;
  }

  Expression.Quantity number(Token token) {
    Span span = problems.span(token);
    String text = span.text();
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    BigDecimal value =
        hex && text.length() <= MAX_DIGITS
            ? new BigDecimal(new BigInteger(text.substring(2), 16))
            : value(text, span);
    return new Expression.Quantity(value, Unit.NONE, hex ? 16 : 10, span);
  }

  Expression.Quantity quantity(Token token) {
    Span span = problems.span(token);
    String text = span.text();
    int end = 0;
    while (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.') {
      end++;
    }
    BigDecimal value = value(text.substring(0, end), span);
    String written = text.substring(end).strip();
    Optional<Unit> unit = Unit.of(written);
    if (unit.isEmpty()) {
      Optional<String> near = Units.suggest(written);
      String number = Shown.text(text.substring(0, end));
      if (text.startsWith("0x") || text.startsWith("0X")) {
        problems.error(
            "bad-number", span, "'" + Shown.text(text) + "' is not a hexadecimal number");
        return new Expression.Quantity(BigDecimal.ZERO, Unit.NONE, span);
      }
      String message = "unknown unit '" + Shown.text(written) + "'";
      Span place = new Span(span.source(), span.start() + end, span.end());
      if (near.isPresent()) {
        String space = near.get().equals(Unit.PACKETS.symbol()) ? " " : "";
        problems.error(
            "unknown-unit",
            place,
            message + "; did you mean '" + number + space + near.get() + "'?");
      } else {
        problems.error(
            "unknown-unit", place, message, "units are " + Words.list(Words.UNITS, "and"));
      }
    }
    return new Expression.Quantity(value, unit.orElse(Unit.NONE), span);
  }

  private BigDecimal value(String digits, Span span) {
    if (digits.length() > MAX_DIGITS) {
      problems.error(
          "number-too-long", span, "this number has more than " + MAX_DIGITS + " digits");
      return BigDecimal.ZERO;
    }
    return new BigDecimal(digits);
  }

  /** An address of any kind; a {@link Expression.Word} if it is wrong. */
  Expression address(Token token) {
    Span span = problems.span(token);
    String text = span.text();
    if (MAC.matcher(text).matches()) {
      return new Expression.Mac(text, Long.parseLong(text.replace(":", ""), 16), span);
    }
    return parse(text, span)
        .<Expression>map(address -> new Expression.Address(text, address, span))
        .orElseGet(() -> new Expression.Word(text, span));
  }

  /** An address with its length; a {@link Expression.Word} if it is wrong. */
  Expression prefix(Token token) {
    Span span = problems.span(token);
    String text = span.text();
    int slash = text.indexOf('/');
    Optional<InetAddress> address = parse(text.substring(0, slash), span);
    if (address.isEmpty()) {
      return new Expression.Word(text, span);
    }
    String digits = text.substring(slash + 1);
    int max = address.get() instanceof Inet4Address ? 32 : 128;
    int length = digits.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (length > max) {
      problems.error(
          "bad-address",
          new Span(span.source(), span.start() + slash + 1, span.end()),
          "a prefix length of " + Shown.text(digits) + " is too large; expected 0 to " + max);
      length = max;
    }
    return new Expression.Prefix(text, address.get(), length, span);
  }

  private Optional<InetAddress> parse(String text, Span span) {
    Optional<InetAddress> address = AddressText.parse(text);
    if (address.isPresent()) {
      return address;
    }
    boolean v4 = text.indexOf(':') < 0;
    problems.error(
        "bad-address",
        span,
        "'" + Shown.text(text) + "' is not an address",
        v4
            ? "an IPv4 address has four numbers from 0 to 255, as in 192.0.2.1"
            : "IPv6 addresses look like 2001:db8::1, MAC addresses like 02:00:00:00:00:01");
    return Optional.empty();
  }
}
