package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Setting;
import java.util.List;

/** Unrolls loops and decides conditions in blocks of settings. */
final class SettingExpander {
  private final Evaluator evaluator;
  private final Problems problems;

  SettingExpander(Evaluator evaluator, Problems problems) {
    this.evaluator = evaluator;
    this.problems = problems;
  }

  /** A setting that is no {@code for} and no {@code if}, and the variables it sees. */
  record Placed(Setting setting, Scope scope) {}

  /** The settings of one block, but not of the blocks within them; mistakes are reported. */
  ImmutableList<Placed> flatten(List<Setting> settings, Scope scope) {
    ImmutableList.Builder<Placed> flat = ImmutableList.builder();
    flatten(settings, scope, new Loops(evaluator), flat);
    return flat.build();
  }

  private void flatten(
      List<Setting> settings, Scope scope, Loops loops, ImmutableList.Builder<Placed> flat) {
    for (Setting setting : settings) {
      if (setting instanceof Setting.For loop) {
        problems.guard(
            () ->
                loops.run(
                    loop.variable(),
                    loop.values(),
                    scope,
                    inner -> flatten(loop.body(), inner, loops, flat)));
      } else if (setting instanceof Setting.If choice) {
        problems.guard(() -> flatten(branch(choice, scope), scope.block(), loops, flat));
      } else {
        flat.add(new Placed(setting, scope));
      }
    }
  }

  private List<Setting> branch(Setting.If choice, Scope scope) {
    for (Setting.If.Branch branch : choice.branches()) {
      if (evaluator.truth(branch.condition(), scope)) {
        return branch.body();
      }
    }
    return choice.otherwise().orElse(ImmutableList.of());
  }
}
