package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
  /** In the canonical layout already. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "scenario \"a \\\"b\\\" ${x} \\${x} \\\\ \\n\"",
        "param k = cubic, 5, 5ms, \"linux-6.1\", 10.0.0.1",
        "let x = (1 + 2) * 3 - 4 / -2 - (5 - 6)",
        "let x = -(-5)",
        "let x = 0.50%",
        "let x = 02:00:00:00:00:01",
        "let x = 10.0.${i}.1/24",
        "let x = [a, [1..3], 0..9 step 3, f(x)[1]]",
        "param n = 1..4, 8",
        "let x = ::ffff:10.0.0.1",
        "let x = 2001:db8::/32",
        "kernel net-next = linux-6.12-rc1+dirty",
        "kernel k = ${name}",
        "node a, h[1..n], g[1..3][2] : p, q { kernel ${k}; memory 64MB }",
        "node at, up, link, node, kernel, every, rate, tcp, via, in, by",
        "node a { sysctl net.ipv4.tcp_rmem = 4096 131072 6291456 }",
        "node a { sysctl net.ipv4.conf.${dev}.rp-filter = \"a;b\" }",
        "node a { sysctl kernel.core_pattern = \"\" }",
        "node a { sysctl x.y = ${a}b${c} }",
        "node a { file \"/proc/${x}\" = \"a\\nb\" }",
        "link a.eth0 10.0.0.1/24 2001:db8::1/64 -- r[i+1].eth1 { queue 64 packets }",
        "link l[i] = a -- b { queue 64KiB; mtu 9000B }",
        "route h[1] default via 10.0.1.1",
        "route h 10.0.0.0/8 via 2001:db8::1",
        "for x in a, b, 5ms { node c }",
        "for i in 1..n { }",
        "flow tcp a -> b:5001",
        "flow f[i] = udp h[i] -> 10.0.0.1:4000 { rate 64kbit }",
        "flow tcp a -> [2001:db8::1]:80",
        "ping a -> 2001:db8::1 { interval 10ms }",
        "at 5s { down a, b }",
        "capture off",
        "expect not a == b and (c or d) and not (e and f)",
        "expect a == (not b)",
        "expect bulk.completed by 40s",
        "expect server.counter(\"X\") <= 3 at 30s",
        "expect sum(p[*].received) == 3 * n",
        "expect max(p[1..3].rtt.max) < 5ms by 3s at 4s",
        "expect no packet on core where tcp.rst and not ip.src == 10.0.0.1 by 5s",
        "expect (packet on l where icmp) and (no packet on m)",
        "expect packet.lost == 0 and no.lost == 0 and by.at == at.by",
      })
  void canonicalTextIsKept(String text) {
    assertThat(ParserAssert.format(text)).isEqualTo(text + "\n");
  }

  @Test
  void statementsContinueWhereTheyCannotEnd() {
    assertThat(
            ParserAssert.format(
                """
                param x = 1,
                  2,  # two
                  3
                link w = a --
                    b { delay 5ms }
                """))
        .isEqualTo("# two\nparam x = 1, 2, 3\nlink w = a -- b { delay 5ms }\n");
    assertThat(ParserAssert.format("expect sum(\n p.x\n) ==\n 3; expect a and\n b ; ; node c;"))
        .isEqualTo("expect sum(p.x) == 3\nexpect a and b\nnode c\n");
  }

  @Test
  void precedenceIsThatOfArithmetic() {
    Statement.Let let = (Statement.Let) ParserAssert.parse("let x = 1 + 2 * 3").statements().get(0);
    assertThat(((Expression.Binary) let.value()).right()).isInstanceOf(Expression.Binary.class);
  }

  @Test
  void sysctlValuesEndWithTheStatement() {
    Statement.Nodes nodes =
        (Statement.Nodes)
            ParserAssert.parse("node a { sysctl a.b = 1 2  # rest\n sysctl c = 3 ; memory 1MB }")
                .statements()
                .get(0);
    assertThat(nodes.settings()).hasSize(3);
    Setting.Sysctl first = (Setting.Sysctl) nodes.settings().get(0);
    assertThat(first.value().constant()).contains("1 2");
    assertThat(first.span().text()).isEqualTo("sysctl a.b = 1 2");
  }

  @Test
  void clausesOfEveryStandInAnyOrder() {
    assertThat(ParserAssert.format("every 1s 5 times from 2s { }\nevery n n times to 9s { }"))
        .isEqualTo("every 1s from 2s 5 times { }\nevery n to 9s n times { }\n");
  }

  @Test
  void hexadecimalNumbersStayThat() {
    assertThat(ParserAssert.format("let x = 0XfF + 0x10 + 010 + 16\nseed 0x1f"))
        .isEqualTo("let x = 0xff + 0x10 + 10 + 16\nseed 0x1f\n");
    assertThat(Scenarios.toYaml(ParserAssert.parse("rule r fwmark 0x10/0xff table 5")))
        .isEqualTo("- rule: r fwmark 0x10/0xff table 5\n");
  }

  @Test
  void unitsAreKept() {
    Statement.Let let = (Statement.Let) ParserAssert.parse("let x = 1.50KiB").statements().get(0);
    assertThat(((Expression.Quantity) let.value()).inBaseUnit()).isEqualByComparingTo("1536");
  }
}
