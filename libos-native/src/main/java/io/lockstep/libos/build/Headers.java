package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds declarations in C headers, as far as that goes without a preprocessor. */
final class Headers {
  private static final Pattern CALL = Pattern.compile("\\b([A-Za-z_]\\w*)\\s*\\(");
  private static final Pattern MACRO =
      Pattern.compile("(?m)^[ \\t]*#[ \\t]*define[ \\t]+(\\w+)\\(([^)]*)\\)");
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^[ \\t]*#[^\\n]*");

  private Headers() {}

  /** Text without comments and continued lines. */
  static String bare(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      if (c == '/' && next == '*') {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
        bare.append(' ');
      } else if (c == '/' && next == '/') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '\\' && next == '\n') {
        at += 2;
        bare.append(' ');
      } else {
        bare.append(c);
        at++;
      }
    }
    return bare.toString();
  }

  /** Names that stand before an opening parenthesis. */
  static Set<String> called(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = CALL.matcher(bare(text));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /**
   * How a header declares functions and macros with arguments.
   *
   * @return for each of the names that it declares, the ways in which it does, in one spelling
   */
  static Map<String, Set<String>> declarations(String text, Set<String> names) {
    Map<String, Set<String>> found = new LinkedHashMap<>();
    String bare = bare(text);
    Matcher macro = MACRO.matcher(bare);
    while (macro.find()) {
      if (names.contains(macro.group(1))) {
        add(found, macro.group(1), "#define " + macro.group(1) + "(" + count(macro.group(2)) + ")");
      }
    }
    String code = DIRECTIVE.matcher(bare).replaceAll("");
    Matcher call = CALL.matcher(code);
    while (call.find()) {
      if (names.contains(call.group(1))) {
        declaration(code, call).ifPresent(one -> add(found, call.group(1), one));
      }
    }
    return found;
  }

  private static void add(Map<String, Set<String>> map, String key, String value) {
    map.computeIfAbsent(key, name -> new TreeSet<>()).add(value);
  }

  private static String count(String parameters) {
    return parameters.isBlank() ? "0" : Integer.toString(parameters.split(",").length);
  }

  /** The types before and in the parentheses, if what is there is a declaration at all. */
  private static Optional<String> declaration(String code, Matcher call) {
    int start = call.start();
    while (start > 0 && ";{}".indexOf(code.charAt(start - 1)) < 0) {
      start--;
    }
    String before = code.substring(start, call.start()).replaceAll("\\s+", " ").strip();
    int end = closing(code, call.end() - 1);
    if (end < 0 || before.isEmpty() || before.matches(".*[=(,?:&|!<>+/-].*|.*\\breturn\\b.*")) {
      return Optional.empty();
    }
    int after = end + 1;
    while (after < code.length() && Character.isWhitespace(code.charAt(after))) {
      after++;
    }
    boolean declares =
        after < code.length()
            && (code.charAt(after) == ';'
                || code.charAt(after) == '{'
                || code.startsWith("__", after));
    if (!declares) {
      return Optional.empty();
    }
    if (before.matches(".*\\b(else|do|goto|case|__attribute__)\\b.*")) {
      return Optional.empty();
    }
    String types =
        before.replaceAll(
            "\\b(static|extern|inline|__always_inline|asmlinkage|__init|notrace|noinstr|__weak"
                + "|__must_check|__cold|__sched|__latent_entropy|__printf\\([^)]*\\))\\b ?", "");
    if (types.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        types.strip() + " " + call.group(1) + "(" + parameters(code.substring(call.end(), end)) + ")");
  }

  private static int closing(String code, int open) {
    int depth = 0;
    for (int i = open; i < code.length(); i++) {
      if (code.charAt(i) == '(') {
        depth++;
      } else if (code.charAt(i) == ')' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Parameters without their names, which mean nothing. */
  private static String parameters(String text) {
    List<String> types = new ArrayList<>();
    for (String one : text.replaceAll("\\s+", " ").strip().split(" ?, ?")) {
      String type = one.replaceAll(" ?\\* ?", "* ").strip();
      boolean simple = type.matches("(?:const |struct |unsigned |enum |long )*\\w+");
      String words = type.replaceFirst("^(?:const )?(?:struct|union|enum|unsigned) ", "");
      boolean named = !simple || words.contains(" ");
      types.add(named ? type.replaceFirst("(?<=[ *])\\s?\\w+(\\[\\w*\\])?$", "$1").strip() : type);
    }
    return String.join(", ", types);
  }

  /** The first file below a directory, by name, whose text without comments has a match. */
  static Optional<String> firstFileWith(Path directory, Pattern pattern) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory.toRealPath(), FileVisitOption.FOLLOW_LINKS)) {
      files = walk.filter(file -> file.toString().matches(".*\\.[chS]")).sorted().toList();
    }
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (pattern.matcher(text).find() && pattern.matcher(bare(text)).find()) {
        return Optional.of(directory.toRealPath().relativize(file).toString());
      }
    }
    return Optional.empty();
  }
}
