package io.lockstep.engine.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.libos.coverage.FunctionNotes;
import io.lockstep.libos.coverage.FunctionNotes.BlockLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoFileTest {
  private static final FunctionNotes ACK =
      new FunctionNotes(
          1, "tcp_ack", "net/ipv4/tcp_input.c", 10, false, 4, List.of(),
          List.of(
              new BlockLine(2, "net/ipv4/tcp_input.c", 11),
              new BlockLine(3, "net/ipv4/tcp_input.c", 11),
              new BlockLine(3, "include/net/tcp.h", 99)));
  private static final FunctionNotes IDLE =
      new FunctionNotes(
          2, "tcp_idle", "net/ipv4/tcp_input.c", 20, false, 3, List.of(),
          List.of(new BlockLine(2, "net/ipv4/tcp_input.c", 21)));

  @TempDir private Path directory;

  private static LineCoverage some() {
    LineCoverage coverage = LineCoverage.nothingOf(List.of(ACK, IDLE));
    coverage.add(ACK, new long[] {5, 5, 5, 2});
    coverage.add(ACK, new long[] {1, 1, 1, 0});
    return coverage;
  }

  @Test
  void writesWhatLcovReads() {
    StringBuilder all = new StringBuilder();
    InfoFile.write(all, "total", some(), true);
    assertThat(all.toString())
        .isEqualTo(
            """
            TN:total
            SF:include/net/tcp.h
            FNF:0
            FNH:0
            DA:99,2
            LF:1
            LH:1
            end_of_record
            TN:total
            SF:net/ipv4/tcp_input.c
            FN:10,tcp_ack
            FN:20,tcp_idle
            FNDA:6,tcp_ack
            FNDA:0,tcp_idle
            FNF:2
            FNH:1
            DA:11,6
            DA:21,0
            LF:2
            LH:1
            end_of_record
            """);
  }

  @Test
  void leavesOutWhatWasNotExecuted() {
    StringBuilder run = new StringBuilder();
    InfoFile.write(run, "run", some(), false);
    assertThat(run.toString()).contains("DA:11,6").doesNotContain("DA:21", "tcp_idle");
  }

  @Test
  void readsWhatItWrites() throws IOException {
    StringBuilder text = new StringBuilder();
    InfoFile.write(text, "boot", LineCoverage.nothingOf(List.of(IDLE)), true);
    InfoFile.write(text, "run", some(), true);
    Path file = directory.resolve("coverage.info");
    Files.writeString(file, text);
    Map<String, LineCoverage> read = InfoFile.read(file);
    assertThat(read).containsOnlyKeys("boot", "run");
    StringBuilder again = new StringBuilder();
    InfoFile.write(again, "boot", read.get("boot"), true);
    InfoFile.write(again, "run", read.get("run"), true);
    assertThat(again.toString()).isEqualTo(text.toString());
  }

  @Test
  void saysWhenAFileIsDamaged() throws IOException {
    Path file = directory.resolve("coverage.info");
    Files.writeString(file, "TN:run\nSF:a.c\nDA:x,1\n");
    assertThatThrownBy(() -> InfoFile.read(file)).hasMessageContaining("damaged");
  }

  @Test
  void countsByDirectory() {
    LineCoverage coverage = some();
    assertThat(coverage.below("net")).isEqualTo(new Share(2, 1, 2, 1));
    assertThat(coverage.below("net/ipv4/tcp_input.c").linePercent()).isEqualTo("50.0 %");
    assertThat(coverage.below("net/ipv").lines()).isZero();
    assertThat(coverage.below("net/ipv6").linePercent()).isEmpty();
    assertThat(coverage.below("").lines()).isEqualTo(3);
  }
}
