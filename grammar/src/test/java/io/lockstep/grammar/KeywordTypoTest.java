package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistypes each keyword in every simple way; each must be understood. */
class KeywordTypoTest {
  /** Typos that give another word of the language. */
  private static final Set<String> WORDS_OF_THEIR_OWN = Set.of("bit", "route");

  /** The keyword, and a text in which a tilde stands for it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "scenario | ~ \"title\"",
        "seed | ~ 7",
        "param | ~ x = 1, 2",
        "let | ~ x = 40ms",
        "kernel | ~ old = linux-6.1",
        "kernel | node a { ~ linux-6.1 }",
        "profile | ~ p { memory 64MB }",
        "node | ~ a, b",
        "node | ~ h[1..4] : p { sysctl net.ipv4.ip_forward = 1 }",
        "memory | node a { ~ 64MB }",
        "sysctl | node a { ~ net.ipv4.tcp_rmem = 4096 131072 6291456 }",
        "file | node a { ~ \"/proc/x\" = \"1\" }",
        "set | ~ a, b { memory 1MB }",
        "set | at 1s { ~ wire { delay 1ms; toward b { loss 1% } } }",
        "link | ~ wire = a 10.0.0.1/24 -- b 10.0.0.2/24 { delay 1ms }",
        "rate | link a -- b { ~ 10mbit }",
        "delay | link a -- b { ~ 10ms }",
        "loss | link a -- b { ~ 1% }",
        "queue | link a -- b { ~ 100 packets }",
        "mtu | link a -- b { ~ 1500B }",
        "toward | link a -- b { ~ b { loss 1% } }",
        "loss | link a -- b { toward b { ~ 1% } }",
        "routes | ~ auto",
        "auto | routes ~",
        "route | ~ a default via 10.0.0.1",
        "via | route a default ~ 10.0.0.1",
        "for | ~ i in 1..3 { node a }",
        "in | for i ~ 1..3 { node a }",
        "flow | ~ x = tcp a -> b:80 { send 1MB }",
        "tcp | flow x = ~ a -> b:80",
        "udp | flow ~ a -> b:80",
        "send | flow x = tcp a -> b:80 { ~ 1MB }",
        "start | flow x = tcp a -> b:80 { ~ 1s }",
        "stop | flow x = tcp a -> b:80 { ~ 1s }",
        "size | flow x = udp a -> b:80 { ~ 100B }",
        "count | flow x = udp a -> b:80 { ~ 5 }",
        "ping | ~ x = a -> b { count 5 }",
        "every | ping a -> b { ~ 1s }",
        "interval | ping a -> b { ~ 1s }",
        "at | ~ 5s { down wire }",
        "down | at 5s { ~ wire }",
        "up | at 5s { ~ wire }",
        "capture | ~ off",
        "off | capture ~",
        "on | capture ~",
        "expect | ~ x.received == 3 by 3s",
        "by | expect x.completed ~ 3s",
        "by | expect x == 3 ~ 3s",
        "at | expect x.lost == 3 ~ 3s",
        "and | expect x == 3 ~ y == 3",
        "or | expect x == y ~ y == 3",
        "no | expect ~ packet on wire where tcp.rst",
        "packet | expect ~ on wire where tcp.rst",
        "packet | expect no ~ on wire where tcp.rst",
        "on | expect packet ~ wire where tcp.rst",
        "where | expect packet on wire ~ tcp.rst",
        "ns | let x = 5~",
        "ms | let x = 5~",
        "min | let x = 5~",
        "kbit | let x = 5~",
        "mbit | let x = 5~",
        "gbit | let x = 5~",
        "KiB | let x = 5~",
        "MiB | let x = 5~",
        "packets | link a -- b { queue 5 ~ }",
      })
  void typoIsUnderstood(String keyword, String text) {
    assertThat(ParserAssert.errors(text.replace("~", keyword))).isEmpty();
    for (String typo : typos(keyword)) {
      String errors = ParserAssert.errors(text.replace("~", typo));
      assertThat(errors).as(text.replace("~", typo)).contains("did you mean '").contains(typo);
      assertThat(errors.split(": error: ")).as(errors).hasSize(2);
      boolean hasTwins = keyword.equals("routes") || text.startsWith("let x = 5");
      if (keyword.length() > 3 && !hasTwins) {
        assertThat(errors).matches("(?s).*did you mean '[0-9]* ?" + keyword + "'\\?.*");
      }
    }
  }

  /** One letter dropped, doubled or swapped; the first one in upper case. */
  private static Set<String> typos(String word) {
    Set<String> typos = new LinkedHashSet<>();
    for (int i = 0; i < word.length(); i++) {
      if (word.length() > 3) {
        typos.add(word.substring(0, i) + word.substring(i + 1));
      }
      typos.add(word.substring(0, i + 1) + word.substring(i));
      if (i > 0 && word.length() > 2) {
        typos.add(
            word.substring(0, i - 1)
                + word.charAt(i)
                + word.charAt(i - 1)
                + word.substring(i + 1));
      }
    }
    typos.removeAll(WORDS_OF_THEIR_OWN);
    typos.remove(word);
    return typos;
  }
}
