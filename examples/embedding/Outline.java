import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Trees;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Says what a scenario consists of. An example of a tool that embeds the parser: it needs the
 * grammar's jar and what that depends on, and nothing else of Lockstep.
 */
public final class Outline {
  private Outline() {}

  public static void main(String[] files) {
    for (String file : files) {
      ParseResult result = Scenarios.parse(Path.of(file));
      for (Diagnostic diagnostic : result.diagnostics()) {
        System.out.println(diagnostic.render());
      }
      if (result.isValid()) {
        outline(result.ast().orElseThrow());
      }
    }
  }

  private static void outline(AstNode file) {
    int addresses = 0;
    for (AstNode node : Trees.preOrder(file)) {
      if (node instanceof Statement.Nodes nodes) {
        String names =
            nodes.nodes().stream().map(Outline::written).collect(Collectors.joining(", "));
        System.out.println(nodes.span().location() + " nodes " + names);
      } else if (node instanceof Statement.Link link) {
        System.out.println(
            link.span().location()
                + " link "
                + written(link.left().place())
                + " to "
                + written(link.right().place()));
      } else if (node instanceof Expression.Prefix) {
        addresses++;
      }
    }
    System.out.println(addresses + " prefixes");
  }

  private static String written(Reference reference) {
    return reference.span().text();
  }
}
