package io.lockstep.engine.lsp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of TextMate's engine as one line of our grammar needs: {@code match}, {@code begin} and
 * {@code end}, captures, inclusions. Its patterns keep to what Oniguruma and Java have in common.
 */
final class TextMate {
  /** A piece of a line with the name of its innermost scope. */
  record Token(String text, String scope) {}

  private record Found(JsonNode rule, Matcher matcher, boolean end) {}

  private final JsonNode grammar;
  private final Map<String, Pattern> patterns = new HashMap<>();

  TextMate(JsonNode grammar) {
    this.grammar = grammar;
  }

  List<Token> scopes(String line) {
    String[] scopes = new String[line.length()];
    paint(line, 0, grammar.get("patterns"), null, grammar.get("scopeName").asText(), scopes);
    List<Token> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= line.length(); i++) {
      if (i == line.length() || !scopes[i].equals(scopes[start])) {
        tokens.add(new Token(line.substring(start, i), scopes[start]));
        start = i;
      }
    }
    return tokens;
  }

  /** Colours from a place to the rule's end or the line's end; returns where it stopped. */
  private int paint(
      String line, int from, JsonNode rules, JsonNode around, String scope, String[] scopes) {
    int at = from;
    while (at <= line.length()) {
      Found found = first(line, at, rules, around);
      int start = found == null ? line.length() : found.matcher.start();
      fill(scopes, at, start, scope);
      if (found == null) {
        return line.length();
      }
      JsonNode rule = found.rule;
      String name = rule.has("name") ? rule.get("name").asText() : scope;
      int end = found.matcher.end();
      fill(scopes, start, end, name);
      if (found.end) {
        captures(rule.get("endCaptures"), found.matcher, scopes);
        return end;
      } else if (rule.has("match")) {
        captures(rule.get("captures"), found.matcher, scopes);
      } else {
        captures(rule.get("beginCaptures"), found.matcher, scopes);
        end = paint(line, end, rule.path("patterns"), rule, name, scopes);
      }
      if (end == start) {
        fill(scopes, start, Math.min(start + 1, line.length()), scope);
        end++;
      }
      at = end;
    }
    return line.length();
  }

  private Found first(String line, int at, JsonNode rules, JsonNode around) {
    Found best = null;
    if (around != null) {
      best = better(null, around, around.get("end").asText(), line, at, true);
    }
    for (JsonNode rule : rules) {
      best = search(best, rule, line, at);
    }
    return best;
  }

  private Found search(Found best, JsonNode rule, String line, int at) {
    if (rule.has("include")) {
      JsonNode target = grammar.get("repository").get(rule.get("include").asText().substring(1));
      return search(best, target, line, at);
    } else if (rule.has("match")) {
      return better(best, rule, rule.get("match").asText(), line, at, false);
    } else if (rule.has("begin")) {
      return better(best, rule, rule.get("begin").asText(), line, at, false);
    }
    Found found = best;
    for (JsonNode inner : rule.path("patterns")) {
      found = search(found, inner, line, at);
    }
    return found;
  }

  private Found better(
      Found best, JsonNode rule, String pattern, String line, int at, boolean end) {
    Matcher matcher = patterns.computeIfAbsent(pattern, Pattern::compile).matcher(line);
    matcher.region(at, line.length()).useTransparentBounds(true).useAnchoringBounds(false);
    return matcher.find() && (best == null || matcher.start() < best.matcher.start())
        ? new Found(rule, matcher, end)
        : best;
  }

  private static void captures(JsonNode captures, Matcher matcher, String[] scopes) {
    if (captures == null) {
      return;
    }
    captures
        .fields()
        .forEachRemaining(
            capture -> {
              int group = Integer.parseInt(capture.getKey());
              if (group <= matcher.groupCount() && matcher.start(group) >= 0) {
                fill(
                    scopes,
                    matcher.start(group),
                    matcher.end(group),
                    capture.getValue().get("name").asText());
              }
            });
  }

  private static void fill(String[] scopes, int start, int end, String scope) {
    for (int i = start; i < end; i++) {
      scopes[i] = scope;
    }
  }
}
