package io.lockstep.engine.bisect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.suite.CaseResult;
import io.lockstep.engine.suite.CaseStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search, with files that stand for kernels. */
class BisectionTest {
  @TempDir Path directory;

  private final List<String> tried = new ArrayList<>();

  private static Behaviour behaviour(boolean met, String json) {
    return new Behaviour(
        new CaseResult(
            met ? CaseStatus.PASSED : CaseStatus.FAILED, met ? 0 : 1, met ? 1 : 0, 1, 5,
            ImmutableList.of(), ImmutableMap.of()),
        json);
  }

  private Path repository(int commits, int culprit, int broken) throws Exception {
    return repository(commits, culprit, broken, "bad");
  }

  private Path repository(int commits, int culprit, int broken, String then) throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Git git = new Git(tree);
    git.need("init", "-q");
    for (int i = 0; i <= commits; i++) {
      Files.writeString(tree.resolve("count"), i + "\n");
      Files.writeString(tree.resolve("behaviour"), i < culprit ? "good" : then);
      Files.writeString(tree.resolve("builds"), i == broken ? "no" : "yes");
      git.need("add", "-A");
      git.need(
          "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "change " + i);
      git.need("tag", "c" + i);
    }
    return tree;
  }

  private Bisection.Report bisect(Path tree, String good, String bad) {
    return bisect(tree, good, bad, Bisection.By.VERDICT);
  }

  private Bisection.Report bisect(Path tree, String good, String bad, Bisection.By by) {
    GitHistory history = new GitHistory(tree, directory.resolve("private"), good, bad);
    Bisection.Trial trial =
        candidate -> {
          history.checkOut(candidate);
          tried.add(candidate.title());
          return read(candidate.tree());
        };
    return new Bisection(history, trial, new Bisection.Listener() {}, by).run();
  }

  private static Optional<Behaviour> read(Path tree) {
    try {
      if (Files.readString(tree.resolve("builds")).equals("no")) {
        return Optional.empty();
      }
      String behaviour = Files.readString(tree.resolve("behaviour"));
      int rtt = behaviour.equals("good") ? 1 : 2;
      String json =
          "{\"kernels\": [{\"git\": \"" + Files.readString(tree.resolve("count")).strip()
              + "\"}], \"activities\": [{\"name\": \"p\", \"rtt\": " + rtt + "}]}";
      return Optional.of(behaviour(!behaviour.equals("bad"), json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void findsTheCommitAndNeverWritesToTheRepository() throws Exception {
    Path tree = repository(16, 11, -1);
    Files.writeString(tree.resolve("count"), "my own change");
    String before = new Git(tree).need("for-each-ref") + new Git(tree).need("status", "--short");
    Bisection.Report report = bisect(tree, "c0", "c16");
    assertThat(report.culprits()).extracting(Candidate::title).containsExactly("change 11");
    assertThat(report.differences()).containsExactly("activities[p].rtt: 1 -> 2");
    assertThat(tried).hasSizeLessThanOrEqualTo(7);
    assertThat(new Git(tree).need("for-each-ref") + new Git(tree).need("status", "--short"))
        .isEqualTo(before);
    assertThat(tree.resolve("count")).hasContent("my own change");
    // And again in the same checkout.
    assertThat(bisect(tree, "c5", "c16").culprits()).hasSize(1);
  }

  @Test
  void aVersionThatDoesNotBuildIsSkipped() throws Exception {
    Bisection.Report report = bisect(repository(8, 5, 4), "c0", "c8");
    assertThat(report.culprits()).extracting(Candidate::title).contains("change 5");
    assertThat(report.culprits()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aChangeThatNoExpectationSpeaksOf() throws Exception {
    Path tree = repository(16, 6, 7, "other");
    assertThatThrownBy(() -> bisect(tree, "c0", "c16"))
        .hasMessageContaining("can be found with --by fingerprint");
    Bisection.Report report = bisect(tree, "c0", "c16", Bisection.By.FINGERPRINT);
    assertThat(report.culprits()).extracting(Candidate::title).containsExactly("change 6");
    assertThat(report.differences()).containsExactly("activities[p].rtt: 1 -> 2");
    assertThatThrownBy(() -> bisect(tree, "c8", "c16", Bisection.By.FINGERPRINT))
        .hasMessageContaining("Both ends behave exactly the same");
  }

  @Test
  void endsThatDoNotFit() throws Exception {
    Path tree = repository(4, 2, -1);
    assertThatThrownBy(() -> bisect(tree, "c4", "c0"))
        .hasMessageContaining("c4 is not an ancestor of c0");
    assertThatThrownBy(() -> bisect(tree, "nosuch", "c0")).hasMessageContaining("no commit \"nosuch\"");
    assertThatThrownBy(() -> bisect(tree, "c2", "c4"))
        .hasMessageContaining("On the good end, not all expectations are met");
    assertThatThrownBy(() -> bisect(tree, "c0", "c1"))
        .hasMessageContaining("On the bad end, all expectations are met");
  }

  @Test
  void patches() throws Exception {
    for (int i = 1; i <= 9; i++) {
      Files.writeString(
          directory.resolve("000" + i + "-x.patch"),
          "Subject: change " + i + "\n--- a/net/x.c\n+++ b/net/x.c\n@@ -1 +1 @@\n");
    }
    PatchHistory history = new PatchHistory(directory);
    Bisection.Trial trial =
        candidate -> {
          int count = candidate.patches().size();
          return count == 5 ? Optional.empty() : Optional.of(behaviour(count < 7, "{}"));
        };
    Bisection.Report report =
        new Bisection(history, trial, new Bisection.Listener() {}, Bisection.By.VERDICT).run();
    assertThat(report.culprits()).extracting(Candidate::id).containsExactly("patch-7");
    assertThat(history.describe(report.culprits().get(0)))
        .contains("Subject: change 7")
        .contains("changes net/x.c");
    assertThat(BisectReport.text(report, history)).contains("The behaviour changed with patch-7");
  }

  @Test
  void aSeriesFile() throws Exception {
    Files.writeString(directory.resolve("b.patch"), "");
    Files.writeString(directory.resolve("a.patch"), "");
    Files.writeString(directory.resolve("series"), "b.patch -p1\n# no\n\na.patch # last\n");
    assertThat(new PatchHistory(directory).bad().patches())
        .extracting(patch -> patch.getFileName().toString())
        .containsExactly("b.patch", "a.patch");
    Files.writeString(directory.resolve("series"), "c.patch\n");
    assertThatThrownBy(() -> new PatchHistory(directory)).hasMessageContaining("names c.patch");
  }
}
