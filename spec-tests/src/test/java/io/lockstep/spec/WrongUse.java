package io.lockstep.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text that uses a statement wrongly, with all that is said about it. They stand in files:
 *
 * <pre>
 * = link                      the statement that is used wrongly from here on
 * + node a, b                 stands behind each text; before the first '=', for the whole file
 * @ lib.scn node x            a line of another file
 * &gt; link a -- c              the text, on one or more lines
 * 1:11: error: …              what is said
 *   did you mean …?           a hint
 * </pre>
 */
record WrongUse(
    String statement, String text, String context, Map<String, String> files, String messages) {

  /** What is checked; the text stands first, so that places are easy to see. */
  String scenario() {
    return text + context;
  }

  @Override
  public String toString() {
    return statement + ": " + text.stripTrailing();
  }

  static List<WrongUse> read(Path file) throws IOException {
    Reader reader = new Reader();
    Files.readAllLines(file).forEach(reader::line);
    reader.finish();
    return reader.uses;
  }

  /** The file with other messages. */
  static String rewritten(Path file, List<String> messages) throws IOException {
    StringBuilder out = new StringBuilder();
    int index = 0;
    boolean text = false;
    for (String line : Files.readAllLines(file)) {
      if (text && !line.startsWith(">")) {
        out.append(messages.get(index++));
      }
      text = line.startsWith(">");
      if (line.isEmpty() || ">+@=#".indexOf(line.charAt(0)) >= 0) {
        out.append(line).append('\n');
      }
    }
    return text ? out.append(messages.get(index)).toString() : out.toString();
  }

  private static final class Reader {
    private final List<WrongUse> uses = new ArrayList<>();
    private final StringBuilder common = new StringBuilder();
    private final StringBuilder own = new StringBuilder();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder messages = new StringBuilder();
    private String statement = "";
    private boolean owns;

    void line(String line) {
      if (line.startsWith("#")) {
        return;
      }
      if (line.isEmpty()) {
        finish();
        return;
      }
      if (">+@=".indexOf(line.charAt(0)) < 0) {
        messages.append(line).append('\n');
        return;
      }
      String rest = line.substring(Math.min(2, line.length()));
      switch (line.charAt(0)) {
        case '>' -> text.append(rest).append('\n');
        case '=' -> open(rest);
        case '+' -> {
          owns |= !statement.isEmpty();
          (statement.isEmpty() ? common : own).append(rest).append(rest.isEmpty() ? "" : "\n");
        }
        case '@' -> {
          String[] parts = rest.split(" ", 2);
          files.merge(parts[0], parts[1] + "\n", String::concat);
        }
        default -> throw new IllegalArgumentException(line);
      }
    }

    private void open(String name) {
      statement = name;
      own.setLength(0);
      owns = false;
    }

    void finish() {
      if (!text.isEmpty()) {
        String context = (owns ? own : common).toString();
        uses.add(
            new WrongUse(statement, text.toString(), context, Map.copyOf(files), messages + ""));
      }
      text.setLength(0);
      messages.setLength(0);
    }
  }
}
