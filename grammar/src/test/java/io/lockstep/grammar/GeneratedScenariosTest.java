package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.RouteDestination;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Template;
import io.lockstep.grammar.ast.Trees;
import io.lockstep.grammar.ast.Unit;
import io.lockstep.grammar.generate.ScenarioGenerator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a program writes can be read: random trees become text or YAML and come back. */
class GeneratedScenariosTest {
  private static final int CASES = Integer.getInteger("lockstep.generated.cases", 1000);

  @Test
  void everyKindOfNodeIsMade() {
    Set<Object> seen = new HashSet<>();
    for (int seed = 0; seed < 500; seed++) {
      for (AstNode node : Trees.preOrder(ScenarioGenerator.generate(seed))) {
        seen.add(node.getClass());
        if (node instanceof Expression.Quantity quantity) {
          seen.add(quantity.unit());
        } else if (node instanceof Expression.Binary binary) {
          seen.add(binary.operator());
        } else if (node instanceof Setting.Property property) {
          seen.add(property.name());
        }
      }
    }
    List<Object> wanted = new ArrayList<>();
    for (Class<?> kind :
        List.of(
            Statement.class,
            Setting.class,
            Expression.class,
            Index.class,
            RouteDestination.class,
            Template.Part.class)) {
      wanted.addAll(List.of(kind.getPermittedSubclasses()));
    }
    wanted.addAll(List.of(Unit.values()));
    wanted.addAll(List.of(BinaryOperator.values()));
    wanted.addAll(List.of(PropertyName.values()));
    assertThat(seen).containsAll(wanted);
  }

  @Test
  void comeBackFromText() {
    for (int seed = 0; seed < CASES; seed++) {
      ScenarioFile tree = ScenarioGenerator.generate(seed);
      String text = Scenarios.format(tree);
      ScenarioFile again = ParserAssert.parseOnce("generated " + seed, text);
      ParserAssert.assertEqualTrees(tree, again, "seed " + seed + "\n" + text);
      assertThat(Scenarios.format(again)).as("seed %d", seed).isEqualTo(text);
    }
  }

  @Test
  void comeBackFromYaml() {
    for (int seed = 0; seed < CASES; seed++) {
      ScenarioFile tree = ScenarioGenerator.generate(seed);
      String yaml = Scenarios.toYaml(tree);
      ScenarioFile again = ParserAssert.parseOnce("generated.scn.yaml", yaml);
      ParserAssert.assertEqualTrees(tree, again, "seed " + seed + "\n" + yaml);
      assertThat(Scenarios.toYaml(again)).as("seed %d", seed).isEqualTo(yaml);
      ScenarioFile text = ParserAssert.parseOnce("test.scn", Scenarios.format(again));
      ParserAssert.assertEqualTrees(tree, text, "seed " + seed + "\n" + yaml);
    }
  }
}
