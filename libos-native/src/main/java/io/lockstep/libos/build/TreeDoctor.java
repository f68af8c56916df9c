package io.lockstep.libos.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks, without compiling anything, whether the port fits a kernel tree: whether the files,
 * headers, functions, Kconfig symbols and the system-call table are there that it builds on, and
 * whether functions still look as in the versions that it was made for. It takes seconds. What a
 * tree newly wants from an architecture, only a build can tell.
 */
public final class TreeDoctor {
  static final String REFERENCE = "kernel-interface.tsv";
  private static final String HOME = "libos-native/kernel/";
  private static final List<String> SEARCHED =
      List.of("include/linux", "include/net", "include/asm-generic", "include/uapi/linux");
  private static final Set<String> KEYWORDS =
      Set.of("if", "while", "for", "switch", "return", "sizeof", "defined", "typeof", "asm", "__attribute__", "__aligned");
  private static final Pattern INCLUDE = Pattern.compile("(?m)^\\s*#\\s*include\\s*<([^>]+)>");
  private static final Pattern VERSION =
      Pattern.compile("(?m)^(VERSION|PATCHLEVEL|SUBLEVEL|EXTRAVERSION)[ \\t]*=[ \\t]*(\\S*)");

  /** How bad a finding is. */
  public enum Level {
    FINE,
    /** The build will go on, but something is missing or may be. */
    NOTE,
    /** The build will fail. */
    BROKEN
  }

  /** One thing that was looked at, and what to do about it. */
  public record Finding(Level level, String what, List<String> details) {}

  /**
   * What came out.
   *
   * @param version of the kernel, such as 6.12.117
   */
  public record Report(String version, String describe, List<Finding> findings) {
    /** Whether nothing is known that keeps the port from being built. */
    public boolean fits() {
      return findings.stream().noneMatch(finding -> finding.level() == Level.BROKEN);
    }
  }

  private final Path root;
  private final Overlay overlay;
  private final List<Path> fragments;
  private final int release;
  private final List<Finding> findings = new ArrayList<>();

  private TreeDoctor(Path root, Overlay overlay, List<Path> fragments) throws IOException {
    this.root = root;
    this.overlay = overlay;
    this.fragments = fragments;
    this.release = root == null ? -1 : VersionLines.code(version(root));
  }

  /**
   * Looks at a tree; nothing is written.
   *
   * @param fragments further wishes for the configuration
   * @throws KernelBuildException if there is no kernel tree
   */
  public static Report look(Path directory, Overlay overlay, List<Path> fragments) {
    try {
      SourceTree tree = SourceTree.ofDirectory(directory);
      TreeDoctor doctor = new TreeDoctor(tree.root(), overlay, fragments);
      String version = version(tree.root());
      doctor.version(version);
      doctor.systemCalls();
      doctor.headers();
      doctor.declarations(version);
      doctor.configuration(tree);
      return new Report(version, tree.describe(), List.copyOf(doctor.findings));
    } catch (IOException | UncheckedIOException e) {
      throw KernelBuildException.failed("The tree " + directory + " cannot be read", e);
    }
  }

  private void found(Level level, String what, List<String> details) {
    findings.add(new Finding(level, what, List.copyOf(details)));
  }

  static String version(Path root) throws IOException {
    Matcher matcher = VERSION.matcher(Files.readString(root.resolve("Makefile")));
    Map<String, String> parts = new TreeMap<>();
    while (matcher.find()) {
      parts.putIfAbsent(matcher.group(1), matcher.group(2));
    }
    return parts.getOrDefault("VERSION", "?") + "." + parts.getOrDefault("PATCHLEVEL", "?")
        + "." + parts.getOrDefault("SUBLEVEL", "0") + parts.getOrDefault("EXTRAVERSION", "");
  }

  private void version(String version) throws IOException {
    Set<String> known = new TreeSet<>(TreeDoctor::compare);
    reference().values().forEach(uses -> uses.forEach(use -> known.addAll(use.versions())));
    String minor = minor(version);
    if (known.contains(minor)) {
      found(Level.FINE, "version " + version + ": the port is tested with " + minor, List.of());
    } else {
      found(
          Level.NOTE,
          "version " + version + ": the port is tested with " + String.join(" and ", known) + " only",
          List.of());
    }
  }

  private void systemCalls() throws IOException {
    Path table = root.resolve("arch/x86/entry/syscalls/syscall_64.tbl");
    List<String> missing = new ArrayList<>();
    for (String file :
        List.of(
            "arch/x86/entry/syscalls/syscall_64.tbl",
            "arch/x86/include/uapi/asm/stat.h",
            "scripts/syscallhdr.sh",
            "scripts/syscalltbl.sh")) {
      if (!Files.isRegularFile(root.resolve(file))) {
        missing.add(
            file + " is not there; adapt " + HOME + "arch/libos/syscalls/Makefile.");
      }
    }
    if (!missing.isEmpty()) {
      found(Level.BROKEN, "system calls of x86-64", missing);
      return;
    }
    try (Stream<String> lines = Files.lines(table)) {
      long calls = lines.filter(line -> line.matches("\\d+\\s+(common|64)\\s+\\w+.*")).count();
      found(
          calls > 300 ? Level.FINE : Level.BROKEN,
          calls + " system calls in " + root.relativize(table),
          calls > 300 ? List.of() : List.of("The format of the table has changed."));
    }
  }

  /** Headers that the port includes. */
  private void headers() {
    Set<String> missing = new LinkedHashSet<>();
    Set<String> all = new TreeSet<>();
    Set<String> generic = generated();
    sources(
        (file, text) -> {
          Matcher include = INCLUDE.matcher(text);
          while (include.find()) {
            String name = include.group(1);
            if (all.add(name) && !present(name, generic)) {
              missing.add(place(file, text, include.start()) + " includes <" + name
                  + ">, which this tree does not have.");
            }
          }
        });
    found(
        missing.isEmpty() ? Level.FINE : Level.BROKEN,
        missing.isEmpty()
            ? all.size() + " headers that the port includes are there"
            : missing.size() + " of " + all.size() + " headers that the port includes are missing",
        new ArrayList<>(missing));
  }

  private Set<String> generated() {
    Set<String> names = new TreeSet<>();
    byte[] list = overlay.files().get("arch/libos/include/asm/Kbuild");
    if (list != null) {
      for (String line : new String(list, StandardCharsets.UTF_8).split("\n")) {
        Matcher matcher = Pattern.compile("^(?:generic|generated)-y\\s*\\+=\\s*(\\S+)").matcher(line);
        if (matcher.find()) {
          names.add("asm/" + matcher.group(1));
        }
      }
    }
    return names;
  }

  private boolean present(String name, Set<String> generated) {
    if (name.startsWith("generated/") || name.startsWith("config/") || generated.contains(name)) {
      return true;
    }
    for (String directory : List.of("include/", "include/uapi/")) {
      if (Files.isRegularFile(root.resolve(directory + name))
          || overlay.files().containsKey("arch/libos/" + directory + name)) {
        return true;
      }
    }
    // Kbuild makes some; it wraps the generic one where an architecture has none ("mandatory-y").
    return name.startsWith("asm/")
        && (Files.isRegularFile(root.resolve("include/asm-generic/" + name.substring(4)))
            || List.of("asm/asm-offsets.h", "asm/unistd_64.h", "asm/stat.h").contains(name))
        || name.equals("linux/version.h");
  }

  /** Functions that port and tree share, compared with the versions that the port was made for. */
  private void declarations(String version) throws IOException {
    Map<String, List<Use>> reference = reference();
    Map<String, Set<String>> here = declared(root, reference.keySet());
    String nearest = nearest(reference, minor(version));
    List<String> gone = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    reference.forEach(
        (symbol, uses) -> {
          if (uses.stream().noneMatch(use -> use.versions().contains(nearest))) {
            return;
          }
          Set<String> now = here.getOrDefault(symbol, Set.of());
          if (now.isEmpty()) {
            gone.add(symbol + ": this tree does not declare it where others do. " + used(symbol));
          } else if (uses.stream().noneMatch(use -> now.contains(use.declaration()))) {
            changed.add(
                symbol + ": was \"" + uses.get(uses.size() - 1).declaration() + "\", is \""
                    + now.iterator().next() + "\". " + used(symbol));
          }
        });
    found(
        gone.isEmpty() ? Level.FINE : Level.BROKEN,
        gone.isEmpty()
            ? reference.size() + " functions that the port shares with the tree are declared"
            : gone.size() + " functions that the port shares with the tree are not declared",
        gone);
    if (!changed.isEmpty()) {
      found(Level.NOTE, changed.size() + " of these functions look different", changed);
    }
  }

  private String used(String symbol) {
    String[] place = {""};
    Pattern word = Pattern.compile("\\b" + Pattern.quote(symbol) + "\\s*\\(");
    sources(
        (file, text) -> {
          Matcher matcher = word.matcher(text);
          if (place[0].isEmpty() && matcher.find()) {
            place[0] = "Adapt " + place(file, text, matcher.start()) + ".";
          }
        });
    return place[0];
  }

  private void configuration(SourceTree tree) throws IOException {
    StringBuilder wishes = new StringBuilder();
    for (byte[] fragment : overlay.configFragments()) {
      wishes.append(new String(fragment, StandardCharsets.UTF_8)).append('\n');
    }
    for (Path fragment : fragments) {
      wishes.append(Files.readString(fragment)).append('\n');
    }
    Map<String, String> wanted = KernelConfig.parse(wishes.toString());
    Set<String> symbols = KernelConfig.symbols(root, tree.files());
    byte[] own = overlay.files().get("arch/libos/Kconfig");
    if (own != null) {
      symbols.addAll(KernelConfig.symbols(new String(own, StandardCharsets.UTF_8)));
    }
    List<String> unknown = new ArrayList<>();
    wanted.forEach(
        (symbol, value) -> {
          if (!value.equals("n") && !symbols.contains(symbol)) {
            unknown.add("CONFIG_" + symbol + ": this kernel has no such option; what needs it will"
                + " be missing.");
          }
        });
    found(
        unknown.isEmpty() ? Level.FINE : Level.NOTE,
        unknown.isEmpty()
            ? wanted.size() + " options of the configuration are known"
            : unknown.size() + " of " + wanted.size() + " options of the configuration are unknown",
        unknown);
  }

  /** A way in which some versions declare a symbol. */
  record Use(String declaration, Set<String> versions) {}

  /** The symbols that the port shares with trees, as the versions declare them. */
  static Map<String, List<Use>> reference() throws IOException {
    Map<String, List<Use>> reference = new TreeMap<>();
    try (InputStream in = TreeDoctor.class.getClassLoader().getResourceAsStream(REFERENCE)) {
      if (in == null) {
        return reference;
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split("\t");
        if (!line.startsWith("#") && fields.length == 3) {
          Use use = new Use(fields[2], new TreeSet<>(List.of(fields[1].split(" "))));
          reference.computeIfAbsent(fields[0], name -> new ArrayList<>()).add(use);
        }
      }
    }
    return reference;
  }

  /** Makes the table that {@link #reference} reads, from trees of versions that are known to fit. */
  static String makeReference(Overlay overlay, List<Path> trees) throws IOException {
    Set<String> names = new TreeSet<>();
    new TreeDoctor(null, overlay, List.of())
        .sources((file, text) -> names.addAll(Headers.called(text)));
    names.removeAll(KEYWORDS);
    names.removeIf(name -> name.contains("libos") || name.startsWith("lk_"));
    Map<String, Map<String, Set<String>>> versions = new TreeMap<>();
    for (Path tree : trees) {
      String version = minor(version(tree));
      declared(tree, names)
          .forEach(
              (name, ways) -> {
                for (String way : ways) {
                  versions
                      .computeIfAbsent(name, key -> new TreeMap<>())
                      .computeIfAbsent(way, key -> new TreeSet<>(TreeDoctor::compare))
                      .add(version);
                }
              });
    }
    StringBuilder table =
        new StringBuilder(
            "# What the port shares with kernel trees: name, versions, how they declare it.\n"
                + "# Made by TreeDoctorTest with -Dlockstep.golden.update=true.\n");
    versions.forEach(
        (name, ways) ->
            ways.forEach(
                (way, in) ->
                    table.append(name).append('\t').append(String.join(" ", in)).append('\t')
                        .append(way).append('\n')));
    return table.toString();
  }

  private static Map<String, Set<String>> declared(Path tree, Set<String> names)
      throws IOException {
    Map<String, Set<String>> all = new TreeMap<>();
    for (String directory : SEARCHED) {
      if (!Files.isDirectory(tree.resolve(directory))) {
        continue;
      }
      List<Path> files;
      try (Stream<Path> walk = Files.walk(tree.resolve(directory))) {
        files = walk.filter(file -> file.toString().endsWith(".h")).sorted().toList();
      }
      files.parallelStream()
          .map(file -> inFile(file, names))
          .forEachOrdered(
              found ->
                  found.forEach(
                      (name, ways) ->
                          all.computeIfAbsent(name, key -> new TreeSet<>()).addAll(ways)));
    }
    return all;
  }

  private static Map<String, Set<String>> inFile(Path file, Set<String> names) {
    try {
      return Headers.declarations(Files.readString(file, StandardCharsets.ISO_8859_1), names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nearest(Map<String, List<Use>> reference, String version) {
    Set<String> known = new TreeSet<>(TreeDoctor::compare);
    reference.values().forEach(uses -> uses.forEach(use -> known.addAll(use.versions())));
    String nearest = known.isEmpty() ? version : known.iterator().next();
    for (String one : known) {
      if (compare(one, version) <= 0) {
        nearest = one;
      }
    }
    return nearest;
  }

  static String minor(String version) {
    Matcher matcher = Pattern.compile("^(\\d+\\.\\d+)").matcher(version);
    return matcher.find() ? matcher.group(1) : version;
  }

  private static int compare(String a, String b) {
    return Integer.compare(number(a), number(b));
  }

  private static int number(String version) {
    String[] parts = version.split("\\.");
    return parts.length == 2 && version.matches("\\d+\\.\\d+")
        ? Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1])
        : 0;
  }

  /** Sees a source file of the port. */
  private interface SourceFile {
    void see(String file, String text);
  }

  private void sources(SourceFile sight) {
    overlay
        .files()
        .forEach(
            (file, content) -> {
              if (file.matches(".*\\.[chS]")) {
                String text = new String(content, StandardCharsets.UTF_8);
                sight.see(file, release < 0 ? text : VersionLines.active(text, release));
              }
            });
  }

  private static String place(String file, String text, int offset) {
    return HOME + file + ":" + (1 + text.substring(0, offset).chars().filter(c -> c == '\n').count());
  }
}
