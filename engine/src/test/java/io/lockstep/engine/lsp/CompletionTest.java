package io.lockstep.engine.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cursor is the {@code |}; the line end is {@code ⏎}. */
class CompletionTest {
  private static final String URI = "untitled:one.scn";
  private static final String BEFORE =
      """
      let rtt = 40ms
      param cc = cubic, bbr
      kernel old = linux-6.1
      profile host { sysctl net.ipv4.tcp_sack = 0 }
      topology dumbbell(n, bottleneck = 10mbit) {
        node left[1..n]
        link inner = left[1] -- left[2]
      }
      node alice, bob, r[1..3] : host
      group all = alice, bob
      use d = dumbbell(4)
      link core = alice.wan -- bob
      lan office = alice, bob
      flow bulk = tcp alice -> bob:80 { send 1MB }
      flow voice = udp alice -> bob:81 { rate 64kbit; size 160B; stop 1s }
      ping probe = alice -> bob
      """;

  private static Editor editor;

  @BeforeAll
  static void open() throws IOException {
    editor = new Editor();
  }

  @AfterAll
  static void close() throws IOException {
    editor.close();
  }

  private static List<CompletionItem> complete(String line) {
    Marked marked = Marked.of(BEFORE + line.replace("⏎", "\n"));
    editor.write(URI, marked.text());
    return Editor.get(
            editor
                .texts()
                .completion(
                    new CompletionParams(new TextDocumentIdentifier(URI), marked.position())))
        .getLeft();
  }

  private static List<String> labels(String line) {
    return complete(line).stream().map(CompletionItem::getLabel).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "| => node link lan flow ping expect topology at when every after param let",
        "no| => node",
        "node x { | => sysctl kernel memory file interface device if for",
        "link alice -- bob { | => rate delay loss jitter queue mtu toward reorder",
        "link alice -- bob { toward bob { | => rate delay loss queue",
        "flow x = tcp alice -> bob:1 { | => send start stop",
        "flow x = udp alice -> bob:1 { | => rate size count start stop",
        "ping alice -> bob { | => count every size start",
        "at 5s { | => up down set start stop reboot remove route if for",
        "for i in 1..3 { | => node link flow expect",
        "for i in 1..3 { at i * 1s { | => up down set",
        "topology t(n) { | => node link use flow",
        "node x { interface eth0 { | => address mac mtu offload state master qdisc sysctl",
        "node x { device br0 = bridge { | => ports stp address mtu qdisc",
        "node x { interface eth0 { qdisc tbf { | => rate burst qdisc",
        "node x { interface eth0 { qdisc htb { class 10 { | => rate ceil match class qdisc",
        "node x { interface eth0 { qdisc htb { class 10 { match { | => dst proto dport",
        "node x { device br0 = | => bridge vlan vxlan dummy",
        "node x { interface eth0 { qdisc | => fq fq_codel netem tbf",
        "node x { interface eth0 { offload | => tso gro checksum none",
        "node x { interface eth0 { state | => up down",
        "set core { | => rate delay",
        "set alice { | => sysctl",
        "node x : | => host",
        "node x { kernel | => old linux-6.1 linux-6.12",
        "kernel new = | => linux-6.1 linux-6.12",
        "link | => alice bob r d",
        "link l = alice -- | => alice bob r",
        "link l = alice -- d.| => left",
        "link l = alice.| => wan",
        "lan l = | => alice bob all",
        "group g = | => alice bob all",
        "flow f = | => tcp udp",
        "flow f = tcp | => alice bob",
        "flow f = tcp alice -> | => alice bob r",
        "ping p = alice -> b| => bob",
        "use e = | => dumbbell",
        "route | => alice bob",
        "route alice | => default blackhole via",
        "route alice default via 10.0.0.1 | => dev metric table src",
        "route alice default dev | => wan lo",
        "rule alice | => from to fwmark table",
        "set | => alice bob core office all",
        "at 1s { down | => core office alice",
        "at 1s { start | => bulk voice probe",
        "at 1s { remove | => route rule neighbour address",
        "after | => bulk voice probe",
        "flow f = tcp alice -> bob:1 { start | => after rtt",
        "flow f = tcp alice -> bob:1 { start after | => bulk probe",
        "expect | => bulk voice probe alice sum not packet no",
        "expect bulk.| => completed goodput received duration",
        "expect voice.| => lost delay.min",
        "expect voice.delay.| => min avg max",
        "expect probe.rtt.| => min avg max",
        "expect r[1].| => counter sysctl",
        "expect d.left[1].| => counter sysctl",
        "expect packet on | => core office",
        "expect packet on core where | => tcp ip ip6 icmp6.type tcp.rst",
        "expect packet on core where icmp6.| => type code",
        "expect packet on core where tcp.rst | => and or by",
        "when bulk.received > 1MB and | => probe alice",
        "expect bulk.completed | => by at and",
        "let x = | => rtt cc min max",
        "link alice -- bob { delay | => rtt",
        "link alice -- bob { loss | => gilbert",
        "node x { sysctl net.ipv4.tcp_congestion_control = ${| => cc rtt",
        "node x { sysctl net.ipv4.tcp_congestion_control = ${c|} } => cc",
        "node x { sysctl net.| => net.ipv4.ip_forward",
        "set alice { sysctl net.| => net.ipv4.conf.all.rp_filter net.ipv4.conf.wan.rp_filter",
        "node x { interface eth0 { sysctl net.| => net.ipv4.conf.rp_filter",
        "node x { sysctl { | => net.ipv4.ip_forward",
        "expect alice.counter(\"| => TcpRetransSegs",
        "expect alice.sysctl(\"| => net.ipv4.ip_forward",
        "for x | => in",
        "for x in | => rtt all",
        "for i in 1..3 { let y = | => i rtt",
        "routes | => auto",
        "capture | => on off",
        "link alice -- bob { queue 5| => '5 packets' 5KiB 5B",
        "link alice -- bob { delay 10| => 10ms 10us 10s",
        "link alice -- bob { delay 10m| => 10ms",
        "link alice -- bob { rate 1.5| => 1.5mbit",
        "from 1s | => to",
        "every 1s | => from to times",
      })
  void offers(String line, String expected) {
    List<String> wanted =
        expected.contains("'")
            ? List.of(expected.split("(?<=') |' ?")).stream()
                .map(word -> word.replace("'", ""))
                .filter(word -> !word.isEmpty())
                .flatMap(
                    word ->
                        word.contains("packets")
                            ? List.of(word).stream()
                            : List.of(word.split(" ")).stream())
                .toList()
            : List.of(expected.split(" "));
    assertThat(labels(line)).containsAll(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "| => up delay count",
        "link alice -- bob { | => node sysctl send",
        "node x { | => rate link",
        "link alice -- bob { delay 10| => 10mbit 10KB",
        "flow x = tcp alice -> bob:1 { | => count jitter",
        "expect bulk.| => lost counter",
        "expect voice.| => counter min",
        "at 1s { start | => alice core",
        "node x { kernel | => alice rtt",
        "let y = | => i",
        "expect | => left inner",
        "# | => node",
        "let new| => new",
      })
  void doesNotOffer(String line, String unwanted) {
    assertThat(labels(line)).doesNotContain(unwanted.split(" "));
  }

  @Test
  void offersSnippetsThatReplaceWhatWasTyped() {
    CompletionItem item =
        complete("no|").stream()
            .filter(each -> each.getLabel().equals("node"))
            .findFirst()
            .orElseThrow();
    assertThat(item.getTextEdit().getLeft().getNewText()).isEqualTo("node ${1:name}");
    assertThat(item.getTextEdit().getLeft().getRange().getStart().getCharacter()).isZero();
    assertThat(item.getTextEdit().getLeft().getRange().getEnd().getCharacter()).isEqualTo(2);
    assertThat(item.getDocumentation().getRight().getValue()).contains("Linux kernel");
  }

  @Test
  void survivesAnyCursorInAnyText() {
    String text = BEFORE + "link x = { \"${ ][ expect packet on where ( \u00B5 \uD83D\uDE00 }}}";
    for (int at = 0; at <= text.length(); at += 7) {
      complete(text.substring(0, at).replace("|", "") + "|" + text.substring(at));
    }
  }
}
