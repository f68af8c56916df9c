package io.lockstep.engine.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TrafficPartsTest {
  private static ByteBuffer memory(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void thePatternFindsEveryWrongByte() {
    ByteBuffer memory = memory(64 + Pattern.BYTES + Pattern.CHUNK);
    Pattern pattern = new Pattern(memory, 64);
    int received = 64 + Pattern.BYTES;
    for (long position : new long[] {0, 1, 65520, 65521, 65522, 1L << 40}) {
      for (int length : new int[] {1, 1448, Pattern.CHUNK}) {
        for (int i = 0; i < length; i++) {
          memory.put(received + i, memory.get(pattern.at((position + i) % Pattern.PERIOD)));
        }
        assertThat(pattern.mismatch(received, length, position)).isEqualTo(-1);
        int bad = length / 2;
        memory.put(received + bad, (byte) (memory.get(received + bad) + 1));
        assertThat(pattern.mismatch(received, length, position)).isEqualTo(bad);
      }
    }
  }

  @Test
  void thePatternShowsAShift() {
    ByteBuffer memory = memory(64 + Pattern.BYTES);
    Pattern pattern = new Pattern(memory, 64);
    assertThat(pattern.mismatch(pattern.at(1448), 1448, 0)).isBetween(0, 8);
  }

  @Test
  void sequenceNumbersAreNewRepeatedOrLate() {
    SequenceTracker tracker = new SequenceTracker();
    assertThat(tracker.add(0)).isTrue();
    assertThat(tracker.add(5)).isTrue();
    assertThat(tracker.add(3)).isTrue();
    assertThat(tracker.add(3)).isFalse();
    assertThat(tracker.add(100_000)).isTrue();
    assertThat(tracker.received()).isEqualTo(4);
    assertThat(tracker.duplicated()).isEqualTo(1);
    assertThat(tracker.reordered()).isEqualTo(1);
  }

  @Test
  void echoRequestsHaveTheChecksumOfRfc1071() {
    ByteBuffer memory = memory(64);
    for (int i = 0; i < 5; i++) {
      memory.put(8 + i, (byte) i);
    }
    EchoMessage.writeRequest(memory, 0, false, 0x1234, 7);
    EchoMessage.writeChecksum(memory, 0, 13);
    assertThat(memory.get(0)).isEqualTo((byte) 8);
    // Over a message with its checksum in place the sum is zero.
    assertThat(EchoMessage.checksum(memory, 0, 13)).isZero();
    assertThat(EchoMessage.replySequence(memory, 0, 13, false, 0x1234)).isEqualTo(-1);
    memory.put(0, (byte) 0);
    assertThat(EchoMessage.replySequence(memory, 0, 13, false, 0x1234)).isEqualTo(7);
    assertThat(EchoMessage.replySequence(memory, 0, 13, false, 0x1235)).isEqualTo(-1);
    assertThat(EchoMessage.replySequence(memory, 0, 7, false, 0x1234)).isEqualTo(-1);
  }

  @Test
  void socketAddressesCompareByFamilyPortAndAddress() {
    ByteBuffer memory = memory(256);
    assertThat(SocketAddresses.write(memory, 0, InetAddresses.forString("10.0.0.1"), 80))
        .isEqualTo(16);
    SocketAddresses.write(memory, 32, InetAddresses.forString("10.0.0.1"), 80);
    SocketAddresses.write(memory, 64, InetAddresses.forString("10.0.0.2"), 80);
    SocketAddresses.write(memory, 96, InetAddresses.forString("10.0.0.1"), 81);
    assertThat(SocketAddresses.same(memory, 0, 32)).isTrue();
    assertThat(SocketAddresses.same(memory, 0, 64)).isFalse();
    assertThat(SocketAddresses.same(memory, 0, 96)).isFalse();
    assertThat(SocketAddresses.write(memory, 128, InetAddresses.forString("2001:db8::1"), 80))
        .isEqualTo(28);
    SocketAddresses.write(memory, 160, InetAddresses.forString("2001:db8::2"), 80);
    assertThat(SocketAddresses.same(memory, 128, 128)).isTrue();
    assertThat(SocketAddresses.same(memory, 128, 160)).isFalse();
  }
}
