package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDoctorTest {
  private static final Path RESOURCE =
      Path.of("src/main/resources").resolve(TreeDoctor.REFERENCE);

  @TempDir Path directory;

  @Test
  void declarationsAreToldFromCalls() {
    String header =
        """
        /* not_this(int); */
        extern void __init foo(struct sk_buff *skb, int len);
        static inline int bar(void)
        {
        \treturn foo(1, 2) + baz(3);
        }
        #define twice(a, b) \\
        \tonce(a)
        unsigned long baz(const char __user *from) __must_check;
        """;
    Map<String, Set<String>> found =
        Headers.declarations(header, Set.of("not_this", "foo", "bar", "baz", "twice", "once"));
    assertThat(found)
        .containsOnly(
            Map.entry("foo", Set.of("void foo(struct sk_buff*, int)")),
            Map.entry("bar", Set.of("int bar(void)")),
            Map.entry("twice", Set.of("#define twice(2)")),
            Map.entry("baz", Set.of("unsigned long baz(const char __user*)")));
  }

  /** Needs the unpacked sources that building Lockstep leaves in the cache. */
  @Test
  void theTableOfTheInterfaceIsUpToDateAndBothKernelsFit() throws Exception {
    List<Path> trees = new ArrayList<>(Cache.list(Cache.standard().trees()));
    trees.removeIf(tree -> !Files.isRegularFile(tree.resolve("net/ipv4/tcp.c")));
    List<String> versions = new ArrayList<>();
    for (Path tree : trees) {
      versions.add(TreeDoctor.minor(TreeDoctor.version(tree)));
    }
    assumeThat(versions).containsOnlyOnce("6.1").containsOnlyOnce("6.12");
    trees.removeIf(tree -> !Set.of("6.1", "6.12").contains(minor(tree)));
    Overlay overlay = Overlay.ofDirectory(Path.of("kernel"));
    String table = TreeDoctor.makeReference(overlay, trees);
    if (Boolean.getBoolean("lockstep.golden.update")) {
      Files.writeString(RESOURCE, table);
    }
    assertThat(Files.readString(RESOURCE)).isEqualTo(table);
    for (Path tree : trees) {
      TreeDoctor.Report report = TreeDoctor.look(tree, overlay, List.of());
      assertThat(report.fits()).as(report.toString()).isTrue();
    }
  }

  private static String minor(Path tree) {
    try {
      return TreeDoctor.minor(TreeDoctor.version(tree));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void saysWhatIsMissingInATree() throws Exception {
    for (String file : List.of("Makefile", "Kconfig", "net/ipv4/tcp.c", "include/linux/kernel.h")) {
      Path path = directory.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "VERSION = 7\nPATCHLEVEL = 1\nSUBLEVEL = 0\n");
    }
    TreeDoctor.Report report =
        TreeDoctor.look(directory, Overlay.ofDirectory(Path.of("kernel")), List.of());
    assertThat(report.version()).isEqualTo("7.1.0");
    assertThat(report.fits()).isFalse();
    assertThat(report.findings().toString())
        .contains("the port is tested with 6.1 and 6.12 only")
        .contains("syscall_64.tbl is not there; adapt")
        .contains("kernel/time.c:3 includes <linux/clocksource.h>, which this tree does not have")
        .contains("CONFIG_INET: this kernel has no such option");
  }
}
