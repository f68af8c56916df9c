package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lockstep.engine.EngineException;
import io.lockstep.engine.ExitCode;
import io.lockstep.spec.CaptureFile.Frame;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sysctls go into the kernels, have their effect there and can be read back. */
class SysctlTest {
  @TempDir Path directory;

  @Test
  void whatWasSetIsReadBack() {
    Lab.Run run =
        new Lab(directory)
            .run(
                """
                node a {
                  sysctl net.ipv4.ip_default_ttl = 33
                  sysctl net.ipv4.tcp_congestion_control = bbr
                  sysctl net.ipv4.conf.eth0.rp_filter = 2
                }
                node b
                link a -- b { delay 1ms }
                at 2s { set a { sysctl net.ipv4.ip_default_ttl = 44 } }
                expect a.sysctl("net.ipv4.ip_default_ttl") == 33 at 1s
                expect a.sysctl("net.ipv4.ip_default_ttl") == 44 at 3s
                expect b.sysctl("net.ipv4.ip_default_ttl") == 64
                expect a.sysctl("net.ipv4.tcp_congestion_control") == "bbr"
                expect a.sysctl("net.ipv4.conf.eth0.rp_filter") == 2
                """);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @Test
  void theKernelObeys() {
    Lab.Run run =
        new Lab(directory)
            .run(
                """
                node a { sysctl net.ipv4.ip_default_ttl = 33 }
                node b
                link a -- b { delay 1ms }
                ping p = a -> b { count 2; every 100ms }
                """);
    Set<Integer> ttls =
        run.capture()
            .sentBy("a.eth0")
            .filter(Frame::isIpv4)
            .map(frame -> frame.u8(22))
            .collect(Collectors.toSet());
    assertThat(ttls).containsExactly(33);
  }

  @Test
  void aValueThatTheKernelRefusesIsTheUsersMistake() {
    EngineException refused =
        catchThrowableOfType(
            EngineException.class,
            () ->
                new Lab(directory)
                    .run(
                        """
                        node a { sysctl net.ipv4.tcp_congestion_control = vegass }
                        node b
                        link a -- b
                        ping a -> b
                        """));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(refused).hasMessageContaining("scenario.scn:1:").hasMessageContaining("vegass");
  }
}
