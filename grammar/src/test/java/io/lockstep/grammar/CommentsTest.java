package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommentsTest {
  /** Nothing in it is changed by the formatter. */
  private static final String CANONICAL =
      """
      # SPDX-License-Identifier: none
      # verdict: met

      # What it is about.
      scenario "comments"

      let rtt = 40ms  # round trip
      let n = 4       # how many
      # before the nodes
      node a, b  # both

      node r {  # the router
        # forwarding
        sysctl net.ipv4.ip_forward = 1  # on

        sysctl net.ipv4.tcp_ecn = 1
        # at the end
      }  # r
      node empty {
        # to be done
      }

      link w = a -- r { rate 1mbit }  # narrow
      link v = r -- b {
        delay 1ms
        toward b { loss 1% }  # lossy
        toward r {
          loss 2%
          # more
        }  # there
      }

      for i in 1..n {
        node h[i]
        # a link each
        link h[i] -- r
      }
      at 5s { down w }
      at 6s {
        up w
      }

      # the end
      """;

  /** Neither is anything here. */
  private static final String SYSCTLS =
      """
      node a {
        # all
        sysctl {  # some
          # forwarding
          net.ipv4.ip_forward = 1  # on

          net.ipv4.tcp_ecn = "1;2"
          sysctl.x = ${n}
          # at the end
        }  # there
        sysctl net.ipv4.tcp_sack = 0

        sysctl { a.b = 1; c.d = 2 }
        sysctl { e.f = 1 }
        sysctl { g.h = 1 }  # last
      }
      profile p { sysctl { a.b = 1; c.d = 2 } }
      set a { interface eth0 { sysctl { a.b = 1; c.d = 2 }; mtu 1400B } }
      """;

  @Test
  void stayInBlocksOfSysctls() {
    assertThat(ParserAssert.format(SYSCTLS)).isEqualTo(SYSCTLS);
    assertThat(ParserAssert.format("node a{sysctl{a=1\n # c\n}\nsysctl{}\nsysctl b=2}"))
        .isEqualTo("node a {\n  sysctl {\n    a = 1\n    # c\n  }\n  sysctl b = 2\n}\n");
  }

  @Test
  void stayWhereTheyAre() {
    assertThat(ParserAssert.format(CANONICAL)).isEqualTo(CANONICAL);
  }

  @Test
  void yamlKeepsThem() {
    String yaml = Scenarios.toYaml(ParserAssert.parse(CANONICAL));
    ParseResult again = Scenarios.parse("x.scn.yaml", yaml);
    assertThat(again.diagnostics()).as(ParserAssert.render(again) + yaml).isEmpty();
    assertThat(Scenarios.format(again.ast().orElseThrow())).as(yaml).isEqualTo(CANONICAL);
    assertThat(Scenarios.toYaml(again.ast().orElseThrow())).isEqualTo(yaml);
  }

  @Test
  void oddOnesMoveBeforeTheStatement() {
    assertThat(
            ParserAssert.format(
                """
                node a

                param x = 1,  # one
                  # and
                  2
                link a -- # to
                  b # wire
                """))
        .isEqualTo(
            """
            node a

            # one
            # and
            param x = 1, 2
            # to
            link a -- b  # wire
            """);
  }

  @Test
  void blankLinesAreKeptButNotMultiplied() {
    assertThat(
            ParserAssert.format(
                "\n\n node a\n\n\n\n# b\n\n\n# c\nnode b {\n\n memory 1MB\n\n\n kernel x\n\n}\n\n"))
        .isEqualTo(
            "node a\n\n# b\n\n# c\nnode b {\n  memory 1MB\n\n  kernel x\n}\n");
  }

  @Test
  void longBlocksAreSpread() {
    String value = "x".repeat(80);
    assertThat(ParserAssert.format("node a { memory 1MB; sysctl k = " + value + " } # c"))
        .isEqualTo("node a {\n  memory 1MB\n  sysctl k = " + value + "\n}  # c\n");
  }
}
