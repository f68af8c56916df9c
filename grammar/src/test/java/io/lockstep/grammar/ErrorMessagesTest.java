package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The exact words, in baseline files. */
class ErrorMessagesTest {
  @Test
  void statements(TestInfo test) {
    check(
        test,
        "nod a, b",
        "xyzzy 5",
        "Node a",
        "at 5s { every 1s { } }",
        "delay 5ms",
        "down core",
        "at 5s { expect x }",
        "ping a -> b { delay 5ms }",
        "flow tcp a -> b:80 { bandwidth 5mbit }",
        "node a { kernl linux-6.1 }",
        "node a { kernel x = linux-6.1 }",
        "kernel linux-6.1",
        "node a }",
        "node a\n{ memory 64MB }",
        "node a { } node b",
        "= 5",
        "5 nodes",
        "\"scenario\"",
        "seed 5 { }",
        "link a -- b { delay 1ms\nnode c\nexpect x.lost == 0\n",
        "at 5s { for i in 1..3 { set a { memory 1MB }");
  }

  @Test
  void expected(TestInfo test) {
    check(
        test,
        "scenario untitled",
        "seed",
        "seed ;",
        "param = 5",
        "param x 5",
        "let x =\nnode a",
        "let x = 5 +",
        "node",
        "node a,\nlink b -- c",
        "node a : 5",
        "node and",
        "node h[",
        "node h[1..]",
        "node h[1..4",
        "profile { }",
        "profile p",
        "kernel old =",
        "set { memory 1MB }",
        "link a - b",
        "link a -> b",
        "link x = a",
        "link a.5 -- b",
        "link a 10.0.0.1 -- b",
        "link a 10.0.0.1/24 = a -- b",
        "link a -- b { delay }",
        "link a -- b { rate ; delay 5ms }",
        "link a -- b { toward { loss 1% } }",
        "routes manual",
        "routes",
        "route a default 10.0.0.1",
        "route a via 10.0.0.1",
        "for i on 1..3 { }",
        "for i 1..3 { }",
        "for i in 1..3",
        "flow x = quic a -> b:80",
        "flow x a -> b:80",
        "flow x = tcp a -- b:80",
        "flow x = tcp a -> b:",
        "ping a, b",
        "ping a ->",
        "ping 5 = a -> b",
        "ping 02:00:00:00:00:01 -> b",
        "at { down x }",
        "at 5s down x",
        "at 5s { down }",
        "capture maybe",
        "capture",
        "node a { sysctl }",
        "node a { sysctl net.ipv4.ip_forward }",
        "node a { sysctl net.ipv4.ip_forward = }",
        "node a { sysctl net,ipv4 = 1 }",
        "node a { file /proc/x = \"1\" }",
        "node a { file \"/proc/x\" \"1\" }",
        "node a { file \"/proc/x\" = 1 }",
        "node a { memory }");
  }

  @Test
  void programs(TestInfo test) {
    check(
        test,
        "program p on a { 3 == x\n }",
        "program p on a { 1s + 1 == 2\n }",
        "program p on a { for i in 1..2 { start 1s }\n }",
        "program p on a { node c\n }",
        "program p on a { expect 1 == 1\n }",
        "program p on a { send 5MB\n }",
        "program p on a { recv(3, 5) fails\n }",
        "program p on a { recv(3, 5) fails 5\n }",
        "program p on a { recv(3, 5) fails EAGAIN fails EAGAIN\n }",
        "program p on a { recv(3, 5) takes\n }",
        "program p on a { recv(3, 5\n }",
        "program p on a { recv(3, 5) expects 5\n }",
        "program p on a { recv(3, = 5)\n }",
        "program p on a { recv(3, 5 = 6)\n }",
        "program p on a { let = 5\n }",
        "program p on a { let x\n }",
        "program p on a { at\n }",
        "program p on a { at 3s let\n }",
        "program p on a { after\n }",
        "program p on a { after x +\n }",
        "program p on a { socket(AF_INET,\n }",
        "program p on a { x = 5\n }",
        "program p on a { if x\n }",
        "program p on a { connect(s, b:)\n }",
        "program p on a { connect(s, [::1]:)\n }",
        "program p on a { recv(s, 5) == \n }",
        "program",
        "program p",
        "program p on",
        "program p on a",
        "program p in a { }",
        "program = on a { }",
        "program p on a { }\n}",
        "close(5)");
  }

  @Test
  void expressions(TestInfo test) {
    check(
        test,
        "expect",
        "expect x = 3",
        "expect x == ",
        "expect (x == 3",
        "expect x == 3)",
        "expect x < 3 < 5",
        "expect x == 3 && y == 4",
        "expect x == 3 || y == 4",
        "expect !x",
        "expect x == 3 adn y == 4",
        "expect x == 3 y",
        "expect x.",
        "expect p[*",
        "expect p[].lost == 0",
        "expect a.counter(",
        "expect a.counter(\"X\" \"Y\")",
        "expect x by",
        "expect x by 3s by 4s",
        "expect packet on",
        "expect packet in wire",
        "expect pakcet on wire",
        "expect on packet on wire",
        "expect packet on wire where",
        "expect packet on wire wher tcp.rst",
        "expect x == 2 ms",
        "let x = 2 ms",
        "let x = 2 foo",
        "let x = 5mz",
        "let x = 5Mbps",
        "let x = 5sec",
        "let x = 5Kb",
        "let x = 5quux",
        "link a -- b { queue 64 pakets }",
        "link a -- b { queue n packets }",
        "let x = 10.0.0",
        "let x = 10.0.0.256",
        "let x = 10.0.0.1/33",
        "let x = 2001:db8:::1",
        "let x = 1:2:3",
        "let x = ::1/129",
        "let x = ${y}",
        "let x = \"open",
        "let x = \"a\\qb\"",
        "let x = 'single'",
        "let x = 1234567890123456789012345678901",
        "let x = \u00e4",
        "let x = 5 \ud83d\ude00",
        "link a \u2014 b",
        "let x = \u0007");
  }

  @Test
  void otherHabits(TestInfo test) {
    check(
        test,
        "host a, b",
        "switch s",
        "neigh a 10.0.0.2 lladdr 02:00:00:00:00:02",
        "// a comment",
        "/* a comment */",
        "- node: a, b",
        "link a -- b delay 1ms }",
        "link a -- b { rate 5mbit, delay 1ms }",
        "link a -- b { que 5 packets }",
        "ping a -> b count 3",
        "set a { interface eth0 { qdisc netem delay 10ms } }",
        "at 5s\n{ down x }",
        "link a -- b { loss 1 % }",
        "expect no packets on wire",
        "expect no packet",
        "expect x => 3",
        "if x => 3 { }");
  }

  @Test
  void severalAtOnce(TestInfo test) {
    check(
        test,
        "nod a\nlink a -- b { dely 5ms; rate 5mz }\nexpct x\nping a -> b { count }\nnode c }\n",
        IntStream.range(0, 25).mapToObj(i -> "nod a" + i).collect(Collectors.joining("\n")));
  }

  @Test
  void limits() {
    assertThat(ParserAssert.errors("let x = " + "(".repeat(5000)))
        .contains("nested more than 100 levels deep");
    assertThat(ParserAssert.errors("for i in 1..2 { ".repeat(5000)))
        .contains("nested more than 100 levels deep");
    assertThat(ParserAssert.errors("let x = 1" + "+1".repeat(5000)))
        .contains("more than 500 operators");
    assertThat(ParserAssert.errors("let x = " + "not ".repeat(5000) + "y"))
        .contains("more than 500 operators");
    assertThat(ParserAssert.errors("let x = " + "- ".repeat(400) + "y")).isEmpty();
    assertThat(ParserAssert.errors("let x = \"${" + "(".repeat(200) + "}\""))
        .contains("test.scn:1:112: error: nested more than 100 levels deep");
    assertThat(ParserAssert.errors("let x = \"${1" + "+1".repeat(501) + "}\""))
        .contains("more than 500 operators");
  }

  @Test
  void tooMuch() {
    assertThat(ParserAssert.errors("nod" + "e".repeat(100_000)))
        .contains("a word of more than 1,000 characters")
        .hasSizeLessThan(1000);
    assertThat(ParserAssert.errors("let x = " + "1".repeat(1_000_000)))
        .contains("a word of more than 1,000 characters");
    assertThat(ParserAssert.errors("scenario \"" + "x".repeat(200_000) + "\""))
        .contains("a text of more than 100,000 characters");
    assertThat(ParserAssert.errors("# " + "x".repeat(200_000) + "\nnode a"))
        .contains("a comment of more than 100,000 characters");
    assertThat(ParserAssert.errors(";".repeat(2_000_000)))
        .contains("more than 1,000,000 words and signs in one file");
    assertThat(ParserAssert.errors("x".repeat(100 << 20)))
        .isEqualTo("test.scn:1:1: error: the file is larger than 4 MiB; expected a scenario");
  }

  private static void check(TestInfo test, String... texts) {
    String all =
        List.of(texts).stream()
            .map(text -> ">>> " + text.stripTrailing() + "\n" + ParserAssert.errors(text) + "\n")
            .collect(Collectors.joining("\n"));
    Golden.check(test, all);
    for (String text : texts) {
      assertThat(ParserAssert.errors(text)).as(text).isNotEmpty();
    }
  }
}
