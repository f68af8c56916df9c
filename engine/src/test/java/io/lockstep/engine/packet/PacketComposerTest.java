package io.lockstep.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.BaseEncoding;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.InjectSpec;
import io.lockstep.engine.model.PacketPart;
import io.lockstep.engine.model.PacketValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Frames whose bytes were computed by hand. */
class PacketComposerTest {
  private static final InjectSpec.Defaults DEFAULTS =
      new InjectSpec.Defaults(
          0x020000000001L,
          0x020000000002L,
          Optional.of(InetAddresses.forString("10.0.0.1")),
          Optional.of(InetAddresses.forString("10.0.0.2")),
          Optional.empty(),
          Optional.empty(),
          ImmutableMap.of());
  private static final String ETHERNET = "0200000000020200000000010800";
  private static final String ECHO =
      ETHERNET + "4500001d00000000400166de0a0000010a000002" + "08007ff70007000178";

  static PacketPart part(String name, long value) {
    return new PacketPart(
        name,
        ImmutableList.of(new PacketPart.Number(new PacketValue.Constant(value))),
        ImmutableList.of());
  }

  static PacketPart flag(String name) {
    return new PacketPart(name, ImmutableList.of(), ImmutableList.of());
  }

  static PacketPart header(String name, PacketPart... parts) {
    return new PacketPart(name, ImmutableList.of(), ImmutableList.copyOf(parts));
  }

  static PacketPart text(String text) {
    return new PacketPart(
        "data", ImmutableList.of(new PacketPart.Text(text)), ImmutableList.of());
  }

  private static List<String> compose(PacketPart... parts) {
    return PacketComposer.compose(List.of(parts), DEFAULTS, new PacketMemory()).stream()
        .map(frame -> BaseEncoding.base16().lowerCase().encode(frame))
        .toList();
  }

  @Test
  void fillsInWhatIsLeftOut() {
    assertThat(compose(header("icmp", part("id", 7), part("seq", 1)), text("x")))
        .containsExactly(ECHO);
  }

  @Test
  void optionsOfTcpFollowTheHeader() {
    assertThat(
            compose(
                header(
                    "tcp",
                    part("srcport", 1000),
                    part("dstport", 80),
                    part("seq", 1),
                    flag("syn"),
                    part("mss", 1460))))
        .containsExactly(
            ETHERNET
                + "4500002c00000000400666ca0a0000010a000002"
                + "03e8005000000001000000006002ffff7feb0000020405b4");
  }

  @Test
  void whatIsGivenCounts() {
    assertThat(
            compose(
                header("ip", part("checksum", 0xdead), part("len", 9)),
                header("icmp", part("id", 7), part("seq", 1), part("checksum", 1)),
                text("x")))
        .containsExactly(
            ETHERNET + "450000090000000040" + "01dead0a0000010a000002" + "080000010007000178");
  }

  @Test
  void theChecksumOfGroupMessagesCoversWhatFollows() {
    List<String> packets =
        compose(
            header("ip"), header("igmp", part("type", 0x11), part("max_response", 50)), text("ab"));
    assertThat(packets).singleElement().asString().endsWith("11328d6b00000000" + "6162");
  }

  @Test
  void fragmentsAreCutAtMultiplesOfEight() {
    List<String> fragments =
        compose(
            header("ip", part("id", 5), part("fragments", 8)),
            header("icmp", part("id", 7), part("seq", 1)),
            text("x"));
    // 28 bytes, more fragments; then 21 bytes at an offset of 8.
    assertThat(fragments)
        .containsExactly(
            ETHERNET + "4500001c00052000400146da0a0000010a000002" + "08007ff700070001",
            ETHERNET + "4500001500050001400166e00a0000010a000002" + "78");
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> compose(header("ip", part("ttl", 256)), header("icmp")))
        .hasMessage("expected 'ttl' within 0..255, found 256");
    assertThatThrownBy(() -> compose(header("tcp", flag("syn"))))
        .hasMessage("'tcp' needs 'dstport', which cannot be guessed here");
    assertThatThrownBy(() -> compose(header("icmp", part("id", 1), part("id", 2))))
        .hasMessage("'id' is given twice in one 'icmp'");
    assertThatThrownBy(() -> compose(header("ip6"), header("icmp6")))
        .hasMessage("'ip6' needs 'src', which cannot be guessed here");
  }

  @Test
  void changesKeepChecksumsRight() {
    byte[] before = BaseEncoding.base16().lowerCase().decode(ECHO);
    byte[] after =
        PacketChange.apply(
            List.of(header("ip", part("ttl", 1))), before, new PacketMemory());
    assertThat(BaseEncoding.base16().lowerCase().encode(after))
        .isEqualTo(ECHO.replace("400166de", "0101a5de"));
    byte[] longer =
        PacketChange.apply(List.of(text("xyz")), after, new PacketMemory());
    // Two bytes more; 0x8008 + 0x0079 + 0x7a00 = 0xfa81, inverted 0x057e.
    assertThat(BaseEncoding.base16().lowerCase().encode(longer))
        .isEqualTo(
            ETHERNET + "4500001f000000000101a5dc0a0000010a000002" + "0800057e0007000178797a");
  }

  @Test
  void sequenceNumbersCompareAroundTheCircle() {
    PacketMemory memory = new PacketMemory();
    byte[] frame =
        PacketComposer.compose(
                List.of(header("tcp", part("dstport", 80), part("seq", 0xfffffff0L))),
                DEFAULTS,
                memory)
            .get(0);
    memory.keep(0, frame);
    PacketValue seq = new PacketValue.Field("tcp.seq", 0, "syn");
    PacketValue later =
        new PacketValue.Arithmetic('+', seq, new PacketValue.Constant(0x20));
    assertThat(
            PacketMatcher.compile(
                    new io.lockstep.engine.model.PacketFilter.Relation(
                        later, io.lockstep.engine.model.Condition.Operator.GT, seq),
                    memory)
                .matches(memory.view(0)))
        .isTrue();
  }
}
