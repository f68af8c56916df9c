package io.lockstep.grammar.generate;

import static io.lockstep.grammar.generate.Dice.NOWHERE;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.AddressText;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Endpoint;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Target;
import io.lockstep.grammar.ast.Template;
import io.lockstep.grammar.ast.UnaryOperator;
import io.lockstep.grammar.ast.Unit;
import java.math.BigDecimal;
import java.util.Optional;

/** Makes expressions, names and texts. */
final class RandomExpressions {
  private static final ImmutableList<String> WORDS =
      ImmutableList.of(
          "a", "b", "n", "x1", "h", "core", "bulk", "_tmp", "Rtt", "cubic", "true", "node", "link",
          "rate", "every", "scenario", "tcp", "if", "up");
  private static final ImmutableList<String> PIECES =
      ImmutableList.of(
          "a", "B c", " ", "\"", "\\", "\n", "\t", "\r", "$", "{", "}", "#", "# ", ": ", ":", "'",
          "- ", ",", "[", "\u00e9", "\ud83d\ude00", "\u0001", "\u0085", "\u2028", "null", "on", "~",
          "0x1F", "%", "&a", "*", "!", "|", "?", "@", "`", ";", "=", "\u00a0");

  private final Dice dice;

  RandomExpressions(Dice dice) {
    this.dice = dice;
  }

  Name name() {
    return new Name(dice.of(WORDS), NOWHERE);
  }

  Expression any() {
    return any(3);
  }

  Expression any(int depth) {
    return depth > 0 && dice.oneIn(2) ? compound(depth - 1) : leaf();
  }

  private Expression leaf() {
    return dice.call(
        this::quantity,
        this::quantity,
        this::word,
        this::word,
        () -> new Expression.Text(text(), NOWHERE),
        this::address,
        this::prefix,
        this::mac,
        this::pattern);
  }

  private Expression compound(int depth) {
    return dice.<Expression>call(
        () -> binary(depth),
        () -> binary(depth),
        () ->
            new Expression.Unary(dice.of(UnaryOperator.values()), any(depth), NOWHERE),
        () -> new Expression.Member(postfix(depth), name(), NOWHERE),
        () -> new Expression.Element(postfix(depth), index(depth), NOWHERE),
        () ->
            new Expression.Call(
                dice.maybe(() -> postfix(depth)),
                name(),
                dice.some(0, 3, () -> any(depth)),
                NOWHERE),
        () -> new Expression.ListLiteral(dice.some(0, 3, () -> item(depth)), NOWHERE));
  }

  private Expression binary(int depth) {
    return new Expression.Binary(operator(), any(depth), any(depth), NOWHERE);
  }

  /** One that may stand anywhere. */
  private BinaryOperator operator() {
    BinaryOperator operator;
    do {
      operator = dice.of(BinaryOperator.values());
    } while (operator.isTextTest() || isOfBits(operator));
    return operator;
  }

  private static boolean isOfBits(BinaryOperator operator) {
    return operator == BinaryOperator.BIT_OR || operator == BinaryOperator.BIT_AND;
  }

  Expression time() {
    return new Expression.Quantity(new BigDecimal(dice.below(100)), Unit.MS, NOWHERE);
  }

  /** What a line of a program may hold. */
  Expression systemCall() {
    Expression socket =
        new Expression.SocketAddress(dice.oneIn(2) ? word() : address(), number(), NOWHERE);
    Expression flags =
        new Expression.Binary(
            dice.of(BinaryOperator.BIT_OR, BinaryOperator.BIT_AND), word(), number(), NOWHERE);
    Name name = name();
    Expression call =
        new Expression.Call(
            Optional.empty(),
            name.text().equals("if") ? new Name("recv", NOWHERE) : name, // "if (" begins a block
            ImmutableList.of(
                word(), socket, flags, new Expression.Field(name(), any(1), NOWHERE)),
            NOWHERE);
    return dice.oneIn(2)
        ? call
        : new Expression.Binary(BinaryOperator.EQUAL, call, any(2), NOWHERE);
  }

  /** What a dot or an index may follow. */
  private Expression postfix(int depth) {
    return depth > 0 && dice.oneIn(3) ? any(depth) : word();
  }

  /** Where a range may stand. */
  Expression item(int depth) {
    return dice.oneIn(4)
        ? new Expression.Range(any(depth), any(depth), dice.maybe(() -> any(depth)), NOWHERE)
        : any(depth);
  }

  /** A condition of an expectation. */
  Expression condition() {
    Expression plain = any(3);
    if (dice.oneIn(4)) {
      BinaryOperator operator = dice.of(BinaryOperator.CONTAINS, BinaryOperator.MATCHES);
      Expression test = new Expression.Binary(operator, any(1), any(1), NOWHERE);
      return dice.oneIn(2) ? test : new Expression.Unary(UnaryOperator.NOT, test, NOWHERE);
    }
    if (dice.oneIn(3)) {
      Expression seen =
          new Expression.PacketSeen(
              dice.oneIn(2), Optional.empty(), reference(), dice.maybe(this::reference),
              dice.maybe(() -> any(2)), NOWHERE);
      return dice.oneIn(2)
          ? seen
          : new Expression.Binary(
              dice.of(BinaryOperator.AND, BinaryOperator.OR), plain, seen, NOWHERE);
    }
    return plain;
  }

  Expression.Quantity quantity() {
    Unit unit = dice.of(Unit.values());
    String digits = dice.of("0", "1", "5", "10", "64", "1500", "0.5", "2.50", "123456789012345");
    return new Expression.Quantity(new BigDecimal(digits), unit, NOWHERE);
  }

  Expression.Quantity number() {
    int base = dice.below(10) == 0 ? 16 : 10;
    return new Expression.Quantity(new BigDecimal(dice.below(100)), Unit.NONE, base, NOWHERE);
  }

  Expression.Word word() {
    return new Expression.Word(dice.of(WORDS), NOWHERE);
  }

  Expression.Address address() {
    String text = dice.of("10.0.1.1", "0.0.0.0", "2001:db8::1", "::", "::ffff:10.0.0.1", "FE80::1");
    return new Expression.Address(text, AddressText.parse(text).orElseThrow(), NOWHERE);
  }

  Expression.Prefix prefix() {
    Expression.Address address = address();
    int length = dice.below(33);
    return new Expression.Prefix(
        address.text() + "/" + length, address.address(), length, NOWHERE);
  }

  Expression.Mac mac() {
    long bits = 0x020000000000L + dice.below(1 << 20);
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(String.format("%s%02x", shift == 40 ? "" : ":", bits >> shift & 0xff));
    }
    return new Expression.Mac(text.toString(), bits, NOWHERE);
  }

  /** With interpolations, and in any of the three shapes. */
  Expression.Pattern pattern() {
    return dice.call(this::prefixPattern, this::macPattern, () -> pattern("10.0.", ".1"));
  }

  Expression.Pattern prefixPattern() {
    return dice.call(
        () -> pattern("10.0.", ".1/24"),
        () -> pattern("2001:db8:", "::1/64"),
        () -> pattern("10.0.0.0/", ""),
        () -> pattern("10.1", ".0.0/16"));
  }

  Expression.Pattern macPattern() {
    return pattern("02:00:00:00:00:", "");
  }

  private Expression.Pattern pattern(String before, String after) {
    ImmutableList.Builder<Template.Part> parts = ImmutableList.builder();
    parts.add(new Template.Text(before, NOWHERE), value());
    if (!after.isEmpty()) {
      parts.add(new Template.Text(after, NOWHERE));
    }
    return new Expression.Pattern(new Template(parts.build(), NOWHERE), NOWHERE);
  }

  /** Of an interpolation, which holds no texts. */
  private Template.Value value() {
    Expression.Binary sum =
        new Expression.Binary(operator(), word(), quantity(), NOWHERE);
    Expression call =
        new Expression.Call(Optional.empty(), name(), ImmutableList.of(sum, word()), NOWHERE);
    return new Template.Value(dice.of(word(), sum, call), NOWHERE);
  }

  /** Any text. */
  Template text() {
    return template(PIECES);
  }

  /** A text without interpolations. */
  Template constant() {
    String text = dice.of("a.scn", "lib/x y.scn", "it's #1: \"q\".scn", "\\n");
    return new Template(ImmutableList.of(new Template.Text(text, NOWHERE)), NOWHERE);
  }

  /** A text without blanks and signs, and not empty. */
  /** A text that is not blank. */
  Template nonBlank() {
    Template text = text();
    return text.constant().filter(String::isBlank).isPresent() ? raw("ip", "x", "a") : text;
  }

  Template raw(String... pieces) {
    Template template = template(ImmutableList.copyOf(pieces));
    return template.parts().isEmpty()
        ? new Template(ImmutableList.of(new Template.Text("eth0", NOWHERE)), NOWHERE)
        : template;
  }

  private Template template(ImmutableList<String> pieces) {
    ImmutableList.Builder<Template.Part> parts = ImmutableList.builder();
    int count = dice.below(4);
    boolean text = dice.oneIn(2);
    for (int i = 0; i < count; i++) {
      if (text || dice.oneIn(2)) {
        parts.add(
            text
                ? new Template.Text(
                    String.join("", dice.some(1, 4, () -> dice.of(pieces))), NOWHERE)
                : value());
        text = !text;
      } else {
        parts.add(value());
      }
    }
    return new Template(parts.build(), NOWHERE);
  }

  /** A name with indices. */
  Reference definition() {
    return new Reference(name().text(), dice.some(0, 2, () -> index(2)), NOWHERE);
  }

  Reference reference() {
    Reference first = definition();
    return dice.oneIn(3)
        ? new Reference(Optional.of(first), name().text(), dice.some(0, 1, () -> index(1)), NOWHERE)
        : first;
  }

  /** The netdev of a node. */
  Reference netdev() {
    return new Reference(
        Optional.of(reference()),
        dice.of("eth0", "eth0.100", "br-lan", "a b", "q\"\\"),
        ImmutableList.of(),
        NOWHERE);
  }

  private Index index(int depth) {
    return dice.<Index>call(
        () -> new Index.At(any(depth), NOWHERE),
        () -> new Index.Range(any(depth), any(depth), NOWHERE),
        () -> new Index.All(NOWHERE));
  }

  /** What may stand directly behind a name. */
  Expression operand() {
    return dice.<Expression>call(
        this::word,
        this::address,
        this::prefix,
        this::prefixPattern,
        () -> new Expression.Member(word(), name(), NOWHERE),
        () -> new Expression.Element(word(), index(1), NOWHERE),
        () ->
            new Expression.Call(
                Optional.empty(), name(), dice.some(0, 2, () -> any(1)), NOWHERE));
  }

  private Expression port() {
    Expression sum = new Expression.Binary(BinaryOperator.PLUS, word(), number(), NOWHERE);
    return dice.of(number(), word(), sum);
  }

  Endpoint endpoint(boolean target) {
    Target at =
        dice.<Target>call(
            this::reference, this::reference, this::address, () -> pattern("10.0.", ".1"));
    boolean brackets = at instanceof Expression.Address address && address.text().contains(":");
    Optional<Expression> port =
        brackets && !target ? Optional.empty() : dice.maybe(this::port);
    return new Endpoint(at, port, NOWHERE);
  }
}
