package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Booleans, lists, ranges, functions, and addresses with values put in. */
class ValuesTest {
  /** What an expression reads like once it is computed. */
  private static String value(String expression) {
    return Scenario.one("let x = " + expression + "\nscenario \"${x}\"\nnode n").title();
  }

  /** The first message, without its place. */
  private static String wrong(String expression) {
    return Scenario.messages("let x = " + expression + "\nnode n")
        .get(0)
        .replaceFirst("^1:", "")
        .replaceFirst(": error:", ":");
  }

  @Test
  void truth() {
    assertThat(value("true")).isEqualTo("true");
    assertThat(value("not true or 2 > 1 and 1s == 1000ms")).isEqualTo("true");
    assertThat(value("1 <= 0 or 0 >= 1s")).isEqualTo("false");
    assertThat(value("cubic == \"cubic\"")).isEqualTo("true");
    assertThat(value("[1, 2] == [1..2]")).isEqualTo("true");
    assertThat(value("10.0.0.1 != 10.0.0.2 and 10.0.0.0/8 == 10.0.0.0/8")).isEqualTo("true");
    assertThat(value("02:00:00:00:00:01 == 02:00:00:00:00:01")).isEqualTo("true");
    assertThat(value("if(false, 1/0, 5ms)")).isEqualTo("5ms");
    assertThat(value("if(1 < 2, cubic, bbr)")).isEqualTo("cubic");
  }

  @Test
  void wrongTruth() {
    assertThat(wrong("1 and true"))
        .isEqualTo("9: expected a condition such as 'n > 2', found a plain number (1)");
    assertThat(wrong("not 5ms"))
        .isEqualTo("13: expected a condition such as 'n > 2', found a time (5ms)");
    assertThat(wrong("1s < 5"))
        .isEqualTo(
            "9: cannot compare a time (1s) with a plain number (5); did you mean '5ms'?");
    assertThat(wrong("\"a\" < \"b\""))
        .isEqualTo("9: cannot compare a text (a) with a text (b) by <, expected == or !=");
    assertThat(wrong("true == 1s"))
        .isEqualTo("9: cannot compare a truth value (true) with a time (1s)");
    assertThat(wrong("foo == bar")).isEqualTo("9: unknown variable 'foo'");
    assertThat(Scenario.messages("let rate = 3\nlet x = rte > 2\nnode n"))
        .containsExactly("2:9: error: unknown variable 'rte'; did you mean 'rate'?");
  }


  @Test
  void functions() {
    assertThat(value("min(3ms, 2ms, 4ms)")).isEqualTo("2ms");
    assertThat(value("max([1, 7, 3], 5)")).isEqualTo("7");
    assertThat(value("abs(3ms - 5ms)")).isEqualTo("2ms");
    assertThat(value("[floor(-1.5), ceil(-1.5), round(2.5), round(-0.6)]"))
        .isEqualTo("[-2, -1, 2, -1]");
    assertThat(value("[mod(-1, 5), mod(7ms, 2ms), div(7, 2), div(-7, 2)]"))
        .isEqualTo("[4, 1ms, 3, -4]");
    assertThat(value("[pow(2, 10), pow(2, -1), pow(0, 0)]")).isEqualTo("[1024, 0.5, 1]");
    assertThat(value("len([1..5, 9])")).isEqualTo("6");
    assertThat(value("hex(255)")).isEqualTo("ff");
    assertThat(value("address(10.0.0.0/24, 5)")).isEqualTo("10.0.0.5");
    assertThat(value("host(10.0.0.7/24, 255)")).isEqualTo("10.0.0.255/24");
    assertThat(value("host(2001:db8::/64, 1)")).isEqualTo("2001:db8::1/64");
    assertThat(value("subnet(10.0.0.0/8, 24, 258)")).isEqualTo("10.1.2.0/24");
    assertThat(value("host(subnet(2001:db8::/32, 48, 10), 3)")).isEqualTo("2001:db8:a::3/48");
  }

  @Test
  void wrongCalls() {
    assertThat(wrong("mn(1, 2)"))
        .isEqualTo(
            "9: unknown function 'mn', expected one of min, max, abs, floor, ceil, round, mod,"
                + " div, pow, len, hex, if, address, host, subnet; did you mean 'min'?");
    assertThat(wrong("mod(1)")).isEqualTo("9: expected mod(a, b), found 1 argument");
    assertThat(wrong("min()")).isEqualTo("9: expected min(a, b, …), found no arguments");
    assertThat(wrong("min(1, 2s)"))
        .isEqualTo("9: cannot compare a plain number (1) with a time (2s)");
    assertThat(wrong("max(1, \"a\")")).isEqualTo("16: expected a number, found a text (a)");
    assertThat(wrong("floor(2.5ms)"))
        .isEqualTo(
            "15: expected a plain number, found a time (2500us); divide it by a unit first, as in"
                + " floor(x / 1ms)");
    assertThat(wrong("mod(5, 0)")).isEqualTo("9: division by zero in 'mod(5, 0)'");
    assertThat(wrong("div(5s, 2)"))
        .isEqualTo(
            "9: cannot divide a time (5s) by a plain number (2) without changing the unit");
    assertThat(wrong("pow(10, 500)"))
        .isEqualTo(
            "9: this is too large, expected at most 9223372036854775807 in 'pow(10, 500)'");
    assertThat(wrong("pow(2, 0.5)"))
        .isEqualTo("16: expected an exponent, a whole number, found a plain number (0.5)");
    assertThat(wrong("len(5)")).isEqualTo("13: expected a list, found a plain number (5)");
    assertThat(wrong("hex(-1)"))
        .isEqualTo(
            "13: expected a number, a whole number of at least 0, found a plain number (-1)");
    assertThat(wrong("if(1, 2, 3)"))
        .isEqualTo("12: expected a condition such as 'n > 2', found a plain number (1)");
    assertThat(wrong("host(10.0.0.0/24, 256)"))
        .isEqualTo(
            "27: 10.0.0.0/24 has 256 addresses, expected a number below that, found 256");
    assertThat(wrong("subnet(10.0.0.0/24, 16, 0)"))
        .isEqualTo("29: expected a prefix length within 24..32, found 16");
    assertThat(wrong("subnet(10.0.0.0/24, 26, 4)"))
        .isEqualTo(
            "33: 10.0.0.0/24 has 4 subnets of length 26, expected a number below that, found 4");
    assertThat(wrong("address(10.0.0.1, 1)"))
        .isEqualTo("17: expected a prefix such as 10.0.1.1/24, found an address (10.0.0.1)");
  }

  @Test
  void elementsOfLists() {
    assertThat(value("len([])")).isEqualTo("0");
    assertThat(
            Scenario.one(
                    """
                    let xs = [10ms, 20ms, [1, 2]]
                    let i = 2
                    scenario "${xs[1]} ${xs[i+1]} ${len(xs)} ${xs[2..3]} ${xs[*]}"
                    node n
                    """)
                .title())
        .isEqualTo("10ms 1 4 [20ms, 1] [10ms, 20ms, 1, 2]");
    assertThat(Scenario.messages("let xs = [1, 2]\nlet y = xs[3]\nlet z = 1\nlet w = z[1]\nnode n"))
        .containsExactly(
            "2:12: error: expected an index within 1..2, found 3",
            "4:9: error: expected a list in front of the brackets, found a plain number (1)");
  }

  @Test
  void ranges() {
    assertThat(value("[1..4]")).isEqualTo("[1, 2, 3, 4]");
    assertThat(value("[0..100 step 30]")).isEqualTo("[0, 30, 60, 90]");
    assertThat(value("[1ms..2ms step 500us]")).isEqualTo("[1ms, 1500us, 2ms]");
    assertThat(value("[5..4]")).isEqualTo("[]");
    assertThat(wrong("[1ms..3ms]"))
        .isEqualTo(
            "10: a range of numbers with units needs a step, such as '0ms..100ms step 10ms',"
                + " found a time (1ms)");
    assertThat(wrong("[1..9 step 0]")).isEqualTo("20: expected a step above 0, found 0");
    assertThat(wrong("[1..9 step 1s]"))
        .isEqualTo("20: expected a plain number as at the start of the range, found a time (1s)");
    assertThat(wrong("[1..2s step 1]"))
        .isEqualTo("13: expected a plain number as at the start of the range, found a time (2s)");
    assertThat(wrong("[1..3000000]"))
        .isEqualTo("10: these are 3,000,000, expected at most 1,000,000");
    assertThat(wrong("[1.5..3]"))
        .isEqualTo("10: expected a bound of a range, a whole number, found a plain number (1.5)");
  }

  @Test
  void patterns() {
    assertThat(
            Scenario.one(
                    """
                    let i = 10
                    let a = 10.0.${i}.1
                    let b = 10.${i + 1}.0.0/${i+6}
                    let c = 2001:db8:${hex(i)}::1/64
                    let d = 02:00:00:00:00:${i}
                    scenario "${a} ${b} ${c} ${d} ${host(b, i)}"
                    node n
                    """)
                .title())
        .isEqualTo("10.0.10.1 10.11.0.0/16 2001:db8:a::1/64 02:00:00:00:00:10 10.11.0.10/16");
    assertThat(Scenario.messages("let i = 300\nlet x = 10.0.${i}.1/24\nnode n"))
        .containsExactly("2:9: error: '10.0.300.1/24' is not an address (i = 300)");
    assertThat(Scenario.messages("let i = 33\nlet x = 10.0.0.1/${i}\nnode n"))
        .containsExactly("2:9: error: '10.0.0.1/33' is not an address (i = 33)");
  }

  @Test
  void expressionsInTexts() {
    assertThat(
            Scenario.one(
                    """
                    let i = 3
                    scenario "${i+1} ${2 * i}ms ${if(i > 2, big, small)}"
                    node n { sysctl net.ipv4.tcp_rmem = ${i} ${i*2} ${pow(i, 2)} }
                    """)
                .title())
        .isEqualTo("4 6ms big");
  }
}
