package io.lockstep.libos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lockstep.libos.build.Cache;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelStoreTest {
  @TempDir Path directory;
  private Cache cache;
  private Path jar;

  @BeforeEach
  void makeJar() throws Exception {
    cache = new Cache(directory.resolve("cache"));
    jar = Files.createDirectories(directory.resolve("jar"));
    Files.createDirectories(jar.resolve("kernels"));
    Files.writeString(jar.resolve("kernels/index"), "linux-6.1\nlinux-6.12\n");
    for (String version : new String[] {"6.1", "6.12"}) {
      Path kernel = Files.createDirectories(jar.resolve("kernels/linux-" + version));
      gzip(kernel.resolve("vmlinux.gz"), "image " + version);
      gzip(kernel.resolve("System.map.gz"), "symbols " + version);
      Files.writeString(kernel.resolve("manifest.properties"), manifest(version, "now"));
    }
  }

  @Test
  void unpacksKernelsOfTheJarOnce() throws Exception {
    Path image = store().find("linux-6.12");
    assertThat(image).hasContent("image 6.12").startsWith(cache.root());
    assertThat(store().symbols("linux-6.12")).hasContent("symbols 6.12");
    assertThat(store().find("linux-6.12")).isEqualTo(image);
    try (var left = Files.list(cache.extracted())) {
      assertThat(left).containsExactly(image.getParent());
    }
  }

  @Test
  void unpacksElsewhereWhenTheCacheCannotBeWritten() throws Exception {
    Files.writeString(directory.resolve("cache"), "a file where the cache should be");
    Path image = store().find("linux-6.1");
    assertThat(image).hasContent("image 6.1");
    assertThat(image.startsWith(cache.root())).isFalse();
  }

  @Test
  void theNewestVersionIsTheDefault() {
    assertThat(store().defaultKernel()).isEqualTo("linux-6.12");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> store().find("linux-6.13"))
        .isInstanceOfSatisfying(
            UnknownKernelException.class,
            e -> assertThat(e.known()).containsExactly("linux-6.1", "linux-6.12"))
        .hasMessageContaining("known: linux-6.1, linux-6.12");
  }

  @Test
  void aUsersBuildGoesBeforeTheJars() throws Exception {
    Path image = userBuild("linux-6.12", "key1", "now");
    assertThat(store().find("linux-6.12")).isEqualTo(image.resolve("vmlinux"));
    assertThat(store().list())
        .extracting(KernelStore.Build::name, KernelStore.Build::origin)
        .containsExactly(
            tuple("linux-6.1", KernelStore.Origin.JAR),
            tuple("linux-6.12", KernelStore.Origin.CACHE));
    store().remove("linux-6.12");
    assertThat(image).doesNotExist();
    assertThat(store().find("linux-6.12")).hasContent("image 6.12");
  }

  @Test
  void anImageWithTwoNamesOutlivesOneOfThem() throws Exception {
    Path image = userBuild("a", "key1", "now");
    store().name("b", image);
    store().remove("a");
    assertThat(store().find("b")).hasContent("user's image");
  }

  @Test
  void objectFilesStayAsLongAsAKernelUsesThem() throws Exception {
    userBuild("a", "key1", "now");
    userBuild("b", "key2", "now");
    userBuild("bisect-7", "key3", "now");
    Path build = cache.root().resolve("builds/a-0123456789abcdef");
    Files.createDirectories(build);
    Files.writeString(build.resolve("users"), "a\nb\nbisect-7\n");
    store().forget("bisect-7");
    assertThat(build.resolve("users")).hasContent("a\nb\n");
    store().remove("a");
    assertThat(build.resolve("users")).hasContent("b\n");
    store().remove("b");
    assertThat(build).doesNotExist();
  }

  @Test
  void refusesABuildForAnotherContract() throws Exception {
    userBuild("mine", "key1", "before");
    assertThatThrownBy(() -> store().find("mine"))
        .hasMessageContaining("another version of Lockstep")
        .hasMessageContaining("lockstep kernel build --source debian:x --name mine");
  }

  @Test
  void saysThatABuildIsDamaged() throws Exception {
    Path image = userBuild("mine", "key1", "now");
    Files.delete(image.resolve("vmlinux"));
    assertThatThrownBy(() -> store().find("mine")).hasMessageContaining("damaged");
  }

  @Test
  void keepsKernelsOfTheJarFromRemoval() {
    assertThatThrownBy(() -> store().remove("linux-6.1"))
        .isInstanceOf(LibosException.class)
        .hasMessageContaining("part of Lockstep itself");
    assertThatThrownBy(() -> store().remove("none")).isInstanceOf(UnknownKernelException.class);
  }

  private Path userBuild(String name, String key, String contract) throws Exception {
    Path image = Files.createDirectories(cache.images().resolve(key));
    Files.writeString(image.resolve("vmlinux"), "user's image");
    Files.writeString(image.resolve("manifest.properties"), manifest("x", contract));
    store().name(name, image);
    return image;
  }

  private static String manifest(String version, String contract) {
    return "release=" + version + "\nkey=key-" + version + "\nsource=s\noverlay=o\ncontract="
        + contract + "\nconfig=c\npatches=0\norigin=debian:" + version + "\n";
  }

  private KernelStore store() {
    try {
      // No parent, so that the kernels of this build's own classes are not seen.
      ClassLoader resources = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
      return new KernelStore(cache, resources, () -> "now");
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void gzip(Path file, String content) throws Exception {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }
}
