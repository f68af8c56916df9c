package io.lockstep.grammar.format;

import io.lockstep.grammar.ast.Template;
import java.util.regex.Pattern;

/** Writes texts with interpolations. */
public final class Templates {
  private static final Pattern NETDEV = Pattern.compile("[A-Za-z0-9_.-]+");

  private Templates() {}

  /** Between quotes, with escapes. */
  static String quoted(Template template) {
    StringBuilder out = new StringBuilder("\"");
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Value value) {
        out.append("${").append(Expressions.write(value.expression())).append('}');
      } else {
        escape(((Template.Text) part).value(), out);
      }
    }
    return out.append('"').toString();
  }

  /**
   * A text of several lines between three quotes, with its lines two columns further right than the
   * statement; any other between quotes.
   */
  static String quotedOrBlock(Template template) {
    StringBuilder out = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Value value) {
        if (out.length() > 0 && out.charAt(out.length() - 1) == '\\') {
          return quoted(template);
        }
        out.append("${").append(Expressions.write(value.expression())).append('}');
      } else {
        String text = ((Template.Text) part).value();
        if (!isBlockText(text)) {
          return quoted(template);
        }
        out.append(text.replace("${", "\\${"));
      }
    }
    String text = out.toString();
    boolean several = text.indexOf('\n') < text.length() - 1 && text.endsWith("\n");
    boolean indented =
        text.lines().filter(line -> !line.isBlank()).allMatch(line -> isBlank(line.charAt(0)));
    if (!several || indented || text.lines().anyMatch(line -> line.isBlank() && !line.isEmpty())) {
      return quoted(template);
    }
    StringBuilder block = new StringBuilder("\"\"\"\n");
    text.lines().forEach(line -> block.append(line.isEmpty() ? "" : "  " + line).append('\n'));
    return block.append("\"\"\"").toString();
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c);
  }

  /** Whether a text means itself between three quotes. */
  private static boolean isBlockText(String text) {
    return text.chars().allMatch(c -> c == '\n' || c == '\t' || c >= ' ' && c != 0x7F)
        && !text.contains("\"\"\"")
        && !text.contains("\\${")
        && !text.endsWith("$")
        && !text.contains("\\\"");
  }

  /** Likewise, of a text without interpolations. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    escape(text, out);
    return out.append('"').toString();
  }

  /** As between quotes, which a quote within needs no escape for. */
  public static String unquoted(Template template) {
    String text = quoted(template);
    return text.substring(1, text.length() - 1).replace("\\\"", "\"");
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '"', '\\' -> out.append('\\').append(c);
        case '$' -> out.append(i + 1 == text.length() || text.charAt(i + 1) == '{' ? "\\$" : "$");
        default -> out.append(c);
      }
    }
  }

  /** As it is: for names and keys, which hold nothing that could be misread. */
  public static String raw(Template template) {
    StringBuilder out = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Value value) {
        out.append("${").append(Expressions.write(value.expression())).append('}');
      } else {
        out.append(((Template.Text) part).value());
      }
    }
    return out.toString();
  }

  /** The name of a netdev: as it is if it can be, else between quotes. */
  static String netdev(Template template) {
    boolean plain = !template.parts().isEmpty();
    for (Template.Part part : template.parts()) {
      plain &=
          part instanceof Template.Value
              || NETDEV.matcher(((Template.Text) part).value()).matches();
    }
    return plain ? raw(template) : quoted(template);
  }

  /** As it is if that is read back the same, else between quotes. */
  static String rawOrQuoted(Template template) {
    String raw = raw(template);
    boolean plain = !raw.isEmpty() && raw.equals(raw.strip()) && raw.charAt(0) != '"';
    for (Template.Part part : template.parts()) {
      plain &= part instanceof Template.Value || isPlain(((Template.Text) part).value());
    }
    return plain ? raw : quoted(template);
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7F && ";}#$".indexOf(c) < 0);
  }
}
