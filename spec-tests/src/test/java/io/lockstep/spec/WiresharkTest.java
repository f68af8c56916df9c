package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockstep.engine.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Wireshark makes of a capture with a bit of everything. */
class WiresharkTest {
  private static final String SCENARIO =
      """
      node a, b
      link wire = a -- b { rate 10mbit; delay 10ms; queue 20 packets; loss 1% }
      link six = a 2001:db8::1/64 -- b 2001:db8::2/64 { delay 1ms }
      flow bulk = tcp a -> b:80 { send 500KB; start 3s }
      flow modern = tcp a -> [2001:db8::2]:81 { send 100KB; start 3s }
      flow voice = udp b -> a:4000 { rate 64kbit; size 160B; start 3s; stop 4s }
      ping p = a -> b { start 3s; count 3; size 3000B }
      at 3500ms { set wire { delay 20ms } }
      expect bulk.received == 500KB
      """;

  @TempDir static Path directory;
  private static Lab.Run run;

  @BeforeAll
  static void record() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v tshark").start().waitFor() == 0,
        "tshark is not installed");
    run = new Lab(directory).run(SCENARIO);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @Test
  void readsEveryPacketWithoutComplaint() throws Exception {
    assertThat(packets("frame")).hasSize(run.capture().frames().size());
    assertThat(packets("_ws.malformed || frame.cap_len != frame.len")).isEmpty();
  }

  @Test
  void findsEveryChecksumRight() throws Exception {
    assertThat(packets("tcp.checksum.status == Good")).hasSizeGreaterThan(500);
    assertThat(packets("udp.checksum.status == Good")).hasSizeGreaterThan(50);
    assertThat(
            packets(
                "ip.checksum.status == Bad || tcp.checksum.status == Bad"
                    + " || udp.checksum.status == Bad || icmp.checksum.status == Bad"
                    + " || icmpv6.checksum.status == Bad"))
        .isEmpty();
  }

  @Test
  void knowsTheNetdevsAndTheEventsOfTheScenario() throws Exception {
    assertThat(packets("frame.interface_name == \"a.eth0\"")).isNotEmpty();
    assertThat(packets("frame.interface_name == \"b.eth1\"")).isNotEmpty();
    assertThat(packets("frame.comment")).isNotEmpty();
  }

  private static List<String> packets(String filter) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tshark", "-n"));
    for (String protocol : List.of("ip", "tcp", "udp")) {
      command.addAll(List.of("-o", protocol + ".check_checksum:TRUE"));
    }
    command.addAll(List.of("-r", run.directory().resolve("capture.pcapng").toString()));
    command.addAll(List.of("-Y", filter));
    Path err = directory.resolve("err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Lab.text(err)).isZero();
    // The only thing it has to say is that root should not use it.
    assertThat(Lab.text(err).lines().filter(line -> !line.startsWith("Running as user"))).isEmpty();
    return out.lines().toList();
  }
}
