package io.lockstep.grammar.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Looks at YAML nodes as messages and readers want them. */
final class Nodes {
  private final YamlSource source;
  private final YamlProblems problems;

  Nodes(YamlSource source, YamlProblems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** A key with its value. */
  record Pair(ScalarNode key, ScalarText text, Node value) {}

  /** The pairs of a mapping; keys that are no texts or stand twice are reported and left out. */
  List<Pair> pairs(MappingNode mapping) {
    List<Pair> pairs = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.error(
            "expected",
            tuple.getKeyNode(),
            "expected a text before ':', found " + noun(tuple.getKeyNode()));
      } else if (!seen.add(key.getValue())) {
        problems.error(
            "duplicate-key",
            key,
            "a second '" + key.getValue() + "' in one mapping",
            "a list holds it twice: a line '- " + key.getValue() + ": …' for each");
      } else {
        pairs.add(new Pair(key, ScalarText.of(key, source), tuple.getValueNode()));
      }
    }
    return pairs;
  }

  static boolean isEmpty(Node node) {
    return node instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  static boolean isFlow(Node node) {
    return node instanceof CollectionNode<?> collection
        && collection.getFlowStyle() == FlowStyle.FLOW;
  }

  /** Whether it is a list that holds nothing but scalars, and at least one. */
  static boolean isListOfScalars(Node node) {
    return node instanceof SequenceNode list
        && !list.getValue().isEmpty()
        && list.getValue().stream().allMatch(ScalarNode.class::isInstance);
  }

  static String noun(Node node) {
    if (node instanceof MappingNode) {
      return "a mapping";
    } else if (node instanceof SequenceNode) {
      return "a list";
    }
    return isEmpty(node) ? "nothing" : "a text";
  }
}
