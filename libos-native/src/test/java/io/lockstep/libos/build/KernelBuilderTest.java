package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build does around make, with a tree whose "kernel" is a copy of a source file. */
class KernelBuilderTest {
  private static final String MAKEFILE =
      """
      allnoconfig:
      \tcp $(KCONFIG_ALLCONFIG) $(O)/.config
      vmlinux:
      \ttest ! -e net/broken
      \tmkdir -p $(O)/include/config $(O)/net
      \techo 9.9 >$(O)/include/config/kernel.release
      \techo '# $(CURDIR)/net/ipv4/tcp.c' >$(O)/net/.tcp.o.cmd
      \techo $(INFO) >$(O)/System.map
      \tcp net/ipv4/tcp.c $(O)/vmlinux
      """;

  @TempDir Path directory;
  private Path tree;
  private Cache cache;
  private KernelBuilder builder;

  @BeforeEach
  void makeTree() throws Exception {
    tree = directory.resolve("tree");
    Files.createDirectories(tree.resolve("net/ipv4"));
    Files.writeString(tree.resolve("Makefile"), MAKEFILE);
    Files.writeString(tree.resolve("Kconfig"), "");
    Files.writeString(tree.resolve("net/ipv4/tcp.c"), "one\n");
    Path overlay = Files.createDirectories(directory.resolve("overlay/arch/libos/configs"));
    Files.writeString(overlay.resolve("10-net.config"), "CONFIG_NET=y\n");
    Path uapi = directory.resolve("overlay/arch/libos/include/uapi/asm");
    Files.createDirectories(uapi);
    Files.writeString(uapi.resolve("libos.h"), "contract");
    cache = new Cache(directory.resolve("cache"));
    builder =
        new KernelBuilder(
            cache,
            Overlay.ofDirectory(directory.resolve("overlay")),
            (linked, result) -> Files.copy(linked, result),
            "1");
  }

  private Path build(String name, Path... patches) {
    KernelSource source = new KernelSource.Tree(tree);
    return builder.build(
        new KernelBuilder.Request(source, name, List.of(patches), List.of()),
        BuildProgress.SILENT);
  }

  private Path objects() throws IOException {
    List<Path> builds = Cache.list(cache.builds());
    assertThat(builds).hasSize(1);
    return builds.get(0);
  }

  @Test
  void imagesAreKeptByContentAndObjectFilesByTree() throws Exception {
    Path one = build("one");
    assertThat(one.resolve("vmlinux")).hasContent("one\n");
    assertThat(build("again")).isEqualTo(one);
    Files.writeString(tree.resolve("net/ipv4/tcp.c"), "two, and longer\n");
    Path two = build("two");
    assertThat(two.resolve("vmlinux")).hasContent("two, and longer\n");
    assertThat(objects().resolve("users")).hasContent("one\ntwo\n");
  }

  @Test
  void whatDoesNotBuildHasNoUser() throws Exception {
    Files.writeString(tree.resolve("net/broken"), "");
    assertThatThrownBy(() -> build("one"))
        .isInstanceOfSatisfying(
            KernelBuildException.class,
            e -> {
              assertThat(e.usersMistake()).isFalse();
              assertThat(e.isOfThisVersion()).isTrue();
            })
        .hasMessageContaining("failed while compiling one");
    assertThat(objects().resolve("users")).isEmptyFile();
    Files.delete(tree.resolve("net/broken"));
    build("two");
    assertThat(objects().resolve("users")).hasContent("two\n");
  }

  @Test
  void whatNoOtherVersionWouldMend() throws Exception {
    Files.delete(tree.resolve("Kconfig"));
    assertThatThrownBy(() -> build("one"))
        .isInstanceOfSatisfying(
            KernelBuildException.class, e -> assertThat(e.isOfThisVersion()).isFalse());
    Files.writeString(tree.resolve("Kconfig"), "");
    Path patch = directory.resolve("x.patch");
    Files.writeString(
        patch, "--- a/net/ipv4/tcp.c\n+++ b/net/ipv4/tcp.c\n@@ -1 +1 @@\n-zero\n+two\n");
    assertThatThrownBy(() -> build("one", patch))
        .isInstanceOfSatisfying(
            KernelBuildException.class,
            e -> {
              assertThat(e.usersMistake()).isTrue();
              assertThat(e.isOfThisVersion()).isTrue();
            });
  }
}
