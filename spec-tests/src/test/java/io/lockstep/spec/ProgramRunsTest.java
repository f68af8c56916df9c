package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.lockstep.engine.ExitCode;
import io.lockstep.engine.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in nodes: exact, repeatable, allowed by the user alone, and kept where they belong. */
class ProgramRunsTest {
  @TempDir Path directory;

  private Lab.Run run(String scenario) {
    return new Lab(directory).run(scenario, RunOptions::allowExec);
  }

  @Test
  void pingPrintsExactTimes() {
    Lab.Run run =
        run(
            """
            node a, b
            link wire = a -- b { delay 10ms }
            exec ping = on a "ping -c 3 b"
            expect ping.stdout matches "icmp_seq=1 ttl=64 time=40.0 ms"
            expect ping.stdout matches "icmp_seq=2 ttl=64 time=20.0 ms"
            expect ping.stdout matches "icmp_seq=3 ttl=64 time=20.0 ms"
            expect ping.stdout matches "time 2000ms"
            """);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @Test
  void anHourOfSleepIsOverAtOnce() {
    Lab.Run run =
        run(
            """
            node a
            exec nap = on a "sleep 3599"
            expect nap.duration == 3599s
            """);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  /** The more memory a process has, the longer the host is at ending it. */
  @Test
  void whoIsToldToEndAtOneInstantEndsInTheSameOrder() throws IOException {
    Set<HashCode> captures = new HashSet<>();
    try (Load load = new Load(2)) {
      for (int i = 0; i < 6; i++) {
        Lab.Run run =
            run(
                """
                node a
                node b
                link wire = a 10.0.0.1/24 -- b 10.0.0.2/24 { delay 5ms }
                daemon server = on b \"""
                  #!/usr/bin/python3
                  import socket, time
                  s = socket.create_server(('10.0.0.2', 80))
                  held = [s.accept() for i in range(4)]
                  time.sleep(100)
                \"""
                for megabytes in [1, 60, 5, 40] {
                  daemon client[megabytes] = on a \"""
                    #!/usr/bin/python3
                    import socket, time
                    held = bytearray(b'x' * (${megabytes} << 20))
                    s = socket.create_connection(('10.0.0.2', 80))
                    time.sleep(100)
                  \"""
                }
                at 1s { exec on a "true" }
                """);
        assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
        Path capture = run.directory().resolve("capture.pcapng");
        captures.add(Hashing.sha256().hashBytes(Files.readAllBytes(capture)));
      }
    }
    assertThat(captures).hasSize(1);
  }

  @Test
  void aFailureShowsWhatTheProgramPrinted() {
    Lab.Run run =
        run(
            """
            node a
            exec x = on a "echo to be seen; echo an error >&2; exit 7"
            expect x.exit == 0
            """);
    assertThat(run.exitCode()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(run.console()).contains("saw 7", "stdout to be seen", "stderr an error");
  }

  @Test
  void aScenarioAloneRunsNothing() throws IOException {
    Path witness = directory.resolve("witness");
    Path file =
        Lab.write(
            directory, "evil.scn", "node a\nexec x = on a \"touch " + witness + "\"\n");
    Program.Finished result = Program.in(directory).run("run", file.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out() + result.err()).contains("evil.scn:2:1", "touch", "--allow-exec");
    assertThat(witness).doesNotExist();
  }

  @Test
  void twoKernelsServePrograms() {
    Lab.Run run =
        run(
            """
            node old { kernel linux-6.1 }
            node new { kernel linux-6.12 }
            link wire = old -- new { delay 1ms }
            exec o = on old "uname -r; ping -c 1 new"
            exec n = on new "uname -r; ping -c 1 old"
            expect o.stdout matches "^6[.]1[.]"
            expect n.stdout matches "^6[.]12[.]"
            expect o.stdout contains "1 received"
            expect n.stdout contains "1 received"
            """);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @Test
  void theSameInEveryRunUnderLoad() throws IOException {
    Path scenario =
        Lab.write(
            directory,
            "busy.scn",
            """
            node a, b
            link wire = a -- b { rate 50mbit; delay 5ms }
            exec machine = on a \"\"\"
            for i in 1 2 3; do echo $RANDOM; sleep 0.$i & done; wait; date +%s.%N; ps -e; free
            ls -la /etc | head -20; cat /proc/uptime; ip -s link; head -c 8 /dev/urandom | od -x
            (echo one; sleep 1; echo two) | while read l; do echo "$l $SECONDS"; done
            mktemp -u; cat /proc/sys/kernel/random/uuid
            \"\"\"
            exec py = on b \"\"\"
            exec python3 -c '
            import threading, time, random, os, subprocess
            def work(n):
                for i in range(3):
                    time.sleep(0.1 * (n + 1)); print(n, i, round(time.time(), 4), flush=True)
            threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
            [t.start() for t in threads]; [t.join() for t in threads]
            print(random.random(), os.getpid(), subprocess.run(["id"], capture_output=True).stdout)
            print({"a", "b", "c"}, id(object()))
            '
            \"\"\"
            expect machine.exit == 0
            expect py.exit == 0
            """);
    Set<String> results = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      Path out = directory.resolve("out-" + i);
      try (Load load = new Load(i)) {
        Lab.Run run = Lab.runFile(scenario, out, RunOptions::allowExec);
        assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
      }
      results.add(
          Files.readString(out.resolve("result.json"))
              + Files.readString(out.resolve("programs/a/machine.log"))
              + Files.readString(out.resolve("programs/b/py.log")));
    }
    assertThat(results).hasSize(1);
  }

  @Test
  void aShellInANodeTakesCommands() throws IOException {
    Path file =
        Lab.write(directory, "two.scn", "node a, b\nlink wire = a -- b { delay 10ms }\n");
    Path input = Files.writeString(directory.resolve("keys"), "ping -c 1 b\ntty\nexit 4\n");
    Program.Finished result =
        Program.in(directory)
            .reading(input)
            .run("shell", file.toString(), "--node", "a", "--at", "1s");
    assertThat(result.out()).contains("1 received", "/dev/pts/0");
    assertThat(result.exitCode()).isEqualTo(4);
  }

  @Test
  void anOrdinaryUserGetsTheSame() throws IOException {
    assumeTrue(Users.isRoot(), "only root can become somebody else");
    Path file =
        Lab.write(
            directory,
            "user.scn",
            """
            node a, b
            link wire = a -- b { delay 10ms }
            exec x = on a "ping -c 2 b; id; ls -ln /etc | head -5; touch /root/f; stat -c '%u %y' /root/f"
            expect x.exit == 0
            """);
    Path jar = Users.readableJar(directory);
    directory.toFile().setExecutable(true, false);
    directory.toFile().setReadable(true, false);
    directory.toFile().setWritable(true, false);
    for (String who : List.of("root", "nobody")) {
      Program program = Program.in(directory).from(jar);
      Program.Finished result =
          (who.equals("root") ? program : program.under(Users.NOBODY).with("HOME", "/tmp"))
              .run("run", "--allow-exec", "--out", directory.resolve(who).toString(),
                  file.toString());
      assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    }
    assertThat(directory.resolve("nobody/programs/a/x.log"))
        .hasSameTextualContentAs(directory.resolve("root/programs/a/x.log"));
  }
}
