package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {
  @TempDir Path root;

  @BeforeEach
  void makeTree() throws Exception {
    for (String name : List.of("Makefile", "Kconfig", "net/ipv4/tcp.c")) {
      write(name, name);
    }
  }

  @Test
  void refusesADirectoryWithoutAKernel() throws Exception {
    Files.delete(root.resolve("net/ipv4/tcp.c"));
    assertThatThrownBy(() -> SourceTree.ofDirectory(root))
        .isInstanceOf(KernelBuildException.class)
        .hasMessageContaining("holds no Linux kernel source")
        .hasMessageContaining("net/ipv4/tcp.c");
  }

  @Test
  void refusesATreeWithoutGitThatWasBuiltInPlace() throws Exception {
    write("include/generated/autoconf.h", "");
    assertThatThrownBy(() -> SourceTree.ofDirectory(root))
        .hasMessageContaining("was built in place")
        .hasMessageContaining("make mrproper");
  }

  @Test
  void withoutGitTheKeyFollowsSizesAndTimes() throws Exception {
    String key = SourceTree.ofDirectory(root).key();
    assertThat(SourceTree.ofDirectory(root).key()).isEqualTo(key);
    Files.setLastModifiedTime(root.resolve("Makefile"), FileTime.fromMillis(1));
    assertThat(SourceTree.ofDirectory(root).key()).isNotEqualTo(key);
  }

  @Test
  void withGitTheKeyFollowsContent() throws Exception {
    git("init", "-q");
    write(".gitignore", "*.o\n");
    git("add", "-A");
    commit();
    SourceTree clean = SourceTree.ofDirectory(root);
    assertThat(clean.files())
        .containsExactly(".gitignore", "Kconfig", "Makefile", "net/ipv4/tcp.c");

    write("net/ipv4/tcp.o", "generated, ignored");
    write("include/generated/autoconf.h.o", "generated, ignored");
    Files.setLastModifiedTime(root.resolve("Makefile"), FileTime.fromMillis(1));
    assertThat(SourceTree.ofDirectory(root)).isEqualTo(clean);

    write("net/ipv4/tcp.c", "changed");
    String changed = SourceTree.ofDirectory(root).key();
    assertThat(changed).isNotEqualTo(clean.key());

    write("net/ipv4/new.c", "untracked");
    SourceTree untracked = SourceTree.ofDirectory(root);
    assertThat(untracked.key()).isNotEqualTo(changed);
    assertThat(untracked.files()).contains("net/ipv4/new.c");
    assertThat(untracked.identity()).isEqualTo(clean.identity());
  }

  @Test
  void doesNotWriteToGitsIndex() throws Exception {
    git("init", "-q");
    git("add", "-A");
    commit();
    Files.setLastModifiedTime(root.resolve("Makefile"), FileTime.fromMillis(1));
    byte[] index = Files.readAllBytes(root.resolve(".git/index"));
    SourceTree.ofDirectory(root);
    assertThat(root.resolve(".git/index")).hasBinaryContent(index);
  }

  private void commit() throws Exception {
    git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "x");
  }

  private void git(String... arguments) throws Exception {
    assumeThat(Command.exists("git")).isTrue();
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Command.Result result = Command.run(root, true, command);
    assertThat(result.ok()).as(result.text()).isTrue();
  }

  private void write(String name, String content) throws Exception {
    Files.createDirectories(root.resolve(name).getParent());
    Files.writeString(root.resolve(name), content);
  }
}
