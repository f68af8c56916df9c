package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.grammar.Suggestions;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code suite.yaml}. Its keys are described in docs/suites.md. */
public final class SuiteFile {
  private static final List<String> KEYS =
      List.of(
          "name", "scenarios", "exclude", "kernels", "seeds", "parameters", "time_limit", "include",
          "capture", "exit");
  private static final List<String> ENTRY_KEYS =
      List.of("path", "kernels", "seeds", "parameters", "time_limit", "capture", "exit");
  private static final List<String> KERNEL_KEYS = List.of("name", "source", "patches", "config");

  private final Path file;
  private final Path home;
  private SuiteSpec.Entry defaults;

  private SuiteFile(Path file) {
    this.file = file;
    Path parent = file.toAbsolutePath().normalize().getParent();
    Path given = file.getParent();
    this.home = given == null ? Path.of("") : given;
    this.defaults = SuiteSpec.Entry.plain("", parent);
  }

  /** Whether a file of that name is taken for a suite. */
  public static boolean isSuite(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    return name.matches(".*\\.ya?ml") && !name.matches(".*\\.scn\\.ya?ml");
  }

  /**
   * Reads one.
   *
   * @throws SuiteException with {@code file:line:col} if something is wrong with it
   */
  public static SuiteSpec read(Path file) {
    try {
      String text = Files.readString(file);
      Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      Node root = yaml.compose(new StringReader(text));
      if (root == null) {
        throw new SuiteException(file + ": error: the file is empty; expected a suite");
      }
      return new SuiteFile(file).suite(root);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      int column = e.getProblemMark() == null ? 1 : e.getProblemMark().getColumn() + 1;
      throw new SuiteException(
          file + ":" + line + ":" + column + ": error: this is not YAML: " + e.getProblem());
    } catch (IOException | UncheckedIOException e) {
      String why = Files.exists(file) ? "it cannot be read: " + e.getMessage() : "there is no such file";
      throw new SuiteException(file + ": error: " + why);
    }
  }

  private SuiteSpec suite(Node root) {
    Map<String, Node> keys = mapping(root, KEYS, "a suite");
    Path directory = file.toAbsolutePath().normalize().getParent();
    String name =
        keys.containsKey("name")
            ? scalar(keys.get("name"), "a name")
            : directory.getFileName() == null ? "suite" : directory.getFileName().toString();
    defaults = settings(defaults, keys);
    List<KernelWish> kernels = new ArrayList<>();
    defaults =
        new SuiteSpec.Entry(
            "", defaults.file(), ImmutableList.of(), defaults.seeds(), defaults.parameters(),
            defaults.exit(), defaults.limitSeconds(), defaults.capture());
    if (keys.containsKey("kernels")) {
      list(keys.get("kernels")).forEach(node -> kernels.add(kernel(node)));
    }
    if (!keys.containsKey("scenarios")) {
      throw wrong(root, "there is no key \"scenarios\"; expected a list of paths");
    }
    Map<String, SuiteSpec.Entry> entries = new LinkedHashMap<>();
    for (Node node : list(keys.get("scenarios"))) {
      scenario(node, kernels, entries);
    }
    if (keys.containsKey("exclude")) {
      for (Node node : list(keys.get("exclude"))) {
        PathMatcher matcher = glob(scalar(node, "a path"));
        entries.keySet().removeIf(label -> matcher.matches(Path.of(label)));
      }
    }
    ImmutableList.Builder<Path> include = ImmutableList.builder();
    if (keys.containsKey("include")) {
      list(keys.get("include"))
          .forEach(node -> include.add(home.resolve(scalar(node, "a directory"))));
    }
    return new SuiteSpec(
        name, ImmutableList.copyOf(entries.values()), ImmutableList.copyOf(kernels),
        include.build());
  }

  private void scenario(
      Node node, List<KernelWish> kernels, Map<String, SuiteSpec.Entry> entries) {
    SuiteSpec.Entry entry = defaults;
    String path;
    Node at = node;
    if (node instanceof MappingNode) {
      Map<String, Node> keys = mapping(node, ENTRY_KEYS, "a scenario of a suite");
      if (!keys.containsKey("path")) {
        throw wrong(node, "there is no key \"path\"; expected the scenario's path");
      }
      at = keys.get("path");
      path = scalar(at, "a path");
      entry = settings(defaults, keys);
      for (String kernel : entry.kernels()) {
        List<String> known = kernels.stream().map(KernelWish::name).toList();
        if (!known.contains(kernel)) {
          throw wrong(
              keys.get("kernels"),
              "the suite has no kernel \"" + kernel + "\"" + near(kernel, known));
        }
      }
    } else {
      path = scalar(node, "a path");
    }
    List<String> found = find(path);
    if (found.isEmpty()) {
      throw wrong(at, "there is no scenario " + path + " in " + shown(home));
    }
    for (String label : found) {
      SuiteSpec.Entry e = entry;
      entries.put(
          label,
          new SuiteSpec.Entry(
              label, home.resolve(label), e.kernels(), e.seeds(), e.parameters(), e.exit(),
              e.limitSeconds(), e.capture()));
    }
  }

  private List<String> find(String path) {
    if (!path.matches(".*[*?\\[{].*")) {
      Path one = home.resolve(path);
      if (Files.isDirectory(one)) {
        return find(path.replaceFirst("/+$", "") + "/**");
      }
      return Files.isRegularFile(one) ? List.of(path) : List.of();
    }
    PathMatcher matcher = glob(path);
    try (Stream<Path> walk = Files.walk(home.toString().isEmpty() ? Path.of(".") : home)) {
      Path base = home.toString().isEmpty() ? Path.of(".") : home;
      return walk.filter(Files::isRegularFile)
          .map(base::relativize)
          .filter(matcher::matches)
          .map(Path::toString)
          .filter(name -> name.matches(".*\\.scn(\\.ya?ml)?"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In which a double star also stands for no directory at all. */
  private static PathMatcher glob(String pattern) {
    String alternative = pattern.replace("**/", "");
    PathMatcher one = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    PathMatcher two = FileSystems.getDefault().getPathMatcher("glob:" + alternative);
    return path -> one.matches(path) || two.matches(path);
  }

  private SuiteSpec.Entry settings(SuiteSpec.Entry base, Map<String, Node> keys) {
    ImmutableList<String> kernels = base.kernels();
    ImmutableList<Long> seeds = base.seeds();
    Map<String, String> parameters = new LinkedHashMap<>(base.parameters());
    int exit = base.exit();
    long limit = base.limitSeconds();
    boolean capture = base.capture();
    for (Map.Entry<String, Node> key : keys.entrySet()) {
      Node value = key.getValue();
      switch (key.getKey()) {
        case "kernels" -> {
          if (keys.containsKey("path")) {
            kernels = names(value);
          }
        }
        case "seeds" -> seeds = checked(value, () -> Seeds.parse(joined(value)));
        case "parameters" -> {
          if (!(value instanceof MappingNode)) {
            throw wrong(value, "expected parameters with their values, such as {cc: bbr}");
          }
          for (NodeTuple tuple : ((MappingNode) value).getValue()) {
            parameters.put(
                scalar(tuple.getKeyNode(), "a parameter"), scalar(tuple.getValueNode(), "a value"));
          }
        }
        case "time_limit" ->
            limit = checked(value, () -> WallTime.seconds(scalar(value, "a time such as 5min")));
        case "exit" -> {
          String text = scalar(value, "an exit code");
          if (!text.matches("[0-3]")) {
            throw wrong(
                value,
                "expected an exit code: 0 (met), 1 (not met), 2 (invalid) or 3 (a kernel crashes)"
                    + ", found \"" + text + "\"");
          }
          exit = Integer.parseInt(text);
        }
        case "capture" -> {
          String text = scalar(value, "true or false");
          if (!text.matches("true|false")) {
            throw wrong(value, "expected true or false, found \"" + text + "\"");
          }
          capture = text.equals("true");
        }
        default -> { }
      }
    }
    return new SuiteSpec.Entry(
        base.label(), base.file(), kernels, seeds, ImmutableMap.copyOf(parameters), exit, limit,
        capture);
  }

  private KernelWish kernel(Node node) {
    if (!(node instanceof MappingNode)) {
      return KernelWish.parse(scalar(node, "a kernel"));
    }
    Map<String, Node> keys = mapping(node, KERNEL_KEYS, "a kernel of a suite");
    if (!keys.containsKey("name")) {
      throw wrong(node, "there is no key \"name\"; expected what to call the kernel");
    }
    String source = keys.containsKey("source") ? scalar(keys.get("source"), "a source") : "";
    if (source.isEmpty() && keys.size() > 1) {
      throw wrong(node, "there is no key \"source\"; expected what to build the kernel from");
    }
    if (!source.isEmpty() && !source.startsWith("debian:")) {
      source = home.resolve(source).toString();
    }
    Function<String, ImmutableList<Path>> paths =
        key ->
            keys.containsKey(key)
                ? names(keys.get(key)).stream()
                    .map(home::resolve)
                    .collect(ImmutableList.toImmutableList())
                : ImmutableList.of();
    return new KernelWish(
        scalar(keys.get("name"), "a name"), source, paths.apply("patches"), paths.apply("config"));
  }

  private ImmutableList<String> names(Node node) {
    return list(node).stream()
        .map(one -> scalar(one, "a name"))
        .collect(ImmutableList.toImmutableList());
  }

  private String joined(Node node) {
    return String.join(",", names(node));
  }

  /** A list, or one thing instead of a list of one. */
  private List<Node> list(Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  private Map<String, Node> mapping(Node node, List<String> known, String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(node, "expected " + what + " with keys such as \"" + known.get(1) + ":\"");
    }
    Map<String, Node> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode(), "a key");
      if (!known.contains(key)) {
        throw wrong(
            tuple.getKeyNode(), what + " has no key \"" + key + "\"" + near(key, known));
      } else if (keys.put(key, tuple.getValueNode()) != null) {
        throw wrong(tuple.getKeyNode(), "\"" + key + "\" is there twice");
      }
    }
    return keys;
  }

  private static String near(String word, List<String> known) {
    return Suggestions.nearest(word, known)
        .map(near -> "; did you mean \"" + near + "\"?")
        .orElse(known.isEmpty() ? "" : "; expected one of " + String.join(", ", known));
  }

  private String scalar(Node node, String what) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      return scalar.getValue();
    }
    throw wrong(node, "expected " + what);
  }

  private <T> T checked(Node node, java.util.function.Supplier<T> reading) {
    try {
      return reading.get();
    } catch (SuiteException e) {
      throw e.getMessage().startsWith(file.toString()) ? e : wrong(node, e.getMessage());
    }
  }

  private static String shown(Path directory) {
    return directory.toString().isEmpty() ? "this directory" : directory.toString();
  }

  private SuiteException wrong(Node node, String message) {
    return new SuiteException(
        file + ":" + (node.getStartMark().getLine() + 1) + ":"
            + (node.getStartMark().getColumn() + 1) + ": error: " + message);
  }
}
