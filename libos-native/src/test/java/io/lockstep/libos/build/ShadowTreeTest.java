package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowTreeTest {
  @TempDir Path directory;
  private Path root;
  private ShadowTree shadow;

  @BeforeEach
  void makeTree() throws Exception {
    root = directory.resolve("user");
    write("Makefile", "top");
    write("net/ipv4/tcp.c", "tcp");
    write("net/ipv4/udp.c", "udp");
    write("arch/Kconfig", "common");
    write("arch/x86/Makefile", "x86");
    write("arch/libos/Makefile", "somebody's older port");
    write("Documentation/Kconfig", "docs");
    shadow = new ShadowTree(directory.resolve("build/tree"));
  }

  @Test
  void linksTheUsersFilesAndCopiesTheOverlay() throws Exception {
    sync(overlay("arch/libos/Makefile", "ours"));
    assertThat(at("net/ipv4/tcp.c")).isSymbolicLink().hasContent("tcp");
    assertThat(at("net/ipv4")).isDirectory();
    assertThat(Files.isSymbolicLink(at("net/ipv4"))).isFalse();
    assertThat(at("arch/x86")).isSymbolicLink();
    assertThat(at("Documentation")).isSymbolicLink();
    assertThat(at("arch/Kconfig")).hasContent("common");
    assertThat(at("arch/libos/Makefile")).isRegularFile().hasContent("ours");
    assertThat(root.resolve("arch/libos/Makefile")).hasContent("somebody's older port");
  }

  @Test
  void goesOnFromCopiesThatSomebodyHasMade() throws Exception {
    FileTime old = FileTime.fromMillis(1_000_000);
    for (String name : List.of("arch/x86/Makefile", "net/ipv4/tcp.c")) {
      Files.createDirectories(at(name).getParent());
      Files.writeString(at(name), Files.readString(root.resolve(name)));
      Files.setLastModifiedTime(at(name), old);
    }
    assertThat(shadow.isWhole()).isFalse();
    shadow.adopt(Set.of("arch/x86/Makefile", "net/ipv4/tcp.c"));
    assertThat(shadow.isWhole()).isTrue();
    write("arch/x86/other", "x86");
    sync(overlay());
    assertThat(Files.getLastModifiedTime(at("arch/x86/Makefile"))).isEqualTo(old);
    assertThat(Files.getLastModifiedTime(at("net/ipv4/tcp.c"))).isEqualTo(old);
    assertThat(at("arch/x86/other")).isSymbolicLink().hasContent("x86");
    assertThat(at("net/ipv4/udp.c")).isSymbolicLink();
  }

  @Test
  void followsNewAndDeletedFiles() throws Exception {
    sync(overlay());
    Files.delete(root.resolve("net/ipv4/udp.c"));
    write("net/ipv4/new.c", "new");
    sync(overlay());
    assertThat(Files.exists(at("net/ipv4/udp.c"), LinkOption.NOFOLLOW_LINKS))
        .isFalse();
    assertThat(at("net/ipv4/new.c")).hasContent("new");
  }

  @Test
  void leavesUnchangedCopiesUntouchedSoThatMakeDoesNotCompileThemAgain() throws Exception {
    sync(overlay("arch/libos/a.c", "same", "arch/libos/b.c", "one"));
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(at("arch/libos/a.c"), old);
    Files.setLastModifiedTime(at("arch/libos/b.c"), old);
    sync(overlay("arch/libos/a.c", "same", "arch/libos/b.c", "two"));
    assertThat(Files.getLastModifiedTime(at("arch/libos/a.c"))).isEqualTo(old);
    assertThat(Files.getLastModifiedTime(at("arch/libos/b.c"))).isGreaterThan(old);
  }

  @Test
  void aFileWhoseTimeWentBackwardsBecomesACopyWithANewTime() throws Exception {
    sync(overlay());
    write("net/ipv4/tcp.c", "from an old archive");
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(root.resolve("net/ipv4/tcp.c"), old);
    sync(overlay());
    assertThat(at("net/ipv4/tcp.c")).isRegularFile().hasContent("from an old archive");
    assertThat(Files.isSymbolicLink(at("net/ipv4/tcp.c"))).isFalse();
    assertThat(Files.getLastModifiedTime(at("net/ipv4/tcp.c"))).isGreaterThan(old);
  }

  @Test
  void aFileThatIsNoLongerPatchedGetsANewTime() throws Exception {
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(root.resolve("net/ipv4/tcp.c"), old);
    sync(overlay("net/ipv4/tcp.c", "patched"));
    assertThat(at("net/ipv4/tcp.c")).hasContent("patched");
    sync(overlay());
    assertThat(at("net/ipv4/tcp.c")).hasContent("tcp");
    assertThat(Files.getLastModifiedTime(at("net/ipv4/tcp.c"))).isGreaterThan(old);
  }

  @Test
  void leavesOutWhatAPatchDeletes() throws Exception {
    shadow.sync(tree(), overlay(), Set.of("net/ipv4/udp.c"));
    assertThat(at("net/ipv4/udp.c")).doesNotExist();
    assertThat(root.resolve("net/ipv4/udp.c")).exists();
  }

  @Test
  void startsAgainAfterAKill() throws Exception {
    sync(overlay());
    Files.delete(directory.resolve("build/tree.list"));
    Files.writeString(at("half-made"), "x");
    sync(overlay());
    assertThat(at("half-made")).doesNotExist();
    assertThat(at("net/ipv4/tcp.c")).hasContent("tcp");
  }

  private void sync(SortedMap<String, byte[]> replaced) throws Exception {
    shadow.sync(tree(), replaced, Set.of());
  }

  private SourceTree tree() throws Exception {
    List<String> files = new ArrayList<>();
    try (var walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile).forEach(f -> files.add(root.relativize(f).toString()));
    }
    Collections.sort(files);
    return new SourceTree(root, "key", "identity", files);
  }

  private static SortedMap<String, byte[]> overlay(String... namesAndContents) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<String> list = Arrays.asList(namesAndContents);
    for (int i = 0; i < list.size(); i += 2) {
      files.put(list.get(i), list.get(i + 1).getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private void write(String name, String content) throws Exception {
    Files.createDirectories(root.resolve(name).getParent());
    Files.writeString(root.resolve(name), content);
  }

  private Path at(String name) {
    return shadow.directory().resolve(name);
  }
}
