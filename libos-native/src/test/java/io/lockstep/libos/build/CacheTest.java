package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  @TempDir Path directory;

  @Test
  void isWhereTheEnvironmentSays() {
    assertThat(Cache.of(Map.of("LOCKSTEP_CACHE", "/a", "XDG_CACHE_HOME", "/b"), "/h").root())
        .isEqualTo(Path.of("/a"));
    assertThat(Cache.of(Map.of("XDG_CACHE_HOME", "/b"), "/h").root())
        .isEqualTo(Path.of("/b/lockstep"));
    assertThat(Cache.of(Map.of("XDG_CACHE_HOME", "relative"), "/h").root())
        .isEqualTo(Path.of("/h/.cache/lockstep"));
    assertThat(Cache.of(Map.of(), "/h").root()).isEqualTo(Path.of("/h/.cache/lockstep"));
  }

  @Test
  void theFirstOfTwoPublishedDirectoriesStays() throws Exception {
    Path target = directory.resolve("target");
    Path first = Cache.stage(target);
    Path second = Cache.stage(target);
    Files.writeString(first.resolve("x"), "first");
    Files.writeString(second.resolve("x"), "second");
    Cache.publish(first, target);
    Cache.publish(second, target);
    assertThat(target.resolve("x")).hasContent("first");
    assertThat(second).doesNotExist();
  }

  @Test
  void deletingATreeDoesNotFollowLinks() throws Exception {
    Path precious = Files.writeString(directory.resolve("precious"), "x");
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), precious);
    Files.createSymbolicLink(tree.resolve("up"), directory);
    Cache.deleteTree(tree);
    assertThat(tree).doesNotExist();
    assertThat(precious).exists();
  }

  @Test
  void twoThreadsDoNotHoldOneLock() throws Exception {
    Path file = directory.resolve("lock");
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch waiting = new CountDownLatch(1);
    CacheLock.Body body =
        () -> most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    Thread[] other = new Thread[1];
    CacheLock.holding(
        file,
        () -> {},
        () -> {
          body.run();
          other[0] =
              new Thread(
                  () -> {
                    try {
                      CacheLock.holding(file, waiting::countDown, body);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
          other[0].start();
          try {
            waiting.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          inside.decrementAndGet();
        });
    other[0].join();
    assertThat(most).hasValue(1);
  }

  @Test
  void aBuildThatDoesNotEndLeavesNoUser() throws Exception {
    Cache cache = new Cache(directory);
    Path build = cache.objects("a", "0123456789abcdef");
    Cache.createBuild(build);
    // Here "a" is interrupted; then "b" is built with what "a" has left.
    assertThat(cache.objects("b", "0123456789abcdef")).isEqualTo(build);
    Cache.createBuild(build);
    Cache.use(build, "b");
    assertThat(build.resolve("users")).hasContent("b\n");
    cache.forgetBuilds("b");
    assertThat(build).doesNotExist();
  }

  @Test
  void objectFilesOfABuildThatIsGoingOnStay() throws Exception {
    Cache cache = new Cache(directory);
    Path build = cache.objects("a", "0123456789abcdef");
    Cache.createBuild(build);
    Cache.use(build, "a");
    Thread other = new Thread(() -> forget(cache, "a"));
    CacheLock.holding(
        build.resolve("lock"),
        () -> {},
        () -> {
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(build.resolve("users")).isEmptyFile();
  }

  private static void forget(Cache cache, String name) {
    try {
      cache.forgetBuilds(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void fieldsOfAHashDoNotRunTogether() {
    assertThat(new ContentHash().add("ab").add("c").hex())
        .isNotEqualTo(new ContentHash().add("a").add("bc").hex());
  }

  @Test
  void manifestsSurviveWritingAndReading() throws Exception {
    Manifest manifest =
        new Manifest(
            "6.12.1", "k", "s", "o", "c", "f", 2,
            new Provenance(
                "C:\\odd=path # x", "v6.12-3-gabc-dirty",
                List.of(new Provenance.Part("a b.patch", "12"), new Provenance.Part("c", "34")),
                List.of(new Provenance.Part("kasan.config", "56"))));
    Manifest read = Manifest.read(new ByteArrayInputStream(manifest.toBytes()));
    assertThat(read).isEqualTo(manifest);
  }

  @Test
  void overlaysSurviveZipping() throws Exception {
    Path arch = Files.createDirectories(directory.resolve("arch/libos/include/uapi/asm"));
    Files.writeString(arch.resolve("libos.h"), "contract");
    Path configs = Files.createDirectories(directory.resolve("arch/libos/configs"));
    Files.writeString(configs.resolve("20-b.config"), "b");
    Files.writeString(configs.resolve("10-a.config"), "a");
    Overlay overlay = Overlay.ofDirectory(directory);
    Overlay zipped = Overlay.ofZip(new ByteArrayInputStream(overlay.toZip()));
    assertThat(zipped.hash()).isEqualTo(overlay.hash());
    assertThat(zipped.contract()).isEqualTo(overlay.contract());
    assertThat(zipped.configFragments()).containsExactly("a".getBytes(), "b".getBytes());
    Files.writeString(configs.resolve("10-a.config"), "other");
    assertThat(Overlay.ofDirectory(directory).hash()).isNotEqualTo(overlay.hash());
    assertThat(Overlay.ofDirectory(directory).contract()).isEqualTo(overlay.contract());
  }
}
