package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when a program does not see what it expects. */
class ScriptFailuresTest {
  /** The lines of a program, and what is reported of its last line. */
  private static final Map<String, String> FAILURES = new TreeMap<>();

  static {
    FAILURES.put(
        "connect(s, b:81)", "expected to succeed, it failed with ECONNREFUSED at ");
    FAILURES.put(
        "connect(s, b:81) fails ETIMEDOUT",
        "expected to fail with ETIMEDOUT, it failed with ECONNREFUSED at ");
    FAILURES.put("close(s) fails EBADF", "expected to fail with EBADF, it returned 0 at ");
    FAILURES.put(
        "getsockopt(s, SO_TYPE) == SOCK_DGRAM", "saw SOCK_STREAM (1) at ");
    FAILURES.put("getsockopt(s, TCP_CONGESTION) == \"x\"", "saw \"cubic\" at ");
    FAILURES.put(
        "getsockopt(s, TCP_INFO).rto == 5s", "saw 1 s at ");
    FAILURES.put("sleep(1ms) takes 2ms", "expected to take 2 ms, it took 1 ms at ");
    FAILURES.put("sleep(3ms) takes 1ms..2ms", "expected to take 1 ms to 2 ms, it took 3 ms at ");
    FAILURES.put("accept(s) blocks 1s", "expected to block for 1 s, it returned EINVAL after 0 s at ");
    FAILURES.put("listen(s)\naccept(s) timeout 2s", "expected to return, it was blocked for 2 s at ");
    FAILURES.put("at 1ms", "expected to come here before 1 ms, it is 10 ms already at ");
    FAILURES.put("after other.never", "expected to happen, it has waited for 20 s at ");
    FAILURES.put("let i = getsockopt(s, SO_TYPE)\ni.x == 1", "a number (1) has no 'x'");
    FAILURES.put(
        "recv(s, getsockopt(s, TCP_CONGESTION)) == 1",
        "expected a number of bytes such as 100 for 'count' of recv(fd, count, [flags])");
    FAILURES.put("let p = pipe2()\nread(p.read, 100 - 200) == 1", "expected a number of bytes");
    FAILURES.put("let x = now() / 0", "a division by 0");
    FAILURES.put("getsockname(s) == 1", "cannot be compared with");
    FAILURES.put(
        "ioctl(s, SIOCGIFFLAGS, \"lo\") == IFF_UP | IFF_RUNNING",
        "saw IFF_UP | IFF_LOOPBACK | IFF_RUNNING at ");
    FAILURES.put("getsockname(s) == b:80", "saw 0.0.0.0:0 at ");
  }

  @TempDir Path directory;

  @Test
  void eachIsReportedWithItsLine() {
    StringBuilder text =
        new StringBuilder("node a, b\nlink a -- b\nprogram other on b { if now() > 1h { label never } }\n");
    List<String> expected = new ArrayList<>();
    int line = 3;
    int number = 0;
    for (Map.Entry<String, String> failure : FAILURES.entrySet()) {
      text.append("program p").append(++number).append(" on a {\n  start 10ms\n  timeout 20s\n")
          .append("  let s = socket(AF_INET, SOCK_STREAM)\n  ")
          .append(failure.getKey().replace("\n", "\n  "))
          .append("\n}\n");
      int lines = failure.getKey().split("\n").length;
      line += 4 + lines;
      String last = failure.getKey().substring(failure.getKey().lastIndexOf('\n') + 1);
      expected.add("scenario.scn:" + line + ":3  " + last + "   ");
      line++;
    }
    Lab.Run run = new Lab(directory).run(text.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    List<String> found =
        run.console().lines().filter(one -> one.startsWith("FAILED  ")).toList();
    assertThat(found).as(run.console()).hasSize(FAILURES.size());
    int index = 0;
    for (String seen : FAILURES.values()) {
      assertThat(found.get(index)).contains(expected.get(index)).contains(seen);
      index++;
    }
  }

  @Test
  void whatIsNotOverAtTheEndIsReported() {
    Lab.Run run =
        new Lab(directory)
            .run(
                """
                node a
                program p on a {
                  timeout 3h
                  let s = socket(AF_INET, SOCK_STREAM)
                  listen(s)
                  sleep(1s)
                  accept(s)
                }
                program q on a {
                  start after p
                }
                """);
    assertThat(run.console())
        .contains(":7:3  accept(s)   p was blocked in accept(0) since 1 s when the run ended at ")
        .contains("q: nothing started it");
  }

  @Test
  void callsAreInTheResult() {
    Lab.Run run =
        new Lab(directory)
            .run(
                """
                node a
                program p on a {
                  let s = socket(AF_INET, SOCK_STREAM)
                  connect(s, 127.0.0.1:9) fails ECONNREFUSED
                  recv(s, 5) fails ENOTCONN
                  poll(s, POLLIN, 5ms) == POLLIN | POLLHUP | POLLERR
                }
                expect p.completed by 1s
                """);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    JsonNode calls = run.activity("p").get("calls");
    assertThat(calls).hasSize(4);
    assertThat(calls.get(1).get("call").asText()).isEqualTo("connect(0, 127.0.0.1:9)");
    assertThat(calls.get(1).get("result").asText()).isEqualTo("-1 ECONNREFUSED");
    assertThat(calls.get(1).get("line").asInt()).isEqualTo(4);
    assertThat(calls.get(0).get("end_ns").asLong()).isZero();
  }
}
