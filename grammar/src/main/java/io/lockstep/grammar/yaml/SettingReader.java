package io.lockstep.grammar.yaml;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the settings of a block: a mapping, or a list of mappings. */
final class SettingReader extends BlockReader {
  /** What is followed by names with dashes, or by any text. */
  private static final ImmutableSet<String> RAW =
      ImmutableSet.of(
          "device", "directory", "env", "file", "interface", "kernel", "stdin", "sysctl");

  /** What may be followed by a mapping of names to texts. */
  private static final ImmutableSet<String> ASSIGNMENTS =
      ImmutableSet.of("env", "file", "sysctl");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  SettingReader(YamlSource source, YamlProblems problems, DerivedLines lines) {
    super(source, problems, lines);
  }

  /** A setting, and the column that what belongs to it is to the right of. */
  private record Item(Nodes.Pair pair, int owner) {}

  @Override
  void contents(Node value, int limit) {
    List<Item> items = items(value);
    String before = "";
    for (int i = 0; i < items.size(); i++) {
      boolean last = i + 1 == items.size();
      boolean elseFollows = !last && isElse(items.get(i + 1).pair().text().value());
      int end = last ? limit : source.start(items.get(i + 1).pair().key());
      Item item = items.get(i);
      String key = item.pair().text().value();
      if (isElse(key) && !isChoice(before)) {
        problems.error(
            "misplaced", item.pair().key(), "'else' belongs behind an 'if' with its settings");
        continue;
      }
      before = setting(item.pair(), elseFollows ? -1 : item.owner(), end) ? key : "";
    }
  }

  private List<Item> items(Node value) {
    List<Item> items = new ArrayList<>();
    if (value instanceof MappingNode mapping) {
      int column = source.column(source.start(mapping));
      nodes.pairs(mapping).forEach(pair -> items.add(new Item(pair, column)));
    } else if (value instanceof SequenceNode list) {
      int column = source.column(source.start(list));
      for (Node item : list.getValue()) {
        if (item instanceof MappingNode mapping) {
          nodes.pairs(mapping).forEach(pair -> items.add(new Item(pair, column)));
        } else {
          problems.error(
              "expected", item, "expected a mapping of settings, found " + Nodes.noun(item));
        }
      }
    } else if (!Nodes.isEmpty(value)) {
      problems.error(
          "expected", value, "expected a mapping of settings, found " + Nodes.noun(value));
    }
    return items;
  }

  private static boolean isElse(String key) {
    return firstWord(key).equals(StatementForm.ELSE);
  }

  private static boolean isChoice(String key) {
    String words = key.strip().replaceAll("\\s+", " ");
    return words.startsWith("if ") || words.startsWith("else if ");
  }

  private static String firstWord(String key) {
    String text = key.strip();
    int end = text.indexOf(' ');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Whether it was written. */
  private boolean setting(Nodes.Pair pair, int owner, int limit) {
    String key = pair.text().value();
    Node value = pair.value();
    if (key.strip().equals("<<")) {
      problems.error(
          "expected", pair.key(), "merge keys are not supported; expected a setting");
      return false;
    } else if (key.isBlank()) {
      problems.error("expected", pair.key(), "expected the name of a setting, found an empty text");
      return false;
    }
    boolean assignments = ASSIGNMENTS.contains(key.strip());
    if (assignments && !(value instanceof ScalarNode)) {
      assignments(pair);
      return true;
    }
    boolean raw = RAW.contains(firstWord(key));
    boolean line = value instanceof ScalarNode || Nodes.isListOfScalars(value);
    if (!heads.check(pair.text(), raw) || line && !isHead(value, raw)) {
      return false;
    }
    if (isElse(key)) {
      lines.own(" ");
    } else {
      lines.begin(source.start(pair.key()));
    }
    lines.head(pair.text());
    if (!line || isElse(key) && Nodes.isEmpty(value)) {
      block(pair.key(), value, owner, limit);
    } else if (!Nodes.isEmpty(value)) {
      head(value);
    }
    return true;
  }

  /** {@code sysctl: { net.ipv4.ip_forward: 1 }}. */
  private void assignments(Nodes.Pair pair) {
    String word = pair.text().value().strip();
    boolean file = word.equals("file");
    boolean first = true;
    for (Item item : items(pair.value())) {
      ScalarText name = item.pair().text();
      Node value = item.pair().value();
      if (!(value instanceof ScalarNode scalar) || Nodes.isEmpty(value)) {
        problems.error(
            "expected",
            Nodes.isEmpty(value) ? item.pair().key() : value,
            "expected a value for '" + name.value() + "', found " + Nodes.noun(value));
        continue;
      }
      ScalarText text = ScalarText.of(scalar, source);
      if (!isName(word, name) || !isText(text)) {
        continue;
      }
      int start = source.start(item.pair().key());
      lines.begin(first ? source.start(pair.key()) : start, start);
      first = false;
      lines.at(word + " ", start);
      if (file) {
        lines.quoted(name);
      } else {
        lines.head(name);
      }
      lines.own(" = ");
      lines.quoted(text);
    }
  }

  private boolean isName(String word, ScalarText name) {
    return switch (word) {
      case "file" -> isText(name);
      case "env" -> isVariable(name);
      default -> isSysctlName(name);
    };
  }

  private boolean isVariable(ScalarText name) {
    if (!VARIABLE.matcher(name.value()).matches()) {
      problems.error(
          "expected",
          name.start(),
          name.end(),
          "expected the name of a variable of the environment, found '" + name.value() + "'");
      return false;
    }
    return true;
  }

  private boolean isSysctlName(ScalarText name) {
    String plain = name.value().replaceAll("\\$\\{[^}]*}", "");
    if (!plain.matches("[^\\s=;{}#\"$]*") || name.value().isEmpty()) {
      problems.error(
          "bad-sysctl-name",
          name.start(),
          name.end(),
          "'"
              + name.value()
              + "' is not the name of a sysctl; expected one such as net.ipv4.ip_forward");
      return false;
    }
    return true;
  }
}
