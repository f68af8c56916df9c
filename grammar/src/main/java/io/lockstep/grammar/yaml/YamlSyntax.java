package io.lockstep.grammar.yaml;

import io.lockstep.grammar.Scenarios;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Turns a text into YAML nodes; nothing is ever constructed from them. */
final class YamlSyntax {
  /** Sequences and mappings within each other. */
  private static final int MAX_NESTING = 300;

  /** Uses of anchors of mappings and lists. */
  private static final int MAX_ALIASES = 1000;

  private YamlSyntax() {}

  /** The one document; empty if there is none, or if it is no YAML, which has been reported. */
  static Optional<Node> compose(YamlSource source, YamlProblems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Scenarios.MAX_BYTES);
    options.setNestingDepthLimit(MAX_NESTING);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(source.yaml()), options);
      Composer composer = new Composer(parser, new Resolver(), options);
      if (!composer.checkNode()) {
        return Optional.empty();
      }
      Node root = composer.getNode();
      if (composer.checkNode()) {
        problems.error(
            "yaml", composer.getNode(), "a second document; expected only one in a file");
      }
      return Optional.of(root);
    } catch (MarkedYAMLException e) {
      report(e, source, problems);
    } catch (ReaderException e) {
      int at = source.offset(e.getPosition());
      problems.error(
          "unexpected-character",
          at,
          at + 1,
          String.format("unexpected character U+%04X; YAML cannot hold it", e.getCodePoint()));
    } catch (YAMLException e) {
      problems.error("too-complex", 0, 0, limit(e));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // The library's way to refuse, for example, \UFFFFFFFF.
      problems.error("yaml", 0, 0, "this is not YAML; there is an impossible escape in it");
    } catch (StackOverflowError e) {
      problems.error("too-complex", 0, 0, "the file is nested too deeply");
    }
    return Optional.empty();
  }

  private static String limit(YAMLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("aliases")) {
      return "more than " + MAX_ALIASES + " uses of anchors; expected fewer";
    } else if (message.contains("Nesting")) {
      return "nested more than " + MAX_NESTING + " levels deep; expected fewer";
    }
    return "this is not YAML: " + message.lines().findFirst().orElse("");
  }

  private static void report(MarkedYAMLException e, YamlSource source, YamlProblems problems) {
    String problem = String.valueOf(e.getProblem());
    String context = String.valueOf(e.getContext());
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    boolean quoted = context.contains("quoted scalar");
    if (quoted && problem.contains("end of stream") && e.getContextMark() != null) {
      mark = e.getContextMark();
    }
    int at = mark == null ? 0 : source.offset(mark);
    int end = Math.min(at + 1, source.text().text().length());
    boolean tab = at < end && source.text().text().charAt(at) == '\t';
    problems.error("yaml", at, end, tab ? TAB : sentence(problem, context, quoted));
  }

  private static final String TAB = "unexpected tab; YAML is indented with blanks";

  private static String sentence(String problem, String context, boolean quoted) {
    if (problem.contains("TAB")) {
      return TAB;
    } else if (quoted && problem.contains("end of stream")) {
      return "this text lacks its closing quote";
    } else if (quoted && problem.contains("escape")) {
      return "unknown escape; texts between ' and ' need none";
    } else if (problem.startsWith("mapping values are not allowed")) {
      return "unexpected ':'; a text that holds ': ' stands between ' and '";
    } else if (problem.startsWith("could not find expected ':'")) {
      return "expected ':' behind the key";
    } else if (problem.startsWith("expected ',' or")) {
      return "expected ',' or '" + (problem.contains("}") ? "}" : "]") + "'";
    } else if (problem.startsWith("expected <block end>")) {
      return "this does not line up; expected the next entry in the column of those before it";
    } else if (problem.startsWith("sequence entries are not allowed")) {
      return "unexpected '-'; a list starts on a line of its own";
    } else if (problem.startsWith("found undefined alias")) {
      return "unknown anchor '" + problem.substring("found undefined alias".length()).strip() + "'";
    } else if (problem.startsWith("found character") && problem.contains("cannot start")) {
      return "unexpected character; a text that starts with it stands between ' and '";
    }
    return "this is not YAML: " + problem + (context.equals("null") ? "" : ", " + context);
  }
}
