package io.lockstep.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockstep.engine.Cases;
import io.lockstep.engine.Frames;
import io.lockstep.engine.sim.DropReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
  private static final ByteBuffer SYN = Frames.memory(Frames.TCP_SYN);
  private static final int LENGTH = Frames.length(Frames.TCP_SYN);

  @TempDir Path directory;

  private Path capture() throws IOException {
    Path file = directory.resolve("capture.pcapng");
    Files.deleteIfExists(file);
    try (Capture capture = new Capture(Cases.with(), file)) {
      capture.event(0, "bulk starts", Cases.source(4, "flow bulk"));
      capture.sent(1_000, 0, 0, SYN, 8, LENGTH);
      capture.received(10_001_000, 0, 0, SYN, 8, LENGTH);
      capture.sent(20_000_000, 0, 0, SYN, 8, LENGTH);
      capture.dropped(20_000_000, 0, 0, DropReason.LOSS, SYN, 8, LENGTH);
      capture.sent(30_000_000, 0, 1, SYN, 8, LENGTH);
      capture.sent(31_000_000, 0, 0, SYN, 8, LENGTH);
      capture.dropped(32_000_000, 0, 1, DropReason.LINK_DOWN, SYN, 8, LENGTH);
      capture.event(33_000_000, "down wire", Cases.source(9, "at 33ms { down wire }"));
      assertThat(file).doesNotExist();
      capture.complete();
    }
    return file;
  }

  @Test
  void blocksAreAsTheFormatSays() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(Channels.newChannel(bytes))) {
      writer.section("Lockstep");
      writer.networkInterface("a.eth0", "x", 0x020000000001L);
      writer.packet(
          0, 0x1_0000_0002L, PcapngWriter.OUTBOUND, ByteBuffer.wrap(new byte[] {1, 2, 3}), 0, 3);
      writer.comment("hi");
    }
    String golden =
        "0a0d0d0a 2c000000 4d3c2b1a 01000000 ffffffffffffffff"
            + "04000800 4c6f636b73746570 00000000 2c000000"
            + "01000000 40000000 01000000 00000000 02000600 612e65746830 0000"
            + "03000100 78000000 06000600 020000000001 0000 09000100 09000000 00000000 40000000"
            + "06000000 38000000 00000000 01000000 02000000 03000000 03000000 01020300"
            + "02000400 02000000 01000200 68690000 00000000 38000000";
    assertThat(HexFormat.of().formatHex(bytes.toByteArray())).isEqualTo(golden.replace(" ", ""));
  }

  @Test
  void longCommentsDoNotTearBlocks() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] frame = new byte[65_000];
    String comment = "c".repeat(50_000);
    try (PcapngWriter writer = new PcapngWriter(Channels.newChannel(bytes))) {
      writer.section("Lockstep");
      for (int i = 0; i < 30; i++) {
        writer.packet(0, i, PcapngWriter.INBOUND, ByteBuffer.wrap(frame), 0, frame.length);
        for (int j = 0; j < 30; j++) {
          writer.comment(comment);
        }
      }
    }
    ByteBuffer file = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    int blocks = 0;
    for (int at = 0; at < file.capacity(); blocks++) {
      int length = file.getInt(at + 4);
      assertThat(file.getInt(at + length - 4)).isEqualTo(length);
      at += length;
    }
    assertThat(blocks).isEqualTo(31);
  }

  @Test
  void isTheSameEveryTimeAndLeavesNoPart() throws IOException {
    byte[] first = Files.readAllBytes(capture());
    byte[] second = Files.readAllBytes(capture());
    assertThat(second).isEqualTo(first);
    assertThat(directory.toFile().list()).containsExactly("capture.pcapng");
    String text = new String(first, StandardCharsets.ISO_8859_1);
    assertThat(text)
        .contains("alice.eth0", "h[1].eth0", "link wire: alice.eth0 -- h[1].eth0")
        .contains("at 0 s: bulk starts (line 4)", "lost on link wire: random loss")
        .contains("at 32 ms: lost on link wire: link down: TCP 10.0.0.1:1234")
        .contains("at 33 ms: down wire (line 9)");
  }

  @Test
  void aLanHasAnInterfaceForEachMember() throws IOException {
    Path file = directory.resolve("lan.pcapng");
    try (Capture capture = new Capture(Cases.withLan(), file)) {
      capture.sent(1_000, 2, 0, SYN, 8, LENGTH);
      capture.received(2_000, 1, 1, SYN, 8, LENGTH);
      capture.dropped(3_000, 1, 1, DropReason.QUEUE_FULL, SYN, 8, LENGTH);
      capture.complete();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> interfaces = new ArrayList<>();
    for (int at = 0; at < bytes.capacity(); at += bytes.getInt(at + 4)) {
      if (bytes.getInt(at) == 6) {
        interfaces.add(bytes.getInt(at + 8));
      }
    }
    // Behind the two ends of the link: h[1].eth1, then alice.eth1.
    assertThat(interfaces).containsExactly(3, 2);
    assertThat(new String(bytes.array(), StandardCharsets.ISO_8859_1))
        .contains("alice.eth1", "h[1].eth1", "lan office", "lost on lan office: queue full");
  }

  @Test
  void anUnfinishedCaptureIsRemoved() throws IOException {
    Path file = directory.resolve("capture.pcapng");
    try (Capture capture = new Capture(Cases.with(), file)) {
      capture.sent(1_000, 0, 0, SYN, 8, LENGTH);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFullDiskIsKeptForLater() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "there is no /dev/full");
    Path link = directory.resolve("capture.pcapng.part");
    Files.createSymbolicLink(link, full);
    try (Capture capture = new Capture(Cases.with(), directory.resolve("capture.pcapng"))) {
      ByteBuffer large = ByteBuffer.allocateDirect(60_000);
      for (int i = 0; i < 100; i++) {
        capture.sent(i, 0, 0, large, 0, 60_000);
      }
      assertThat(capture.failure()).hasMessageContaining("No space left");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void wiresharkReadsIt() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed");
    Path file = capture();
    Process process =
        new ProcessBuilder(
                "tshark", "-r", file.toString(), "-T", "fields", "-E", "separator=|",
                "-e", "frame.interface_name", "-e", "frame.time_epoch",
                "-e", "frame.packet_flags_direction", "-e", "frame.comment")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> lines;
    try (var reader = process.inputReader()) {
      lines = reader.lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0))
        .startsWith("alice.eth0|946684800.000001000|")
        .endsWith("|at 0 s: bulk starts (line 4)");
    assertThat(lines.get(1)).startsWith("h[1].eth0|946684800.010001000|");
    assertThat(lines.get(2)).endsWith("|lost on link wire: random loss");
    assertThat(lines.get(3)).startsWith("h[1].eth0|946684800.030000000|");
  }
}
