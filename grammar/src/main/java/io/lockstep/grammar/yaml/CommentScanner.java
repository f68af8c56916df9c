package io.lockstep.grammar.yaml;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the comments of a YAML text: where a {@code #} stands outside of every scalar. */
final class CommentScanner {
  private final YamlSource source;
  private final String text;

  CommentScanner(YamlSource source) {
    this.source = source;
    this.text = source.text().text();
  }

  ImmutableList<YamlSource.Remark> comments(Node root) {
    BitSet scalars = scalars(root);
    ImmutableList.Builder<YamlSource.Remark> comments = ImmutableList.builder();
    int lineStart = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        lineStart = at + 1;
      } else if (c == '#'
          && !scalars.get(at)
          && (at == lineStart || Character.isWhitespace(text.charAt(at - 1)) || isMark(at - 1))) {
        int end = lineEnd(at);
        boolean alone = text.substring(lineStart, at).replace("\uFEFF", "").isBlank();
        comments.add(
            new YamlSource.Remark(text.substring(at, end).stripTrailing(), at, alone));
        at = end;
        continue;
      }
      at++;
    }
    return comments.build();
  }

  private boolean isMark(int at) {
    return text.charAt(at) == '\uFEFF';
  }

  private int lineEnd(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  /** The offsets that belong to scalars. */
  private BitSet scalars(Node root) {
    BitSet covered = new BitSet(text.length());
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof ScalarNode scalar) {
        cover(scalar, covered);
      } else if (node instanceof SequenceNode sequence) {
        sequence.getValue().forEach(open::push);
      } else if (node instanceof MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
          open.push(tuple.getKeyNode());
          open.push(tuple.getValueNode());
        }
      }
    }
    return covered;
  }

  private void cover(ScalarNode scalar, BitSet covered) {
    int start = source.start(scalar);
    int end = source.end(scalar);
    boolean block =
        scalar.getScalarStyle() == ScalarStyle.LITERAL
            || scalar.getScalarStyle() == ScalarStyle.FOLDED;
    // The line of '|' may end with a comment.
    int from = block ? Math.min(end, lineEnd(start)) : start;
    if (from < end) {
      covered.set(from, end);
    }
  }
}
