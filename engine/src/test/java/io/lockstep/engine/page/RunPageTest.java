package io.lockstep.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.Cases;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.model.When;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.series.Series;
import io.lockstep.engine.sim.DropReason;
import io.lockstep.engine.sim.LinkResult;
import io.lockstep.engine.sim.RunResult;
import io.lockstep.engine.verdict.Status;
import io.lockstep.engine.verdict.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunPageTest {
  private static final int MEGABYTE = 1_000_000;

  private final ScenarioCase scenario =
      Cases.withLan(
          new ActionBlock(new When.OnDemand(), ImmutableList.of(), Cases.source(9, "when never")));

  private CaseOutcome outcome(ImmutableList<Series> series) {
    LinkResult.Direction plain = new LinkResult.Direction(5, 5, 500, 0, 0, 0, 0, 0, 0);
    ImmutableList<LinkResult.Direction> both = ImmutableList.of(plain, plain);
    RunResult result =
        new RunResult(
            60_000_000_000L, 7, ImmutableList.of(), ImmutableList.of(),
            ImmutableList.of(
                new LinkResult(0, both), new LinkResult(1, both), new LinkResult(2, both)),
            ImmutableList.of(0), false);
    Verdict verdict =
        new Verdict(
            0, Cases.source(4, "expect \"<script>\" == </script>"), Status.FAILED, 5, "saw <b>",
            ImmutableList.of("a & b"));
    return new CaseOutcome(
        scenario, result, ImmutableList.of(verdict), ImmutableMap.of("times", "0123"), "linux",
        Path.of("out"), true, series);
  }

  /** Frames that look like those of a bulk transfer: numbers grow, checksums are noise. */
  private static void fill(Recorder recorder, int frames) {
    Random random = new Random(1);
    ByteBuffer memory = ByteBuffer.allocate(4096);
    for (int i = 0; i < frames; i++) {
      memory.putShort(12, (short) 0x0800).putInt(14, 0x4500_05dc).putInt(18, i << 16);
      memory.putInt(22, 0x4006_0000 | random.nextInt(65536)).putInt(26, 0x0a000001);
      memory.putInt(30, 0x0a000002).putInt(34, 0x1389_0050).putInt(38, i * 1448).putInt(42, 77);
      memory.putInt(46, 0x8010_0100).putInt(50, random.nextInt()).putInt(54, 0x0101080a);
      memory.putInt(58, i).putInt(62, i);
      long time = i * 40_000L + random.nextInt(30_000);
      recorder.sent(time, 0, i & 1, memory, 0, 1514);
      if (i % 100 == 99) {
        recorder.dropped(time, 0, i & 1, DropReason.QUEUE_FULL, memory, 0, 1514);
      } else {
        recorder.received(time + 2_000_000 + random.nextInt(100), 0, i & 1, memory, 0, 1514);
      }
    }
  }

  private static String text(byte[] page) {
    return new String(page, StandardCharsets.UTF_8);
  }

  @Test
  void aLongRunStaysSmallAndSaysWhatIsLeftOut() {
    Recorder recorder = new Recorder(scenario);
    fill(recorder, 200_000);
    ImmutableList.Builder<Series> series = ImmutableList.builder();
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      ImmutableLongArray.Builder times = ImmutableLongArray.builder();
      ImmutableDoubleArray.Builder values = ImmutableDoubleArray.builder();
      for (int k = 0; k < 2000; k++) {
        times.add(k * 30_000_000L + random.nextInt(1_000_000));
        values.add(random.nextInt(100));
      }
      series.add(
          new Series(
              Series.Kind.TCP, "f" + i, "cwnd", Unit.NONE, "a", "b", times.build(),
              values.build()));
    }
    byte[] page = RunPage.of(outcome(series.build()), recorder);
    assertThat(page).hasSizeLessThan(10 * MEGABYTE);
    assertThat(text(page))
        .contains(
            "the first 60000 and the last 60000 of 200000 frames; 80000 in between are left out: "
                + "all are in capture.pcapng")
        .contains("\"moreSeries\": 700");
  }

  @Test
  void theSameRunGivesTheSameBytes() {
    Recorder one = new Recorder(scenario);
    Recorder other = new Recorder(scenario);
    fill(one, 500);
    fill(other, 500);
    assertThat(RunPage.of(outcome(ImmutableList.of()), one))
        .isEqualTo(RunPage.of(outcome(ImmutableList.of()), other));
  }

  @Test
  void whatUsersWriteIsNoMarkup() {
    String page = text(RunPage.of(outcome(ImmutableList.of()), new Recorder(scenario)));
    assertThat(page)
        .contains("expect &quot;&lt;script&gt;&quot; == &lt;/script&gt;", "saw &lt;b&gt;", "a &amp; b")
        .contains("expect \\\"<script>\\\" == <\\/script>")
        .contains("never happened");
  }

  @Test
  void aFrameIsOnOneLineWithItsEnd() {
    PacketLog log = new PacketLog(new Wires(scenario));
    ByteBuffer memory = ByteBuffer.allocate(1 << 16);
    log.sent(10, 0, 0, memory, 0, 60);
    log.sent(11, 0, 1, memory, 2048, 70);
    log.received(25, 0, 0, memory, 0, 60);
    log.dropped(26, 0, 1, DropReason.LINK_DOWN, memory, 2048, 70);
    assertThat(log.count()).isEqualTo(2);
    assertThat(log.ended(0)).isEqualTo(25);
    assertThat(log.fate(0)).isEqualTo(PacketLog.ARRIVED);
    assertThat(log.fate(1)).isEqualTo((byte) (PacketLog.LOST + DropReason.LINK_DOWN.ordinal()));
  }

  @Test
  void aDuplicateIsACopyWithTheTimeOfTheFirst() {
    PacketLog log = new PacketLog(new Wires(scenario));
    ByteBuffer memory = ByteBuffer.allocate(1 << 16);
    log.sent(10, 0, 0, memory, 0, 60);
    log.received(25, 0, 0, memory, 0, 60);
    log.received(25, 0, 0, memory, 4096, 60);
    assertThat(log.count()).isEqualTo(2);
    assertThat(log.fate(1)).isEqualTo((byte) (PacketLog.COPY + PacketLog.ARRIVED));
    assertThat(log.sent(1)).isEqualTo(10);
  }
}
