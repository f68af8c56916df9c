package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectSeedTest {
  private static final FileTime OLD = FileTime.fromMillis(1_000_000_000);

  private static final String WISHES = "CONFIG_NET=y\n";

  @TempDir Path root;
  private Cache cache;
  private final StringBuilder list = new StringBuilder();
  private Path from;
  private Path user;
  private final List<String> files = new ArrayList<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();

  @BeforeEach
  void makeABuildAndATree() throws Exception {
    cache = new Cache(root.resolve("cache"));
    from = cache.builds().resolve("old-0123456789abcdef");
    user = root.resolve("user");
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
    write(from.resolve("objects/wishes.config"), WISHES);
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
    return ObjectSeed.plant(
        cache, to, WISHES, tree, new TreeMap<>(), Set.of(),
        new BuildProgress() {
          @Override
          public void note(String sentence) {
            notes.add(sentence);
          }
        });
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

  /** A second build of the same source, which has compiled some of it. */
  private Path another(String name, int objects, String wishes) throws Exception {
    Path build = cache.builds().resolve(name);
    for (int i = 0; i < files.size(); i++) {
      write(build.resolve("tree").resolve(files.get(i)), "code " + i);
    }
    write(build.resolve("tree.list"), list.toString());
    for (int i = 0; i < objects; i++) {
      write(
          build.resolve("objects/net/core/.f" + i + ".o.cmd"),
          "source := " + build + "/tree/net/core/f" + i + ".c\n");
    }
    write(build.resolve("objects/wishes.config"), wishes);
    return build;
  }

  private static String origin(Path to) throws Exception {
    return Files.readString(to.resolve("objects/origin"));
  }

  @Test
  void whoeverHasMostToOfferIsTaken() throws Exception {
    write(from.resolve("objects/origin"), "old");
    write(another("a-1123456789abcdef", 19, WISHES).resolve("objects/origin"), "fewer");
    write(another("b-2123456789abcdef", 20, "other").resolve("objects/origin"), "configured");
    write(another("c-3123456789abcdef-01234567", 20, WISHES).resolve("objects/origin"), "scope");
    Path to = cache.builds().resolve("new-fedcba9876543210");
    plant(to);
    assertThat(origin(to)).isEqualTo("old");
    Path same = cache.builds().resolve("new-0edcba9876543210-01234567");
    plant(same);
    assertThat(origin(same)).isEqualTo("scope");
  }

  @Test
  void aBuildThatWasCutShortIsWorthWhatItHas() throws Exception {
    Path to = another("new-fedcba9876543210", 5, WISHES);
    assertThat(plant(to)).hasSize(20);
    // And what was planted serves the next one, though its tree is made of copies.
    StringBuilder copies = new StringBuilder();
    files.forEach(file -> copies.append("copy\t").append(file).append('\n'));
    write(to.resolve("tree.list"), copies.toString());
    Cache.deleteTree(from);
    Path more = cache.builds().resolve("more-eedcba9876543210");
    assertThat(plant(more)).hasSize(20);
    Path most = another("most-dedcba9876543210", 25, WISHES);
    assertThat(plant(most)).isEmpty();
    assertThat(most.resolve("objects/net/core/.f24.o.cmd")).exists();
  }

  @Test
  void waitsForABuildThatIsGoingOn() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    Thread builder =
        new Thread(
            () -> {
              try {
                CacheLock.holding(
                    from.resolve("lock"),
                    () -> {},
                    () -> {
                      held.countDown();
                      while (notes.isEmpty()) {
                        Thread.onSpinWait();
                      }
                      Files.writeString(from.resolve("objects/late"), "late");
                    });
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    builder.start();
    held.await();
    Path to = cache.builds().resolve("new-fedcba9876543210");
    assertThat(plant(to)).hasSize(20);
    builder.join();
    assertThat(notes).containsExactly("Waiting for the object files of old-0123456789abcdef.");
    assertThat(to.resolve("objects/late")).exists();
  }

  @Test
  void whoHasObjectFilesWaitsForNobody() throws Exception {
    Path to = another("new-fedcba9876543210", 5, WISHES);
    CacheLock.holding(
        from.resolve("lock"),
        () -> {},
        () -> {
          Thread other =
              new Thread(
                  () -> {
                    try {
                      assertThat(plant(to)).isEmpty();
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  });
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(notes).isEmpty();
    assertThat(to.resolve("objects/net/core/.f4.o.cmd")).exists();
  }
}
