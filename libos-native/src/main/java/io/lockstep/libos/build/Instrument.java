package io.lockstep.libos.build;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a kernel can be built with, besides what a user's files say, to look into it. Each adds to
 * the configuration, to the architecture's Kconfig, and to make's variables; kernels without any are
 * built as if there were none.
 */
public enum Instrument {
  /**
   * Counts how often each arc of each function of the network stack is taken (gcc's
   * {@code -fprofile-arcs}). The counters lie in the data of an instance.
   */
  COVERAGE(
      """
      CONFIG_DEBUG_FS=y
      CONFIG_GCOV_KERNEL=y
      """,
      "",
      // kbuild's $(obj) is the directory that is being compiled; the kernel's own flags count with
      // locked instructions, which one processor does not need.
      List.of(
          "GCOV_PROFILE=$(if $(filter SCOPE),y)",
          "CFLAGS_GCOV=-fprofile-arcs -ftest-coverage -fno-tree-loop-im")),

  /**
   * Has the linked kernel keep what a debugger needs: types and lines of the network stack, and the
   * names of everything. (All of the kernel would take several times as long to build and load.)
   */
  DEBUG_INFO(
      "", "", List.of("CFLAGS_KERNEL=$(if $(filter arch/libos/% SCOPE),-g)")),

  /**
   * Reports undefined behaviour of the network stack: array indices and shifts out of bounds, and
   * the like.
   */
  UBSAN(
      """
      CONFIG_UBSAN=y
      CONFIG_UBSAN_BOUNDS=y
      CONFIG_UBSAN_SHIFT=y
      CONFIG_UBSAN_BOOL=y
      CONFIG_UBSAN_ENUM=y
      CONFIG_UBSAN_SANITIZE_ALL=y
      """,
      // The first is the name since 6.9, the second the one before; Kconfig ignores what a tree
      // does not know.
      """
      config LIBOS_UBSAN
      \tdef_bool y
      \tselect ARCH_HAS_UBSAN
      \tselect ARCH_HAS_UBSAN_SANITIZE_ALL
      """,
      // The second: reports name the source file as the compiler was told, and what a kernel logs
      // must not depend on where this machine keeps its cache.
      List.of("UBSAN_SANITIZE=$(if $(filter SCOPE),y,n)", "srctree=../tree"));

  /** What is looked into if nobody says anything. */
  public static final List<String> NETWORK = List.of("net", "drivers/net");

  /**
   * In variables, stands for make's patterns of what is looked into, a comma, and what is compared
   * with them: the directory that is being compiled, and the object file if files are wanted.
   */
  private static final String SCOPE = "SCOPE";

  private final String config;
  private final String kconfig;
  private final List<String> variables;

  Instrument(String config, String kconfig, List<String> variables) {
    this.config = config;
    this.kconfig = kconfig;
    this.variables = variables;
  }

  /** Lines of a configuration. */
  String config() {
    return config;
  }

  /** What is added to {@code arch/libos/Kconfig.debug}. */
  String kconfig() {
    return kconfig;
  }

  /**
   * Variables for make.
   *
   * @param scope the directories and C files that are looked into, relative to the tree
   */
  List<String> variables(List<String> scope) {
    boolean files = scope.stream().anyMatch(Instrument::isFile);
    String patterns =
        scope.stream().map(Instrument::pattern).collect(Collectors.joining(" "))
            + (files ? ",$(obj) $@" : ",$(obj)");
    return variables.stream().map(text -> text.replace(SCOPE, patterns)).toList();
  }

  private static boolean isFile(String name) {
    return name.endsWith(".c");
  }

  private static String pattern(String name) {
    return isFile(name)
        ? name.substring(0, name.length() - 2) + ".o"
        : name + " " + name + "/%";
  }

  /** As it is called on the command line and in records: {@code debug-info}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one that is called so. */
  public static Optional<Instrument> of(String word) {
    for (Instrument instrument : values()) {
      if (instrument.word().equals(word)) {
        return Optional.of(instrument);
      }
    }
    return Optional.empty();
  }

  /** Everything that decides about the image, for its key. */
  void addTo(ContentHash hash, List<String> scope) {
    hash.add(word()).add(config).add(kconfig);
    variables(scope).forEach(hash::add);
  }
}
