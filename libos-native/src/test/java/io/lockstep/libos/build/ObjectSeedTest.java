package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectSeedTest {
  private static final FileTime OLD = FileTime.fromMillis(1_000_000_000);

  @TempDir Path root;
  private Cache cache;
  private Path from;
  private Path user;
  private final List<String> files = new ArrayList<>();

  @BeforeEach
  void makeABuildAndATree() throws Exception {
    cache = new Cache(root.resolve("cache"));
    from = cache.builds().resolve("old-0123456789abcdef");
    user = root.resolve("user");
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String name = "net/core/f" + i + ".c";
      write(from.resolve("tree").resolve(name), "code " + i);
      // One file differs, in content and not in size.
      write(user.resolve(name), i == 7 ? "CODE 7" : "code " + i);
      list.append("1000 ").append(("code " + i).length()).append('\t').append(name).append('\n');
      write(
          from.resolve("objects/net/core/.f" + i + ".o.cmd"),
          "source := " + from + "/tree/" + name + "\n");
      files.add(name);
    }
    write(from.resolve("tree.list"), list.toString());
    write(from.resolve("objects/vmlinux"), "kernel");
    write(from.resolve("objects/net/core/f7.o"), "object");
  }

  private static void write(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, OLD);
  }

  private Set<String> plant(Path to) throws Exception {
    SourceTree tree = new SourceTree(user, "key", "identity", files);
    Files.createDirectories(to);
    return ObjectSeed.plant(cache, to, tree, new TreeMap<>(), Set.of(), BuildProgress.SILENT);
  }

  @Test
  void equalFilesKeepTheirTimesAndOthersAreNew() throws Exception {
    Path to = cache.builds().resolve("new-fedcba9876543210");
    assertThat(plant(to)).hasSize(20);
    assertThat(Files.getLastModifiedTime(to.resolve("tree/net/core/f6.c"))).isEqualTo(OLD);
    assertThat(to.resolve("tree/net/core/f7.c")).hasContent("CODE 7");
    assertThat(Files.getLastModifiedTime(to.resolve("tree/net/core/f7.c"))).isGreaterThan(OLD);
    assertThat(Files.getLastModifiedTime(to.resolve("objects/net/core/f7.o"))).isEqualTo(OLD);
    Path command = to.resolve("objects/net/core/.f7.o.cmd");
    assertThat(command).hasContent("source := " + to + "/tree/net/core/f7.c\n");
    assertThat(Files.getLastModifiedTime(command)).isEqualTo(OLD);
  }

  @Test
  void aTreeThatIsTooDifferentStartsFromNothing() throws Exception {
    for (int i = 0; i < 10; i++) {
      write(user.resolve("net/core/f" + i + ".c"), "something else");
    }
    assertThat(plant(cache.builds().resolve("new-fedcba9876543210"))).isEmpty();
    assertThat(cache.builds().resolve("new-fedcba9876543210/objects")).doesNotExist();
  }
}
