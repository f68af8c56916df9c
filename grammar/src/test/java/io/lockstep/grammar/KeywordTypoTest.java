package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistypes each keyword in every simple way; each must be understood. */
class KeywordTypoTest {
  /** Typos that give another word of the language, or are as near to another one. */
  private static final Set<String> WORDS_OF_THEIR_OWN = Set.of("bit", "fro", "route");

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
        "implicit | ~ leaks off",
        "leaks | implicit ~ off",
        "sample | ~ x.cwnd",
        "always | expect ~ x.received == 3",
        "eventually | expect ~ x.received == 3",
        "within | expect x.received == 3 ~ 1s..2s",
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
        "constraint | ~ n < 3",
        "include | ~ \"x.scn\"",
        "group | ~ g = a, b",
        "topology | ~ t(n) { node a }",
        "use | ~ d = t(4)",
        "step | param n = 1..9 ~ 2",
        "step | for i in 1..9 ~ 2 { }",
        "if | ~ n < 3 { }",
        "else | if n < 3 { } ~ { }",
        "interface | node a { ~ eth0 { mtu 1400B } }",
        "device | node a { ~ br0 = bridge { stp off } }",
        "bridge | node a { device br0 = ~ { stp off } }",
        "address | node a { interface eth0 { ~ 10.0.0.1/24 } }",
        "master | node a { interface eth0 { ~ br0 } }",
        "offload | node a { interface eth0 { ~ none } }",
        "state | node a { interface eth0 { ~ down } }",
        "qdisc | node a { interface eth0 { ~ fq { limit 5 packets } } }",
        "fq_codel | node a { interface eth0 { qdisc ~ { limit 5 packets } } }",
        "quantum | node a { interface eth0 { qdisc fq { ~ 1500B } } }",
        "class | node a { interface eth0 { qdisc htb { ~ 1 { rate 5mbit } } } }",
        "ceil | node a { interface eth0 { qdisc htb { class 1 { rate 5mbit; ~ 6mbit } } } }",
        "match | node a { interface eth0 { qdisc htb { class 1 { ~ { dport 80 } } } } }",
        "dport | node a { interface eth0 { qdisc htb { class 1 { match { ~ 80 } } } } }",
        "802.3ad | node a { device b = bond { mode ~ } }",
        "jitter | link a -- b { ~ 1ms }",
        "duplicate | link a -- b { ~ 1% }",
        "reorder | link a -- b { ~ 1% }",
        "corrupt | link a -- b { ~ 1% }",
        "lan | ~ office = a, b { rate 1gbit }",
        "toward | lan a, b { ~ b { loss 1% } }",
        "dev | route a default ~ eth0",
        "metric | route a default via 10.0.0.1 ~ 5",
        "blackhole | route a ~ 10.0.0.0/8",
        "unreachable | route a ~ default",
        "rule | ~ a from 10.0.0.0/8 table 5",
        "from | rule a ~ 10.0.0.0/8 table 5",
        "fwmark | rule a ~ 5 table 5",
        "priority | rule a ~ 5 table 5",
        "table | rule a from 10.0.0.0/8 ~ 5",
        "neighbour | ~ a 10.0.0.1 lladdr 02:00:00:00:00:01 dev eth0",
        "lladdr | neighbour a 10.0.0.1 ~ 02:00:00:00:00:01",
        "address | ~ a.eth0 10.0.0.1/24",
        "from | ~ 1s to 2s { down wire }",
        "to | from 1s ~ 2s { down wire }",
        "every | ~ 1s to 2s { down wire }",
        "from | every 1s ~ 1s to 2s { down wire }",
        "to | every 1s from 1s ~ 2s { down wire }",
        "times | every 1s 5 ~ { down wire }",
        "after | ~ bulk { down wire }",
        "and | after bulk ~ voice { down wire }",
        "when | ~ bulk.received > 1MB { down wire }",
        "start | at 1s { ~ bulk }",
        "stop | at 1s { ~ bulk }",
        "reboot | at 1s { ~ a }",
        "remove | at 1s { ~ route a default }",
        "route | at 1s { remove ~ a default }",
        "neighbour | at 1s { remove ~ a 10.0.0.1 dev eth0 }",
        "after | flow x = tcp a -> b:80 { start ~ bulk }",
        "ns | let x = 5~",
        "ms | let x = 5~",
        "min | let x = 5~",
        "kbit | let x = 5~",
        "mbit | let x = 5~",
        "gbit | let x = 5~",
        "KiB | let x = 5~",
        "MiB | let x = 5~",
        "exec | ~ x = on a \"ip\"",
        "exec | at 1s { ~ on a \"ip\" }",
        "daemon | ~ x = on a \"ip\"",
        "on | exec x = ~ a \"ip\"",
        "stop | exec on a \"ip\" { ~ 5s }",
        "timeout | exec on a \"ip\" { ~ 5s }",
        "stdin | exec on a \"cat\" { ~ \"x\" }",
        "file | exec on a \"cat\" { stdin ~ \"x\" }",
        "env | exec on a \"cat\" { ~ PATH = \"x\" }",
        "directory | exec on a \"cat\" { ~ \"x\" }",
        "from | exec on a \"cat\" { file \"/x\" ~ \"x\" }",
        "call_cost | node a { ~ 2us }",
        "contains | expect x.stdout ~ \"a\"",
        "contains | expect x.stdout not ~ \"a\"",
        "matches | expect x.stdout ~ \"a\"",
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
        assertThat(errors)
            .matches("(?s).*did you mean '[0-9]* ?" + Pattern.quote(keyword) + "'\\?.*");
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
