package io.lockstep.engine.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an editor explains; {@code |} marks the cursor. */
class HoverTest extends EditorSession {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "|node a => one Linux kernel",
        "link a -- b { del|ay 20ms } => Propagation delay",
        "link a -- b { delay 20|ms } => 20,000,000 ns",
        "link a -- b { rate 1.5m|bit } => 1,500,000 bit/s",
        "link a -- b { queue 64 pack|ets } => 64 packets",
        "link a -- b { loss 0.5|% } => 0.005 of 1",
        "flow x = udp a -> b:1 { ra|te 5mbit } => Of the payload",
        "flow x = udp a -> b:1 { ra|te 5mbit } => Needed",
        "node a { sysctl net.ipv4.tcp_s|ack = 1 } => selective acknowledgements",
        "node a { sysctl net.ipv4.conf.eth0.rp_|filter = 1 } => source address",
        "expect a.sysctl(\"net.ipv4.ip_|forward\") == 1 => forwards IPv4",
        "expect packet on w where tcp.r|st => connection is reset",
        "expect packet on w where icmp6.ty|pe == 135 => neighbour solicitation",
        "node a { interface eth0 { qdisc fq_co|del } } => fq_codel",
        "node a { device br0 = bri|dge } => Ethernet bridge",
        "node a { device br0 = bridge { st|p off } } => spanning tree",
        "node a { interface eth0 { offl|oad tso } } => checksum",
        "route a default vi|a 10.0.0.1 => gateway",
        "flow bulk = tcp a -> b:1; expect bulk.good|put > 1mbit => per second",
        "ping p = a -> b; expect p.rtt.m|in > 1ms => least round-trip",
        "let x = subn|et(10.0.0.0/8, 24, 3) => greater length",
        "expect x b|y 3s => latest time",
        "at 5s { dow|n wire } => lose carrier",
        "let r = 4ms; link a -- b { delay |r } => let r = 4ms",
      })
  void explains(String line, String expected) {
    Marked marked = Marked.of(line.replace(";", "\n"));
    editor.write(URI, marked.text());
    Hover hover = Editor.get(editor.texts().hover(new HoverParams(TEXT, marked.position())));
    assertThat(hover).as(line).isNotNull();
    assertThat(hover.getContents().getRight().getValue()).contains(expected);
  }

  @Test
  void explainsWhatNodesBecome() {
    editor.write(URI, Samples.VALID);
    editor.report(URI);
    Position at = Marked.of(Samples.VALID.replaceFirst("h\\[1", "|h[1")).position();
    String text =
        Editor.get(editor.texts().hover(new HoverParams(TEXT, at)))
            .getContents()
            .getRight()
            .getValue();
    assertThat(text).contains("2 nodes, `h[1]` to `h[2]`").contains("eth0 198.1");
  }
}
