package io.lockstep.grammar.generate;

import static io.lockstep.grammar.generate.Dice.NOWHERE;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.vocabulary.PacketPart;
import io.lockstep.grammar.vocabulary.PacketParts;
import java.util.Optional;

/** Makes statements about packets. */
final class RandomPackets {
  private final Dice dice;
  private final RandomExpressions expressions;

  RandomPackets(Dice dice, RandomExpressions expressions) {
    this.dice = dice;
    this.expressions = expressions;
  }

  Statement sequence() {
    return new Statement.Sequence(
        expressions.reference(),
        dice.maybe(expressions::reference),
        dice.maybe(() -> expressions.any(2)),
        dice.some(0, 3, () -> dice.oneIn(3) ? inject() : step()),
        NOWHERE);
  }

  private Statement step() {
    return new Statement.PacketLine(
        dice.oneIn(2),
        dice.maybe(expressions::name),
        dice.maybe(expressions::reference),
        dice.maybe(() -> expressions.any(2)),
        dice.oneIn(2)
            ? ImmutableList.of()
            : ImmutableList.of(clause(dice.of("at", "by", "after", "within"))),
        NOWHERE);
  }

  private Statement.Clause clause(String word) {
    return new Statement.Clause(
        word,
        word.equals("within") ? expressions.item(1) : expressions.any(1),
        NOWHERE);
  }

  Statement action() {
    return dice.oneIn(2) ? inject() : fault();
  }

  private Statement fault() {
    boolean change = dice.oneIn(3);
    boolean every = dice.oneIn(4);
    return new Statement.Fault(
        new Name(change ? "change" : dice.of("drop", "hold", "reorder", "duplicate"), NOWHERE),
        dice.maybe(expressions::quantity),
        every,
        every
            ? ImmutableList.of(expressions.number())
            : dice.some(0, 2, () -> expressions.item(1)),
        expressions.reference(),
        dice.maybe(expressions::reference),
        dice.maybe(() -> expressions.any(2)),
        change ? Optional.of(layers()) : Optional.empty(),
        NOWHERE);
  }

  private Statement inject() {
    Optional<Name> side =
        dice.oneIn(3)
            ? Optional.of(new Name(dice.of("into", "from"), NOWHERE))
            : Optional.empty();
    Optional<Reference> toward =
        side.isPresent() ? Optional.empty() : Optional.of(expressions.reference());
    Optional<Reference> place =
        toward.isPresent() && dice.oneIn(3)
            ? Optional.empty()
            : Optional.of(expressions.reference());
    return new Statement.Inject(
        side,
        place,
        toward,
        dice.oneIn(2)
            ? ImmutableList.of()
            : ImmutableList.of(
                clause("at"),
                clause("every"),
                new Statement.Clause("times", expressions.number(), NOWHERE)),
        layers(),
        NOWHERE);
  }

  private ImmutableList<Setting> layers() {
    return dice.some(
        0,
        3,
        () -> {
          PacketPart layer = dice.of(PacketParts.layers());
          return part(layer, layer.name(), 2);
        });
  }

  private Setting part(PacketPart part, String path, int depth) {
    ImmutableList<PacketPart> inner = PacketParts.in(path);
    Optional<ImmutableList<Setting>> parts =
        inner.isEmpty() || depth == 0
            ? Optional.empty()
            : dice.maybe(
                () ->
                    dice.some(
                        0,
                        3,
                        () -> {
                          PacketPart one = dice.of(inner);
                          return part(one, path + "." + one.name(), depth - 1);
                        }));
    ImmutableList<Expression> values = dice.some(0, 2, () -> expressions.item(1));
    return new Setting.Part(new Name(part.name(), NOWHERE), values, parts, NOWHERE);
  }
}
