package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.FileContent;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.OutputStreams;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecTest {
  @Test
  void everythingIsResolved() {
    ScenarioCase one =
        Scenario.one(
            """
            let word = "hi"
            node a { call_cost 2us; file "/etc/motd" = "hello"; file "/proc/x" = "1" }
            node h[1..2]
            for i in 1..2 {
              exec show[i] = on h[i] "echo ${word} $x" { start i * 1s; timeout 5s; stop 4s }
            }
            daemon server = on a "nc -l 5" {
              start after show[1] + 1s
              stdin "x\\n"
              env A = "${word}"
              directory "/tmp"
              file "/root/f" = "g"
            }
            exec on a "true"
            exec on a "true"
            """);
    assertThat(one.activities())
        .extracting(ActivitySpec::name)
        .containsExactly("show[1]", "show[2]", "server", "exec on a", "exec on a#2");
    ActivitySpec.Program show = (ActivitySpec.Program) one.activities().get(1);
    assertThat(show.command()).isEqualTo("echo hi $x");
    assertThat(show.node()).isEqualTo(2);
    assertThat(show.start()).isEqualTo(new When.At(2_000_000_000L));
    assertThat(show.timeoutNs()).isEqualTo(5_000_000_000L);
    assertThat(show.stopNs()).isEqualTo(4_000_000_000L);
    assertThat(show.isDaemon()).isFalse();
    ActivitySpec.Program server = (ActivitySpec.Program) one.activities().get(2);
    assertThat(server.isDaemon()).isTrue();
    assertThat(server.input()).isEqualTo(FileContent.of("x\n"));
    assertThat(server.environment()).containsEntry("A", "hi");
    assertThat(server.directory()).isEqualTo("/tmp");
    assertThat(server.files()).extracting(file -> file.path()).containsExactly("/root/f");
    assertThat(server.start()).isInstanceOf(When.After.class);
    assertThat(one.nodes().get(0).callCostNs()).isEqualTo(2_000);
    assertThat(one.nodes().get(0).files()).extracting(f -> f.path()).containsExactly("/etc/motd");
    assertThat(one.nodes().get(0).settings()).extracting(s -> s.path()).containsExactly("/proc/x");
  }

  @Test
  void actionsStartPrograms() {
    ScenarioCase one =
        Scenario.one(
            """
            node a
            at 5s { exec cut = on a "x" }
            every 1s 2 times { exec look = on a "y"; exec on a "z" }
            expect cut.exit == 0 and look[2].exit == 0
            """);
    assertThat(one.activities())
        .extracting(ActivitySpec::name)
        .containsExactly("cut", "look[1]", "look[2]", "exec on a", "exec on a#2");
    assertThat(one.activities()).allMatch(spec -> spec.start() instanceof When.OnDemand);
    assertThat(one.timeline().get(1).actions())
        .extracting(action -> ((ActionSpec.Start) action).activity())
        .containsExactly(1, 3);
  }

  @Test
  void conditionsAskForOutput() {
    ScenarioCase one =
        Scenario.one(
            """
            node a
            exec p = on a "ls"
            expect p.stdout contains "x"
            expect p.output not matches "^a+$"
            expect p.stderr == "none"
            expect p.stdout.lines > 3 and p.exit == 0
            expect p.running at 3s
            expect p.completed by 3s
            when p.stdout contains "go" { exec on a "go" }
            """);
    Operand stdout = new Operand.Output(0, OutputStreams.STDOUT);
    assertThat(one.expectations().get(0).condition())
        .isEqualTo(new Condition.TextTest(stdout, false, "x"));
    assertThat(one.expectations().get(1).condition())
        .isEqualTo(
            new Condition.Not(
                new Condition.TextTest(
                    new Operand.Output(0, OutputStreams.OUTPUT), true, "^a+$")));
    assertThat(one.expectations().get(4).condition()).isEqualTo(new Condition.Running(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "exec p = on b \"ls\" | 2:13: error: unknown node 'b'",
        "exec p = on a \"ls\" { stop 1s; start 2s } | expected a stop after the start (2s)",
        "exec p = on a \"ls\" { timeout 0s } | expected a time above 0s",
        "exec p = on a \"ls\" { stdin file \"no.txt\" } | cannot read 'no.txt'",
        "exec p = on a \"ls\" { directory \"tmp\" } | expected an absolute path",
        "exec p = on a \"ls\" { file \"/proc/x\" = \"y\" } | a file of the kernel",
        "exec p = on a \"ls\"; expect p.stdout matches \"a(b\" | not a regular expression",
        "exec p = on a \"ls\"; expect p.exit contains \"a\" | looks into a text",
        "exec p = on a \"ls\"; expect p.stdout contains 5 | expected a text in quotes",
        "exec p = on a \"ls\"; expect p.received == 5 | a program has no 'received'",
        "exec p = on a \"ls\"; expect p.stdot == \"a\" | did you mean 'stdout'?",
        "exec p = on a \"ls\"; expect p == 5 | such as p.exit",
        "exec p = on a \"ls\"; expect p.running == 5 | 'running' is no value",
        "ping p = a -> a; expect p.stdout == \"a\" | a ping has no 'stdout'",
        "at 1s { exec p = on a \"ls\" { start 2s } } | has a start of its own",
        "at 1s { set a { file \"/etc/x\" = \"y\" } } | only files of the kernel",
      })
  void mistakesAreExplained(String text, String message) {
    List<String> messages = Scenario.messages("node a\n" + text + "\n");
    assertThat(messages).hasSize(1);
    assertThat(messages.get(0)).contains(message);
  }
}
