package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each word of the language, mistyped in an otherwise good scenario, and each unit misused. */
class TyposTest {
  /** Uses every word of the language once at least. */
  private static final String GOOD =
      """
      scenario "every word"
      seed 7
      param cc = cubic
      let rtt = 40ms
      kernel old = linux-6.1
      profile host { sysctl net.ipv4.tcp_congestion_control = ${cc} }
      node a, b : host
      node r { kernel linux-6.12; memory 64MiB; file "/proc/sys/net/ipv4/ip_forward" = "1" }
      set a { sysctl net.ipv4.tcp_sack = 1 }
      link left = a 10.0.1.1/24 -- r 10.0.1.2/24 { rate 10mbit; delay 5ms; mtu 1400B }
      link right = r 10.0.2.2/24 -- b 10.0.2.1/24 { queue 50 packets; toward b { loss 1% } }
      route a default via 10.0.1.2
      routes auto
      for i in 1..2 { ping a -> b { start i * 1s } }
      flow bulk = tcp a -> b:80 { send 1MB }
      flow voice = udp a -> b:90 { rate 64kbit; size 160B; stop 3s }
      ping probe = a -> b { count 3; every 1s }
      at 5s { down left }
      at 6s { up left; set left { delay 1ms } }
      capture on
      expect bulk.completed by 60s
      expect voice.received > 0 at 4s
      expect probe.received == 3 and probe.lost == 0 or not bulk.completed by 1s
      expect probe.rtt.min >= 10ms and probe.rtt.max < 1s and probe.rtt.avg < 1s
      expect bulk.goodput < 10mbit and bulk.duration > 0s
      expect voice.delay.min > 0s and sum(probe.received) >= 0
      expect no packet on left where tcp.rst
      expect packet on right where icmp.type == 8
      expect a.counter("TcpRetransSegs") >= 0 and a.sysctl("net.ipv4.tcp_sack") == 1
      """;

  private static final List<String[]> TYPOS =
      List.of(
          typo("scenario", "scenaro"),
          typo("seed 7", "sede 7"),
          typo("param", "parm"),
          typo("let", "lett"),
          typo("kernel old", "kernal old"),
          typo("kernel linux-6.12", "kernell linux-6.12"),
          typo("linux-6.12", "linux-6.21"),
          typo("profile", "profil"),
          typo("sysctl net.ipv4.tcp_sack", "syscl net.ipv4.tcp_sack"),
          typo("node a", "nod a"),
          typo(": host", ": hots"),
          typo("memory", "memroy"),
          typo("64MiB", "64MIB"),
          typo("file \"", "fiel \""),
          typo("set a", "ste a"),
          typo("link left", "lnik left"),
          typo("rate", "rat"),
          typo("10mbit;", "10mbits;"),
          typo("delay 5ms", "dealy 5ms"),
          typo("5ms", "5msec"),
          typo("mtu", "mut"),
          typo("queue", "queu"),
          typo("packets;", "packet;"),
          typo("toward", "towards"),
          typo("toward b", "toward bb"),
          typo("loss", "los"),
          typo("route a", "rout a"),
          typo("default", "defalt"),
          typo("via", "vai"),
          typo("routes", "rouets"),
          typo("auto", "atuo"),
          typo("for i", "fro i"),
          typo(" in ", " ni "),
          typo("flow bulk", "flwo bulk"),
          typo("tcp a", "tpc a"),
          typo("udp", "upd"),
          typo("send", "snd"),
          typo("1MB", "1Mb"),
          typo("size", "siez"),
          typo("stop", "stpo"),
          typo("start", "strat"),
          typo("ping probe", "pnig probe"),
          typo("count", "cuont"),
          typo("every 1s", "evry 1s"),
          typo("at 5s", "ta 5s"),
          typo("down", "donw"),
          typo("down left", "down letf"),
          typo("up left", "upp left"),
          typo("capture", "captur"),
          typo("capture on", "capture onn"),
          typo("expect bulk", "expct bulk"),
          typo("bulk.completed by 60s", "bluk.completed by 60s"),
          typo("completed", "complted"),
          typo("by 60s", "bby 60s"),
          typo("at 4s", "att 4s"),
          typo(" and ", " adn "),
          typo(" or ", " orr "),
          typo("received > 0", "recieved > 0"),
          typo("lost", "lots"),
          typo("rtt.min", "rtt.mni"),
          typo("rtt.max", "rtt.maxx"),
          typo("rtt.avg", "rtt.agv"),
          typo("goodput", "godput"),
          typo("duration", "druation"),
          typo("delay.min", "dealy.min"),
          typo("sum(", "smu("),
          typo("no packet", "noo packet"),
          typo("packet on right", "pakcet on right"),
          typo("on right", "onn right"),
          typo("where tcp.rst", "wher tcp.rst"),
          typo("tcp.rst", "tcp.rts"),
          typo("icmp.type", "icmp.tpye"),
          typo("counter", "couter"),
          typo("a.sysctl", "a.sysclt"));

  private static final List<String[]> MISUSED_UNITS =
      List.of(
          typo("rate 10mbit", "rate 10ms"),
          typo("rate 10mbit", "rate 10MB"),
          typo("rate 10mbit", "rate 10"),
          typo("delay 5ms", "delay 5mbit"),
          typo("delay 5ms", "delay 5"),
          typo("delay 5ms", "delay 5kg"),
          typo("delay 5ms", "delay -5ms"),
          typo("mtu 1400B", "mtu 1400ms"),
          typo("memory 64MiB", "memory 64%"),
          typo("queue 50 packets", "queue 50ms"),
          typo("loss 1%", "loss 1ms"),
          typo("loss 1%", "loss 101%"),
          typo("send 1MB", "send 1s"),
          typo("size 160B", "size 160mbit"),
          typo("start i * 1s", "start i * 1B"),
          typo("count 3", "count 3ms"),
          typo("count 3", "count 2.5"),
          typo("every 1s", "every 1%"),
          typo("at 5s", "at 5"),
          typo("by 60s", "by 60MB"),
          typo("rtt.min >= 10ms", "rtt.min >= 10mbit"),
          typo("goodput < 10mbit", "goodput < 10ms"),
          typo("received > 0", "received > 0ms"),
          typo("b:80", "b:80000"));

  @TempDir Path directory;

  private static String[] typo(String right, String wrong) {
    return new String[] {right, wrong};
  }

  @Test
  void theScenarioIsGoodWithoutTypos() {
    Program.Finished check = check(Map.of("good.scn", GOOD));
    assertThat(check.err()).isEmpty();
    assertThat(check.exitCode()).isZero();
  }

  @Test
  void eachMistypedWordIsFoundWithWhatWasMeant() {
    expectAllFound(TYPOS, true);
  }

  @Test
  void eachMisusedUnitIsFound() {
    expectAllFound(MISUSED_UNITS, false);
  }

  /** One process for all, since each takes half a second to start. */
  private void expectAllFound(List<String[]> typos, boolean suggestion) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < typos.size(); i++) {
      String right = typos.get(i)[0];
      assertThat(GOOD).contains(right);
      files.put("t" + i + ".scn", GOOD.replaceFirst(quoted(right), typos.get(i)[1]));
    }
    Program.Finished check = check(files).spokeToPeople();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out()).startsWith(typos.size() + " files: ");
    List<String> poor = new ArrayList<>();
    for (int i = 0; i < typos.size(); i++) {
      String[] typo = typos.get(i);
      String said = said(check.err(), "t" + i + ".scn");
      boolean located = said.contains(":" + line(typo[0]) + ":") && said.contains(": error: ");
      boolean helped = !suggestion || said.contains("did you mean '");
      boolean brief = said.split(": error: ", -1).length <= 3;
      if (!located || !helped || !brief) {
        poor.add(String.join(" -> ", typo) + ": " + said);
      }
    }
    assertThat(poor).as("poorly explained").isEmpty();
  }

  private Program.Finished check(Map<String, String> files) {
    List<String> arguments = new ArrayList<>(List.of("check"));
    files.forEach(
        (name, text) -> {
          Lab.write(directory, name, text);
          arguments.add(name);
        });
    return Program.in(directory).run(arguments.toArray(String[]::new));
  }

  private static String quoted(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  /** The line of the first occurrence. */
  private static long line(String text) {
    return 1 + GOOD.substring(0, GOOD.indexOf(text)).lines().count() - (startsLine(text) ? 0 : 1);
  }

  private static boolean startsLine(String text) {
    int at = GOOD.indexOf(text);
    return at == 0 || GOOD.charAt(at - 1) == '\n';
  }

  /** What was said about a file, with the lines that quote it. */
  private static String said(String all, String file) {
    StringBuilder said = new StringBuilder();
    boolean ours = false;
    for (String line : all.split("\n")) {
      if (line.matches("t\\d+\\.scn:.*")) {
        ours = line.startsWith(file + ":");
      }
      if (ours) {
        said.append(line).append('\n');
      }
    }
    return said.toString();
  }
}
