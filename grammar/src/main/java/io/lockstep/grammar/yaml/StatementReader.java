package io.lockstep.grammar.yaml;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.format.Entry;
import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a list of statements. */
final class StatementReader extends BlockReader {
  private final SettingReader settings;

  StatementReader(YamlSource source, YamlProblems problems, DerivedLines lines) {
    super(source, problems, lines);
    this.settings = new SettingReader(source, problems, lines);
  }

  @Override
  void contents(Node value, int limit) {
    if (!(value instanceof SequenceNode list)) {
      if (!Nodes.isEmpty(value)) {
        problems.error(
            "expected",
            value,
            "expected a list of statements, found " + Nodes.noun(value),
            "each statement is an item such as '- node: a'");
      }
      return;
    }
    int owner = Nodes.isFlow(list) ? -1 : source.column(source.start(list));
    List<Node> items = list.getValue();
    for (int i = 0; i < items.size(); i++) {
      int end = i + 1 < items.size() ? source.start(items.get(i + 1)) : limit;
      if (items.get(i) instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
        statement(nodes.pairs(mapping), owner, end);
      } else {
        problems.error(
            "expected",
            items.get(i),
            "expected a statement such as 'node: a', found "
                + (items.get(i) instanceof MappingNode
                    ? "an empty mapping"
                    : Nodes.noun(items.get(i))));
      }
      if (lines.length() > Scenarios.MAX_BYTES) {
        problems.error(
            "too-complex",
            items.get(i),
            "with its aliases the file is larger than "
                + (Scenarios.MAX_BYTES >> 20)
                + " MiB; expected a smaller one");
        throw new LimitException();
      }
    }
  }

  private void statement(List<Nodes.Pair> pairs, int owner, int limit) {
    if (pairs.isEmpty() || !isStatement(pairs)) {
      return;
    }
    Nodes.Pair first = pairs.get(0);
    StatementForm form = StatementForm.of(first.text().value());
    lines.begin(source.start(first.key()));
    // A line of a program has no keyword in a scenario.
    if (!first.text().value().equals(Entry.CALL)) {
      lines.head(first.text());
    }
    if (form.text()) {
      lines.own(" ");
      lines.quoted(ScalarText.of((ScalarNode) first.value(), source));
    } else if (!Nodes.isEmpty(first.value())) {
      head(first.value());
    }
    for (int i = 1; i < pairs.size(); i++) {
      Nodes.Pair pair = pairs.get(i);
      boolean last = i + 1 == pairs.size();
      int end = last ? limit : source.start(pairs.get(i + 1).key());
      if (isElse(pair)) {
        lines.own(" ");
        lines.head(pair.text());
      }
      BlockReader reader = pair.text().value().equals(StatementForm.WITH) ? settings : this;
      reader.block(pair.key(), pair.value(), last ? owner : -1, end);
    }
  }

  private static boolean isElse(Nodes.Pair pair) {
    return pair.text().value().matches("(?s)else(\\s.*)?");
  }

  /** Whether all parts of the statement are there and of the right kind. */
  private boolean isStatement(List<Nodes.Pair> pairs) {
    Nodes.Pair first = pairs.get(0);
    String keyword = first.text().value();
    StatementForm form = StatementForm.of(keyword);
    return isKeyword(pairs) && isHeadOf(first, form) && isBlocks(pairs, form);
  }

  private boolean isKeyword(List<Nodes.Pair> pairs) {
    Nodes.Pair first = pairs.get(0);
    String keyword = first.text().value();
    if (StatementForm.keywords().contains(keyword)) {
      return true;
    }
    for (Nodes.Pair pair : pairs.subList(1, pairs.size())) {
      if (StatementForm.keywords().contains(pair.text().value())) {
        problems.error(
            "misplaced",
            pair.key(),
            "the keyword of a statement stands first; expected '"
                + pair.text().value()
                + "' before '"
                + keyword
                + "'");
        return false;
      }
    }
    String word = keyword.strip().split("\\s", 2)[0];
    if (!word.equals(keyword) && StatementForm.keywords().contains(word)) {
      problems.error(
          "expected",
          first.key(),
          "expected ':' behind '" + word + "': '" + word + ":" + keyword.substring(word.length())
              + "'");
    } else {
      problems.error(
          "unknown-statement",
          first.key(),
          "unknown statement '"
              + keyword
              + "'"
              + Suggestions.didYouMean(keyword, StatementForm.keywords()));
    }
    return false;
  }

  private boolean isHeadOf(Nodes.Pair first, StatementForm form) {
    String keyword = first.text().value();
    Node value = first.value();
    if (Nodes.isEmpty(value) && !keyword.equals("packet")) {
      problems.error(
          "expected", first.key(), "expected the rest of the statement behind '" + keyword + ":'");
      return false;
    } else if (form.text() && value instanceof ScalarNode scalar) {
      return isText(ScalarText.of(scalar, source));
    } else if (form.text() || !(value instanceof ScalarNode) && !Nodes.isListOfScalars(value)) {
      String hint =
          form.blockKey().isEmpty() ? "" : "; its block goes to '" + form.blockKey() + "'";
      problems.error(
          "expected",
          value,
          "expected a text behind '" + keyword + ":', found " + Nodes.noun(value) + hint);
      return false;
    }
    return isHead(value, keyword.equals("kernel"));
  }

  private boolean isBlocks(List<Nodes.Pair> pairs, StatementForm form) {
    String keyword = pairs.get(0).text().value();
    boolean fine = true;
    boolean block = false;
    for (Nodes.Pair pair : pairs.subList(1, pairs.size())) {
      String key = pair.text().value();
      if (!form.blockKey().isEmpty() && key.equals(form.blockKey())) {
        block = true;
      } else if (keyword.equals("if") && isElse(pair)) {
        if (!block) {
          problems.error("misplaced", pair.key(), "'else' stands behind 'do'");
          fine = false;
        }
        fine &= heads.check(pair.text(), false);
      } else {
        reportKey(pair, keyword, form);
        fine = false;
      }
    }
    if (form.required() && !block && fine) {
      problems.error(
          "expected",
          pairs.get(0).key(),
          "'" + keyword + "' needs '" + form.blockKey() + ":' with its "
              + (form.blockKey().equals(StatementForm.DO) ? "statements" : "settings"));
      return false;
    }
    return fine;
  }

  private void reportKey(Nodes.Pair pair, String keyword, StatementForm form) {
    String key = pair.text().value();
    ImmutableList<String> allowed =
        keyword.equals("if")
            ? ImmutableList.of(StatementForm.DO, StatementForm.ELSE)
            : form.blockKey().isEmpty() ? ImmutableList.of() : ImmutableList.of(form.blockKey());
    String message;
    if (StatementForm.keywords().contains(key)) {
      message =
          "unexpected '" + key + "'; each statement is an item of its own, '- " + key + ": …'";
    } else if (allowed.isEmpty()) {
      message = "unexpected '" + key + "'; '" + keyword + "' takes no block";
    } else {
      String near = Suggestions.didYouMean(key, allowed);
      message =
          "unknown key '"
              + key
              + "'"
              + (near.isEmpty() ? "; beside '" + keyword + "' there is '"
                  + String.join("', '", allowed) + "'" : near);
    }
    problems.error("unknown-key", pair.key(), message);
  }
}
