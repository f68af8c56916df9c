package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchesTest {
  private static final String PATCH =
      """
      --- a/net/a.c\t2026-01-01 00:00:00
      +++ b/net/a.c\t2026-01-01 00:00:00
      @@ -1 +1 @@
      -old
      +new
      """;

  @TempDir Path directory;

  @Test
  void findsChangedNewDeletedAndRenamedFiles() {
    String patch =
        PATCH
            + "--- /dev/null\n+++ b/net/made.c\n@@ -0,0 +1 @@\n+x\n"
            + "--- a/net/gone.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
            + "rename from net/here.c\nrename to net/there.c\n";
    assertThat(Patches.touched(patch))
        .containsExactly("net/a.c", "net/gone.c", "net/here.c", "net/made.c", "net/there.c");
  }

  @Test
  void refusesToLeaveTheTree() {
    assertThatThrownBy(() -> Patches.touched("--- a/../../etc/passwd\n+++ b/../../etc/passwd\n"))
        .isInstanceOf(KernelBuildException.class)
        .hasMessageContaining("../../etc/passwd");
  }

  @Test
  void appliesToCopies() throws Exception {
    SourceTree tree = tree("old\n");
    Path scratch = Files.createDirectory(directory.resolve("scratch"));
    patches(PATCH).applyIn(scratch, tree);
    assertThat(scratch.resolve("net/a.c")).hasContent("new");
    assertThat(tree.root().resolve("net/a.c")).hasContent("old");
  }

  @Test
  void saysWhichPatchDoesNotApply() throws Exception {
    SourceTree tree = tree("other\n");
    Path scratch = Files.createDirectory(directory.resolve("scratch"));
    assertThatThrownBy(() -> patches(PATCH).applyIn(scratch, tree))
        .isInstanceOfSatisfying(
            KernelBuildException.class, e -> assertThat(e.usersMistake()).isTrue())
        .hasMessageContaining("x.patch does not apply")
        .hasMessageContaining("net/a.c");
  }

  @Test
  void refusesWhatIsNoPatch() throws Exception {
    assertThatThrownBy(() -> patches("hello\n").touched()).hasMessageContaining("changes no file");
    assertThatThrownBy(() -> new Patches(List.of(directory.resolve("none"))))
        .hasMessageContaining("none does not exist");
  }

  private SourceTree tree(String content) throws Exception {
    Path root = Files.createDirectories(directory.resolve("tree"));
    Files.createDirectories(root.resolve("net"));
    Files.writeString(root.resolve("net/a.c"), content);
    return new SourceTree(root, "key", "identity", List.of("net/a.c"));
  }

  private Patches patches(String text) throws Exception {
    return new Patches(List.of(Files.writeString(directory.resolve("x.patch"), text)));
  }
}
