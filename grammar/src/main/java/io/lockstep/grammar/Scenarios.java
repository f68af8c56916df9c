package io.lockstep.grammar;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.format.ScenarioFormatter;
import io.lockstep.grammar.internal.ScenarioParser;
import io.lockstep.grammar.yaml.YamlScenarios;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads and writes scenarios. All methods are thread-safe. None throws for what a user may get
 * wrong: whatever is in a text or a path, there is a result, with a {@link Diagnostic} for each
 * mistake. (A {@code null} is a mistake of the program and gives a {@link NullPointerException}.)
 */
public final class Scenarios {
  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 4 << 20;

  private Scenarios() {}

  /**
   * Parses a file in UTF-8, in YAML if its name ends in {@code .yaml} or {@code .yml}. Messages name
   * it by the path as given.
   */
  public static ParseResult parse(Path path) {
    String name = path.toString().isEmpty() ? "." : path.toString();
    if (Files.isDirectory(path)) {
      return unreadable(name, "this is a directory; expected a scenario file");
    } else if (Files.notExists(path)) {
      return unreadable(name, "there is no such file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      return unreadable(name, "there is no such file");
    } catch (AccessDeniedException e) {
      return unreadable(name, "the file may not be read: permission denied");
    } catch (IOException e) {
      return unreadable(name, "the file cannot be read: " + e.getMessage());
    }
    return parse(name, bytes);
  }

  /**
   * Parses a text in UTF-8.
   *
   * @param name as for {@link #parse(String, String)}
   */
  public static ParseResult parse(String name, byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      return tooLarge(name);
    }
    try {
      return parse(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return unreadable(name, "this is not a text file in UTF-8; expected a scenario");
    }
  }

  /**
   * Parses a text.
   *
   * @param name how messages are to call it; one that ends in {@code .yaml} or {@code .yml} stands
   *     for a scenario in YAML
   */
  public static ParseResult parse(String name, String text) {
    if (text.length() > MAX_BYTES) {
      return tooLarge(name);
    } else if (text.indexOf('\0') >= 0) {
      return unreadable(name, "this is not a text file, it holds a NUL; expected a scenario");
    }
    SourceText source = new SourceText(name, text);
    int half = loneSurrogate(text);
    if (half >= 0) {
      String code = String.format(Locale.ROOT, "U+%04X", (int) text.charAt(half));
      return unreadable(
          new Span(source, half, half + 1),
          "this is not valid Unicode, it holds half a character (" + code + ")");
    }
    return YamlScenarios.isYaml(name) ? YamlScenarios.parse(source) : ScenarioParser.parse(source);
  }

  /**
   * Parses a file and all the files it includes.
   *
   * @param searchPath directories in which included files are looked for, after the directory of
   *     the file that includes them
   */
  public static LoadResult load(Path main, List<Path> searchPath) {
    return load(main, searchPath, SourceReader.DISK);
  }

  /**
   * Likewise, with the content of some files from elsewhere.
   *
   * @param reader is asked for each file first
   */
  public static LoadResult load(Path main, List<Path> searchPath, SourceReader reader) {
    return new ScenarioLoader(ImmutableList.copyOf(searchPath), reader).load(main);
  }

  /**
   * Writes a tree as text in the one canonical layout, with its comments; parsing the result gives
   * the same tree. Empty lines, and which blocks stand on one line, are taken from the tree's
   * source.
   *
   * @param file a tree from a {@link ParseResult#isValid() valid} result
   */
  public static String format(ScenarioFile file) {
    return ScenarioFormatter.format(file);
  }

  /**
   * Writes a tree in YAML, with its comments; parsing the result under a name that ends in {@code
   * .yaml} gives the same tree.
   *
   * @param file a tree from a {@link ParseResult#isValid() valid} result, whatever its form was
   */
  public static String toYaml(ScenarioFile file) {
    return YamlScenarios.write(file);
  }

  /** Whether a file of that name is taken for YAML: it ends in {@code .yaml} or {@code .yml}. */
  public static boolean isYaml(String name) {
    return YamlScenarios.isYaml(name);
  }

  private static ParseResult tooLarge(String name) {
    return unreadable(
        name, "the file is larger than " + (MAX_BYTES >> 20) + " MiB; expected a scenario");
  }

  private static ParseResult unreadable(String name, String message) {
    return unreadable(new Span(new SourceText(name, ""), 0, 0), message);
  }

  private static ParseResult unreadable(Span place, String message) {
    return new ParseResult(
        Optional.empty(), ImmutableList.of(Diagnostic.error("unreadable-file", place, message)));
  }

  /** Where the first half of a pair stands without the other; -1 if there is none. */
  private static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
