package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockstep.engine.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Wireshark makes of packets that a scenario has made. */
class InjectedPacketsTest {
  @TempDir Path directory;

  @Test
  void everyHeaderIsWellFormedAndEveryChecksumRight() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v tshark").start().waitFor() == 0,
        "tshark is not installed");
    Lab.Run run =
        Lab.runFile(
            Path.of("../examples/headers.scn"), directory.resolve("out"), options -> options);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
    // Of what a sends; errors of b quote packets that were not for it, as they were.
    String filter =
        "frame.interface_name == \"a.eth0\" && frame.packet_flags_direction == 2 && (_ws.malformed"
            + " || _ws.expert.severity == error || ip.checksum.status == Bad"
            + " || tcp.checksum.status == Bad || udp.checksum.status == Bad"
            + " || icmp.checksum.status == Bad || icmpv6.checksum.status == Bad"
            + " || igmp.checksum.status == Bad || gre.checksum.status == Bad"
            + " || sctp.checksum.status == Bad)";
    Process tshark =
        new ProcessBuilder(
                List.of(
                    "tshark", "-n", "-o", "ip.check_checksum:TRUE", "-o",
                    "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o",
                    "sctp.checksum:crc32c", "-r",
                    run.directory().resolve("capture.pcapng").toString(), "-Y", filter))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tshark.waitFor()).isZero();
    assertThat(out).isEmpty();
  }
}
