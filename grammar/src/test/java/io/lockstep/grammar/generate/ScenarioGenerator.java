package io.lockstep.grammar.generate;

import static io.lockstep.grammar.generate.Dice.NOWHERE;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Argument;
import io.lockstep.grammar.ast.Completion;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.LinkEnd;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Protocol;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.StepClause;
import io.lockstep.grammar.ast.Template;
import io.lockstep.grammar.ast.TopologyParameter;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes trees that can be written and parsed; they mean nothing. The same seed makes the same tree.
 */
public final class ScenarioGenerator {
  private final Dice dice;
  private final RandomExpressions expressions;
  private final RandomSettings settings;
  private final RandomRouting routing;

  private ScenarioGenerator(long seed) {
    this.dice = new Dice(seed);
    this.expressions = new RandomExpressions(dice);
    this.settings = new RandomSettings(dice, expressions);
    this.routing = new RandomRouting(dice, expressions);
  }

  /** A tree without places and comments. */
  public static ScenarioFile generate(long seed) {
    ScenarioGenerator generator = new ScenarioGenerator(seed);
    ImmutableList<Statement> statements = generator.dice.some(1, 6, generator::top);
    return new ScenarioFile(statements, ImmutableList.of(), NOWHERE);
  }

  private Statement top() {
    return switch (dice.below(12)) {
      case 0 -> new Statement.Title(expressions.text(), NOWHERE);
      case 1 -> new Statement.Include(expressions.constant(), NOWHERE);
      case 2 ->
          new Statement.Topology(expressions.name(), parameters(), body(2), NOWHERE);
      default -> statement(2);
    };
  }

  private ImmutableList<TopologyParameter> parameters() {
    ImmutableList.Builder<TopologyParameter> parameters = ImmutableList.builder();
    int count = dice.below(4);
    for (int i = 0; i < count; i++) {
      parameters.add(
          new TopologyParameter(
              new Name("p" + i, NOWHERE), dice.maybe(() -> expressions.any(2)), NOWHERE));
    }
    return parameters.build();
  }

  private ImmutableList<Statement> body(int depth) {
    return dice.some(0, 3, () -> statement(depth));
  }

  private Statement statement(int depth) {
    if (depth > 0 && dice.oneIn(6)) {
      return control(() -> body(depth - 1));
    }
    return dice.<Statement>call(
        this::definition, this::definition, this::network, this::network, routing::any,
        this::activity, this::timeline, this::expect,
        () -> new RandomPackets(dice, expressions).action());
  }

  private Statement control(Supplier<ImmutableList<Statement>> body) {
    return dice.<Statement>call(
        () ->
            new Statement.For(
                expressions.name(),
                dice.some(1, 3, () -> expressions.item(2)),
                body.get(),
                NOWHERE),
        () ->
            new Statement.If(
                dice.some(
                    1,
                    3,
                    () -> new Statement.If.Branch(expressions.any(1), body.get(), NOWHERE)),
                dice.maybe(body),
                NOWHERE));
  }

  private Statement definition() {
    return dice.<Statement>call(
        () -> new Statement.Seed(expressions.any(), NOWHERE),
        () ->
            new Statement.Param(
                expressions.name(), dice.some(1, 3, () -> expressions.item(2)), NOWHERE),
        () -> new Statement.Constraint(expressions.any(), NOWHERE),
        () -> new Statement.Let(expressions.name(), expressions.any(4), NOWHERE),
        () -> new Statement.KernelAlias(kernelAlias(), kernel(), NOWHERE),
        () -> new Statement.Capture(dice.oneIn(2), NOWHERE),
        () ->
            new Statement.Implicit(
                dice.oneIn(2) ? ImmutableList.of() : ImmutableList.of("leaks", "flows"),
                dice.oneIn(2),
                NOWHERE),
        () -> new Statement.Sample(dice.some(1, 3, () -> expressions.any(2)), NOWHERE),
        () -> new Statement.Profile(expressions.name(), names(), settings.node(), NOWHERE),
        () ->
            new Statement.Group(
                expressions.definition(), dice.some(1, 3, expressions::reference), NOWHERE),
        () ->
            new Statement.Use(
                dice.maybe(expressions::definition), expressions.name(), arguments(), NOWHERE));
  }

  private Name kernelAlias() {
    return new Name(dice.of("old", "net-next", "6.12~rc1"), NOWHERE);
  }

  private Template kernel() {
    return expressions.raw("linux", "-6.12", "~x+", ".1");
  }

  private ImmutableList<Name> names() {
    return dice.some(0, 2, expressions::name);
  }

  private ImmutableList<Argument> arguments() {
    ImmutableList.Builder<Argument> arguments = ImmutableList.builder();
    int byPosition = dice.below(3);
    int count = byPosition + dice.below(3);
    for (int i = 0; i < count; i++) {
      Optional<Name> name =
          i < byPosition ? Optional.empty() : Optional.of(new Name("p" + i, NOWHERE));
      arguments.add(new Argument(name, expressions.any(2), NOWHERE));
    }
    return arguments.build();
  }

  private Statement network() {
    return dice.<Statement>call(
        () ->
            new Statement.Nodes(
                dice.some(1, 3, expressions::definition), names(), settings.node(), NOWHERE),
        this::set,
        () ->
            new Statement.Link(
                dice.maybe(expressions::definition), end(), end(), settings.link(), NOWHERE),
        () ->
            new Statement.Lan(
                dice.maybe(expressions::definition),
                dice.some(1, 3, this::end),
                settings.link(),
                NOWHERE),
        () -> new Statement.RoutesAuto(NOWHERE));
  }

  private Statement set() {
    ImmutableList<Setting> block = dice.oneIn(2) ? settings.node() : settings.link();
    return new Statement.Set(dice.some(1, 2, expressions::reference), block, NOWHERE);
  }

  private LinkEnd end() {
    Reference place = dice.oneIn(3) ? expressions.netdev() : expressions.reference();
    ImmutableList<Expression> addresses =
        dice.some(
            0,
            2,
            () ->
                dice.<Expression>call(
                    expressions::prefix, expressions::prefixPattern, expressions::word));
    Optional<Expression> mac =
        dice.maybe(
            () -> dice.<Expression>call(expressions::mac, expressions::macPattern));
    return new LinkEnd(place, addresses, mac, NOWHERE);
  }

  private Statement activity() {
    if (dice.oneIn(8)) {
      return new Statement.Script(
          expressions.definition(), expressions.reference(), scriptLines(), NOWHERE);
    }
    if (dice.oneIn(3)) {
      return program();
    }
    if (dice.oneIn(2)) {
      return new Statement.Flow(
          dice.maybe(expressions::definition),
          dice.of(Protocol.values()),
          expressions.endpoint(false),
          expressions.endpoint(true),
          settings.flow(),
          NOWHERE);
    }
    boolean traceroute = dice.oneIn(3);
    return new Statement.Ping(
        dice.maybe(expressions::definition),
        traceroute,
        expressions.endpoint(false),
        expressions.endpoint(true),
        traceroute ? settings.traceroute() : settings.ping(),
        NOWHERE);
  }

  private Statement program() {
    return new Statement.Exec(
        dice.maybe(expressions::definition),
        dice.oneIn(2),
        expressions.reference(),
        expressions.nonBlank(),
        settings.program(),
        NOWHERE);
  }

  private ImmutableList<Statement> scriptLines() {
    return ImmutableList.<Statement>builder()
        .addAll(
            dice.some(
                0,
                1,
                () ->
                    new Statement.ScriptSetting(
                        new Setting.Property(PropertyName.START, expressions.any(1), NOWHERE),
                        NOWHERE)))
        .addAll(calls(1))
        .build();
  }

  private ImmutableList<Statement> calls(int depth) {
    return dice.some(0, 3, () -> call(depth));
  }

  private Statement call(int depth) {
    if (depth > 0 && dice.oneIn(6)) {
      return control(() -> calls(depth - 1));
    }
    return dice.<Statement>call(
        () -> step(Optional.empty(), Optional.empty()),
        () -> step(Optional.empty(), Optional.empty()),
        () -> step(Optional.of(expressions.time()), Optional.empty()),
        () -> step(Optional.empty(), Optional.of(settings.completion())),
        () -> new Statement.Label(expressions.name(), NOWHERE),
        () -> new Statement.Wait(Optional.of(expressions.time()), Optional.empty(), NOWHERE),
        () -> new Statement.Wait(Optional.empty(), Optional.of(settings.completion()), NOWHERE),
        () -> new Statement.At(expressions.time(), calls(0), NOWHERE),
        () -> new Statement.After(settings.completion(), calls(0), NOWHERE));
  }

  private Statement step(Optional<Expression> moment, Optional<Completion> sequel) {
    boolean fails = dice.oneIn(3);
    ImmutableList<StepClause> clauses =
        dice.oneIn(2)
            ? ImmutableList.of()
            : ImmutableList.of(
                fails
                    ? new StepClause(
                        StepClause.Kind.FAILS,
                        new Expression.Word("ECONNREFUSED", NOWHERE),
                        NOWHERE)
                    : new StepClause(
                        dice.of(
                            StepClause.Kind.TAKES,
                            StepClause.Kind.BLOCKS,
                            StepClause.Kind.TIMEOUT),
                        expressions.time(),
                        NOWHERE));
    return new Statement.Step(
        moment,
        sequel,
        dice.maybe(expressions::definition),
        expressions.systemCall(),
        clauses,
        NOWHERE);
  }

  private Statement expect() {
    if (dice.oneIn(4)) {
      return new RandomPackets(dice, expressions).sequence();
    }
    return new Statement.Expect(
        dice.of("", "", "", "always", "never", "eventually"),
        expressions.condition(),
        dice.maybe(() -> expressions.any(1)),
        dice.maybe(() -> expressions.any(1)),
        dice.maybe(
            () ->
                new Expression.Range(
                    expressions.any(1), expressions.any(1), Optional.empty(), NOWHERE)),
        NOWHERE);
  }

  private Statement timeline() {
    ImmutableList<Statement> actions = actions(1);
    return dice.<Statement>call(
        () -> new Statement.At(expressions.any(2), actions, NOWHERE),
        () ->
            new Statement.During(expressions.any(2), expressions.any(2), actions, NOWHERE),
        () -> every(actions),
        () -> new Statement.After(settings.completion(), actions, NOWHERE),
        () -> new Statement.When(expressions.any(), actions, NOWHERE));
  }

  private Statement every(ImmutableList<Statement> actions) {
    boolean byTimes = dice.oneIn(2);
    Optional<Expression> times =
        byTimes
            ? Optional.of(dice.oneIn(2) ? expressions.number() : expressions.word())
            : Optional.empty();
    Optional<Expression> to =
        byTimes && dice.oneIn(2) ? Optional.empty() : Optional.of(expressions.any(1));
    return new Statement.Every(
        expressions.any(1), times, dice.maybe(() -> expressions.any(1)), to, actions, NOWHERE);
  }

  private ImmutableList<Statement> actions(int depth) {
    return dice.some(0, 3, () -> action(depth));
  }

  private Statement action(int depth) {
    if (depth > 0 && dice.oneIn(6)) {
      return control(() -> actions(depth - 1));
    }
    return dice.<Statement>call(
        () ->
            new Statement.LinkState(
                dice.oneIn(2), dice.some(1, 2, expressions::reference), NOWHERE),
        () ->
            new Statement.StartStop(
                dice.oneIn(2), dice.some(1, 2, expressions::reference), NOWHERE),
        () -> new Statement.Reboot(dice.some(1, 2, expressions::reference), NOWHERE),
        this::set,
        this::program,
        () -> new RandomPackets(dice, expressions).action(),
        routing::any,
        () -> new Statement.Remove(routing.any(), NOWHERE));
  }
}
