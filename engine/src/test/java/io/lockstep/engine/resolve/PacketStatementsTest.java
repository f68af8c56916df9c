package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.packet.Fields;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in faults, injected packets and sequences. */
class PacketStatementsTest {
  private static final ResolveOptions FIELDS =
      ResolveOptions.defaults().withFields(Fields.known(), Fields::problem);

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "fault hold packet 3 on w => expected a time behind 'hold'",
        "fault drop 3 packet on w => 'drop' takes no value",
        "fault drop packet 0 on w => expected numbers of packets from 1",
        "fault drop packet on w toward c => the link w leads to a and b, found c",
        "fault change packet on w { ip { version 5 } } => cannot be changed under way",
        "inject w toward b { icmp } => expected a time; write 'at 1s'",
        "inject w at 1s { icmp } => expected a direction: 'inject w toward NODE'",
        "inject into b at 1s { icmp } => expected a netdev such as b.eth0",
        "inject w toward b at 1s every 1s { icmp } => this never ends",
        "inject w toward b at 1s { ip { ttl 300 }; icmp } => expected 'ttl' within 0..255",
        "inject w toward b at 1s { icmp { type ecko } } => unknown type 'ecko'",
        "inject w toward b at 1s { tcp { dstport 80; seq syn.tcp.seq } } => `syn.tcp.seq`",
        "inject w toward b at 1s { data bytes(\"abc\") } => expected pairs of hexadecimal digits",
        "expect packet p = on w where tcp => nothing could use the name 'p' here",
        "expect packet on w where tcp.seq == tcp.sec + 1 => expected a value known before the run, found 'tcp.sec'",
        "expect packet on w where ip.src == c => c has no address that ip.src can have",
        "expect packet on w where tcp.len contains \"x\" => 'contains' needs bytes",
        "expect sum(packet on w where tcp) == 1 => unknown function 'sum' of packets",
        "expect sequence on w { } => expected lines such as 'packet where tcp.syn'",
        "expect sequence on w { packet at 1s by 2s } => found two",
        "expect sequence on w { packet within 2s..1s } => expected a time of at least 2s",
        "expect sequence on w { no packet at 1s } => expected how long no such packet may come",
      })
  void areExplained(String statement, String expected) {
    List<String> messages =
        Scenario.messages("node a, b, c\nlink w = a -- b\n" + statement, FIELDS);
    assertThat(messages).as(statement).isNotEmpty();
    assertThat(String.join("\n", messages)).contains(expected);
  }
}
