package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Limits;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.ScriptStep;
import io.lockstep.engine.model.When;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptsTest {
  private static ActivitySpec.Script script(String lines) {
    ScenarioCase one =
        Scenario.one(
            "node a, b\nlink a 10.0.0.1/24 -- b 10.0.0.2/24\nping warm = a -> b\n"
                + "program p on a {\n" + lines + "\n}\n"
                + "program q on b {\nlabel ready\n}\n");
    return (ActivitySpec.Script) one.activities().get(1);
  }

  @Test
  void settingsAreThoseOfTheProgram() {
    ActivitySpec.Script script = script("start after warm + 1s\ntimeout 5s\nsleep(1s)");
    assertThat(script.timeoutNs()).isEqualTo(5_000_000_000L);
    assertThat(script.start()).isInstanceOf(When.After.class);
    assertThat(script.node()).isZero();
    assertThat(script("sleep(1s)").timeoutNs()).isEqualTo(600_000_000_000L);
  }

  @Test
  void loopsAreUnrolledAndWhatIsKnownIsDecided() {
    assertThat(script("for i in 1..3 { close(i) }").steps()).hasSize(3);
    assertThat(script("if 1 == 2 { close(1) } else { close(2); close(3) }").steps()).hasSize(2);
    assertThat(script("let x = now()\nif x > 1s { close(1) } else { close(2) }").steps())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("Run", "Unless", "Run", "Goto", "Run");
  }

  @Test
  void theTimesOfProgramsAreMomentsOfTheScenario() {
    ScenarioCase scenario = Scenario.one("node a\nprogram p on a { at 3h sleep(1s) }\n");
    assertThat(Limits.of(scenario).virtualNs()).isEqualTo(4 * 3600 * 1_000_000_000L);
  }

  @Test
  void labelsAndActivitiesAreWaitedFor() {
    List<ScriptStep> steps = script("after q.ready and warm + 10ms close(3)").steps();
    assertThat(((ScriptStep.After) steps.get(0)).events())
        .containsExactly(new ScriptStep.Event(2, "ready"), new ScriptStep.Event(0, ""));
    assertThat(((ScriptStep.After) steps.get(0)).delayNs()).isEqualTo(10_000_000L);
  }

  @Test
  void clausesSayWhatIsExpected() {
    ScriptStep.Run step =
        (ScriptStep.Run) script("connect(3, b:81) fails ECONNREFUSED takes 20ms..21ms").steps().get(0);
    assertThat(step.expected())
        .isEqualTo(new ScriptStep.Expected(111, 20_000_000L, 21_000_000L, -1, -1));
    assertThat(step.calls().get(0).arguments().get("address").toString()).contains("10.0.0.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bindd(3, b:80) | 5:1: error: unknown call 'bindd'; did you mean 'bind'?",
        "socket(AF_INT, SOCK_STREAM) | unknown constant 'AF_INT'; did you mean 'AF_INET'?",
        "close(s) | unknown variable 's'",
        "let s = 3; close(ss) | unknown variable 'ss'; did you mean 's'?",
        "bind(3) | 'address' is missing, expected bind(fd, address)",
        "close(3, 4) | too many arguments, expected close(fd)",
        "close(\"x\") | expected a number for 'fd' of close(fd), found bytes (\"x\")",
        "connect(3, 80) | such as 10.0.0.1:80 for 'address' of connect(fd, address), found a number (80)",
        "connect(3, b:99999) | expected a port within 0..65535, found 99999",
        "connect(3, c:80) | unknown node 'c'",
        "connect(3, b.eth7:80) | b has no netdev 'eth7'",
        "recv(3, 10) fails ECONREFUSED | unknown error 'ECONREFUSED'; did you mean 'ECONNREFUSED'?",
        "let x = recv(3, 10) fails EAGAIN | a call that 'fails' has no value",
        "recv(3, 10) == \"x\" fails EAGAIN | a call that 'fails' has no value",
        "recv(3, 10) blocks 1s fails EAGAIN | a call that 'blocks' does not return",
        "recv(3, 10) blocks 0s | expected a time above 0s",
        "recv(3, 10) takes 2s..1s | expected the longer time behind '..', found 1s",
        "recv(3, 10) takes 5 | expected a time such as 10ms, found a plain number (5)",
        "let x = 1; x == 1 takes 1s | 'takes' belongs behind a call",
        "x | unknown variable 'x'",
        "let x = 1; x | expected a call or a comparison",
        "getsockopt(3, TCP_INFO).snd_cwn == 1 | there is no 'snd_cwn' in this; did you mean 'snd_cwnd'?",
        "let s = socket(AF_INET, SOCK_STREAM); s.port == 1 | there is no 'port' in this",
        "let i = getsockopt(3, TCP_INFO); i.stat == 1 | did you mean 'state'?",
        "setsockopt(3, SO_LINGER, linger(on = 1)) | linger has no 'on'",
        "recv(3, cont = 5) | there is no 'cont' in recv(fd, count, [flags]); did you mean 'count'?",
        "recv(3, 5, count = 5) | 'count' is given twice",
        "send(3, bytes(\"0x1\")) | expected pairs of hexadecimal digits",
        "let x = 1s + 1 | do not go together in '+'",
        "let x = 5mbit | expected a number, a size or a time",
        "let x = 0.5 | expected a whole number, found 0.5",
        "after q.reddy | the program 'q' has no label 'reddy'; did you mean 'ready'?",
        "after p | a program cannot wait for its own end",
        "after nobody | unknown flow, ping or program 'nobody'",
        "label x; label x | 'x' is already the name of a label",
        "let n = 1 | 'n' is already the name of a variable outside of the program",
        "start 1s; start 2s | 'start' is given twice",
        "timeout 0s | expected a time above 0s",
        "let x = c[1] | unknown variable 'c[1]'",
      })
  void mistakesAreExplained(String lines, String message) {
    List<String> messages =
        Scenario.messages(
            "let n = 1\nnode a, b\nlink a -- b\nprogram p on a {\n"
                + lines.replace("; ", "\n") + "\n}\nprogram q on b { label ready }\n");
    assertThat(messages).isNotEmpty();
    assertThat(messages.get(0)).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "program p on a { }; expect p.received == 5 | a program made of system calls has no 'received'",
        "program p on c { } | unknown node 'c'",
        "program p on a { }; program p on a { } | 'p' is already the name of a program",
      })
  void soAreThoseOfPrograms(String text, String message) {
    List<String> messages = Scenario.messages("node a\n" + text.replace("; ", "\n") + "\n");
    assertThat(messages).isNotEmpty();
    assertThat(messages.get(0)).contains(message);
  }
}
