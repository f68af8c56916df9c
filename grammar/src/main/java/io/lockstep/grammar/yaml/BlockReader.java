package io.lockstep.grammar.yaml;

import java.util.List;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What readers of statements and of settings share. */
abstract class BlockReader {
  /** Aliases may make a mapping its own ancestor. */
  private static final int MAX_DEPTH = 200;

  final YamlSource source;
  final YamlProblems problems;
  final Nodes nodes;
  final Heads heads;
  final DerivedLines lines;
  private int depth;

  BlockReader(YamlSource source, YamlProblems problems, DerivedLines lines) {
    this.source = source;
    this.problems = problems;
    this.nodes = new Nodes(source, problems);
    this.heads = new Heads(problems);
    this.lines = lines;
  }

  /** Thrown when aliases make more of a file than is bearable; it has been reported. */
  static final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Writes a block.
   *
   * @param key where its key stands
   * @param value holds what is in it; may be missing
   * @param owner column of what the block belongs to; negative if more follows behind the block
   * @param limit where the next thing stands
   */
  final void block(ScalarNode key, Node value, int owner, int limit) {
    int keyStart = source.start(key);
    if (++depth > MAX_DEPTH) {
      problems.error(
          "too-complex", value, "nested more than " + MAX_DEPTH + " levels deep; expected fewer");
      throw new LimitException();
    }
    boolean flow = Nodes.isFlow(value);
    lines.open(keyStart, flow ? source.start(value) : keyStart);
    contents(value, flow ? source.end(value) : limit);
    if (flow) {
      lines.closeFlow(source.end(value));
    } else if (Nodes.isEmpty(value)) {
      lines.closeBlock(source.column(keyStart) + 1, owner, limit);
    } else {
      lines.closeBlock(source.column(source.start(value)), owner, limit);
    }
    depth--;
  }

  abstract void contents(Node value, int limit);

  /** The value of a keyword: scenario text, or a list of such with commas in between. */
  final boolean isHead(Node value, boolean raw) {
    if (value instanceof ScalarNode scalar) {
      return heads.check(ScalarText.of(scalar, source), raw);
    }
    boolean fine = true;
    for (Node item : ((SequenceNode) value).getValue()) {
      fine &= heads.check(ScalarText.of((ScalarNode) item, source), raw);
    }
    return fine;
  }

  final void head(Node value) {
    List<Node> parts =
        value instanceof SequenceNode list ? list.getValue() : List.of(value);
    String separator = " ";
    for (Node part : parts) {
      lines.own(separator);
      lines.head(ScalarText.of((ScalarNode) part, source));
      separator = ", ";
    }
  }

  /** Whether a text can be put between quotes. */
  final boolean isText(ScalarText text) {
    String value = text.value();
    int at = 0;
    while (at < value.length()) {
      int from = at;
      if (value.charAt(at) == '\\') {
        at += 2;
        if (at > value.length()) {
          problems.error(
              "unknown-escape",
              text.origins()[from],
              text.end(),
              "a lone '\\' at the end of a text; expected '\\\\'");
          return false;
        }
      } else if (value.startsWith("${", at)) {
        at = Heads.behindInterpolation(value, at);
        if (at < 0) {
          problems.error(
              "interpolation", text.origins()[from], text.end(), "'${' lacks its closing '}'");
          return false;
        } else if (value.substring(from, at).indexOf('"') >= 0) {
          problems.error(
              "interpolation", text.origins()[from], text.origins()[at], "a '\"' within '${…}'");
          return false;
        }
      } else {
        at++;
      }
    }
    return true;
  }
}
