package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSourceTest {
  @TempDir Path directory;

  @Test
  void tellsDirectoriesTarballsAndDebianVersionsApart() throws Exception {
    Path tarball = Files.createFile(directory.resolve("linux.tar.xz"));
    assertThat(KernelSource.parse(directory.toString()))
        .isEqualTo(new KernelSource.Tree(directory));
    assertThat(KernelSource.parse(tarball.toString()))
        .isEqualTo(new KernelSource.Tarball(tarball, "linux.tar.xz"));
    KernelSource debian = KernelSource.parse("debian:6.12");
    assertThat(debian).isEqualTo(new KernelSource.Debian("6.12"));
    assertThat(debian.origin()).isEqualTo("debian:6.12");
  }

  @Test
  void saysWhatWasExpected() throws Exception {
    Path text = Files.createFile(directory.resolve("notes.txt"));
    assertThatThrownBy(() -> KernelSource.parse(text.toString()))
        .hasMessageContaining("neither a directory nor a tarball");
    assertThatThrownBy(() -> KernelSource.parse(directory.resolve("none").toString()))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> KernelSource.parse("debian:latest"))
        .hasMessageContaining("expected a version like debian:6.12");
  }

  @Test
  void aNameMustBeFitForAFile() {
    KernelSource source = new KernelSource.Debian("6.12");
    for (String name : List.of("", "../x", "a b", ".hidden", "a/b")) {
      assertThatThrownBy(
              () -> new KernelBuilder.Request(source, name, List.of(), List.of()))
          .isInstanceOf(KernelBuildException.class)
          .hasMessageContaining("cannot name a kernel");
    }
  }
}
