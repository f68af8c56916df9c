package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a text apart into {@link Token}s. */
final class Scanner {
  private static final String HOLE = "\\$\\{[^}\\r\\n]*(?:}|(?=[\\r\\n])|$)";
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?<comment>#[^\\r\\n]*)"
              + "|(?<end>\\r\\n|[\\r\\n;])"
              + "|(?<string>\"\"\"(?:[^\"\\\\]++|\\\\[\\s\\S]|\"(?!\"\"))*+(?:\"\"\")?"
              + "|\"(?:[^\"\\\\\\r\\n]++|\\\\[^\\r\\n])*+\"?)"
              + "|(?<address>(?:[0-9A-Fa-f]++|" + HOLE + ")*+:(?:[0-9A-Fa-f]++|" + HOLE + ")*+:"
              + "(?:[0-9A-Fa-f:.]++|" + HOLE + ")*+(?:/\\d+)?)"
              + "|(?<word>[A-Za-z_]\\w*+)"
              + "|(?<value>(?:\\d++|" + HOLE + ")++(?:\\.(?:\\d++|" + HOLE + ")++){2,}"
              + "(?:/(?:\\d++|" + HOLE + ")++)?"
              + "|\\d+(?:\\.\\d+)?(?:[A-Za-z_%\\u00B5\\u03BC][\\w%\\u00B5\\u03BC]*"
              + "|[ \\t]+packets\\b)?)"
              + "|(?<variable>" + HOLE + ")"
              + "|(?<mark>--|->|==|!=|<=|>=|\\.\\.|.)");
  private static final Pattern RAW_WORD =
      Pattern.compile("(?:[\\w.+~:@/-]++|" + HOLE + ")++");
  private static final Pattern RAW_REST = Pattern.compile("(?:" + HOLE + "|[^\\r\\n;}#$]++|\\$)++");

  /** What opens a line whose next word is taken as it stands. */
  private static final ImmutableSet<String> BEFORE_RAW =
      ImmutableSet.of("kernel", "sysctl", "interface", "device");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Scanner(String text) {
    this.text = text;
  }

  static ImmutableList<Token> scan(String text) {
    Scanner scanner = new Scanner(text);
    scanner.run();
    return ImmutableList.copyOf(scanner.tokens);
  }

  private void run() {
    Matcher matcher = PLAIN.matcher(text);
    boolean lineStart = true;
    boolean sysctlBlock = false;
    boolean sysctlLine = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\f' || c == '\u00A0' || c == '\uFEFF') {
        at++;
        continue;
      }
      if (sysctlBlock && lineStart && raw(RAW_WORD)) {
        sysctlLine = true;
        lineStart = false;
        continue;
      }
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) {
        at++;
        continue;
      }
      Token token = add(kind(matcher), matcher.end());
      boolean first = lineStart && token.isWord();
      lineStart =
          token.kind() == Token.Kind.END
              || token.is("{")
              || token.is("}")
              || lineStart && token.kind() == Token.Kind.COMMENT;
      if (first && BEFORE_RAW.contains(token.text())) {
        skipBlanks();
        sysctlLine = token.is("sysctl");
        raw(RAW_WORD);
      } else if (token.is("{") && sysctlLine) {
        sysctlBlock = true;
        sysctlLine = false;
      } else if (token.is("=") && sysctlLine) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) != '"') {
          raw(RAW_REST);
        }
      } else if (token.is("=") && afterKernel()) {
        skipBlanks();
        raw(RAW_WORD);
      }
      if (token.is("}")) {
        sysctlBlock = false;
      }
      if (lineStart) {
        sysctlLine = false;
      }
    }
  }

  /** Whether the line so far is {@code kernel NAME =}. */
  private boolean afterKernel() {
    int last = tokens.size() - 1;
    return last >= 2
        && tokens.get(last - 2).is("kernel")
        && tokens.get(last - 1).kind() == Token.Kind.RAW;
  }

  private boolean raw(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    int end = matcher.end();
    while (end > at && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (end > at) {
      add(Token.Kind.RAW, end);
    }
    return end > at;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private Token add(Token.Kind kind, int end) {
    Token token = new Token(kind, text.substring(at, end), at, end);
    tokens.add(token);
    at = end;
    return token;
  }

  private static Token.Kind kind(Matcher matcher) {
    if (matcher.group("comment") != null) {
      return Token.Kind.COMMENT;
    } else if (matcher.group("end") != null) {
      return Token.Kind.END;
    } else if (matcher.group("string") != null) {
      return Token.Kind.STRING;
    } else if (matcher.group("word") != null) {
      return Token.Kind.WORD;
    } else if (matcher.group("value") != null || matcher.group("address") != null) {
      return Token.Kind.VALUE;
    } else if (matcher.group("variable") != null) {
      return Token.Kind.VARIABLE;
    }
    return Token.Kind.MARK;
  }
}
