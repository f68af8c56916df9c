package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Template;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Turns the parser's tree into statements: definitions and structure here, the rest in builders of
 * their own. A null stands for a statement that was reported as wrong.
 */
final class StatementBuilder extends LockstepParserBaseVisitor<Statement> {
  private final Problems problems;
  private final Placement placement;
  private final ExpressionBuilder expressions;
  private final SettingBuilder settings;
  private final TextBuilder texts;
  private final NetworkBuilder network;
  private final RoutingBuilder routing;
  private final TrafficBuilder traffic;

  StatementBuilder(Problems problems) {
    this.problems = problems;
    this.placement = new Placement(problems);
    this.expressions = new ExpressionBuilder(problems);
    this.settings = new SettingBuilder(problems, expressions);
    this.texts = new TextBuilder(problems);
    this.network = new NetworkBuilder(problems, expressions, settings);
    this.routing = new RoutingBuilder(problems, expressions);
    this.traffic = new TrafficBuilder(problems, expressions, settings);
  }

  ImmutableList<Statement> file(LockstepParser.ScenarioFileContext context) {
    for (LockstepParser.StrayBraceContext brace : context.strayBrace()) {
      Span span = problems.span(brace);
      if (!problems.hasErrorInLine(span)) {
        problems.error("unexpected-token", span, "unexpected '}'; no block is open here");
      }
    }
    return statements(context.statement());
  }

  private ImmutableList<Statement> statements(LockstepParser.BlockContext block) {
    return statements(block.statement());
  }

  private ImmutableList<Statement> statements(List<LockstepParser.StatementContext> contexts) {
    ImmutableList.Builder<Statement> statements = ImmutableList.builder();
    for (LockstepParser.StatementContext context : contexts) {
      if (context.exception == null && placement.check(context)) {
        Statement statement = visit(context.getChild(0));
        if (statement != null) {
          statements.add(statement);
        }
      }
    }
    return statements.build();
  }

  @Override
  public Statement visitTitle(LockstepParser.TitleContext context) {
    return new Statement.Title(
        texts.quoted(context.STRING().getSymbol()), problems.span(context));
  }

  @Override
  public Statement visitSeed(LockstepParser.SeedContext context) {
    return new Statement.Seed(
        expressions.expression(context.expression()), problems.span(context));
  }

  @Override
  public Statement visitParam(LockstepParser.ParamContext context) {
    return new Statement.Param(
        expressions.name(context.name()),
        expressions.items(context.item()),
        problems.span(context));
  }

  @Override
  public Statement visitConstraint(LockstepParser.ConstraintContext context) {
    return new Statement.Constraint(
        expressions.expression(context.expression()), problems.span(context));
  }

  @Override
  public Statement visitLet(LockstepParser.LetContext context) {
    return new Statement.Let(
        expressions.name(context.name()),
        expressions.expression(context.expression()),
        problems.span(context));
  }

  @Override
  public Statement visitInclude(LockstepParser.IncludeContext context) {
    Template path = texts.quoted(context.STRING().getSymbol());
    if (path.constant().isEmpty()) {
      problems.error(
          "interpolation",
          path.span(),
          "the path of 'include' takes no '${\u2026}'; files are read before variables are known");
    } else if (path.constant().get().isBlank()) {
      problems.error("expected", path.span(), "expected the path of a file, found an empty text");
    }
    return new Statement.Include(path, problems.span(context));
  }

  @Override
  public Statement visitKernel(LockstepParser.KernelContext context) {
    return network.kernelAlias(context);
  }

  @Override
  public Statement visitProfile(LockstepParser.ProfileContext context) {
    return network.profile(context);
  }

  @Override
  public Statement visitGroup(LockstepParser.GroupContext context) {
    return network.group(context);
  }

  @Override
  public Statement visitTopology(LockstepParser.TopologyContext context) {
    return new TopologyBuilder(problems, expressions)
        .topology(context, statements(context.block()));
  }

  @Override
  public Statement visitUse(LockstepParser.UseContext context) {
    return new TopologyBuilder(problems, expressions).use(context);
  }

  @Override
  public Statement visitLoop(LockstepParser.LoopContext context) {
    expressions.expectWord(context.word(), "in");
    return new Statement.For(
        expressions.name(context.name()),
        expressions.items(context.item()),
        statements(context.block()),
        problems.span(context));
  }

  @Override
  public Statement visitConditional(LockstepParser.ConditionalContext context) {
    ImmutableList.Builder<Statement.If.Branch> branches = ImmutableList.builder();
    branches.add(branch(context.getStart(), context.expression(), context.block(0)));
    for (LockstepParser.ElseIfContext other : context.elseIf()) {
      branches.add(branch(other.IF().getSymbol(), other.expression(), other.block()));
    }
    Optional<ImmutableList<Statement>> otherwise =
        Optional.ofNullable(context.block(1)).map(this::statements);
    return new Statement.If(branches.build(), otherwise, problems.span(context));
  }

  /** From the {@code if} to the end of its block. */
  private Statement.If.Branch branch(
      Token start,
      LockstepParser.ExpressionContext condition,
      LockstepParser.BlockContext block) {
    return new Statement.If.Branch(
        expressions.expression(condition),
        statements(block),
        problems.span(start, block.getStop()));
  }

  @Override
  public Statement visitNodes(LockstepParser.NodesContext context) {
    return network.nodes(context);
  }

  @Override
  public Statement visitSet(LockstepParser.SetContext context) {
    return network.set(context);
  }

  @Override
  public Statement visitLink(LockstepParser.LinkContext context) {
    return network.link(context);
  }

  @Override
  public Statement visitLan(LockstepParser.LanContext context) {
    return network.lan(context);
  }

  @Override
  public Statement visitRoutes(LockstepParser.RoutesContext context) {
    expressions.expectWord(context.word(), "auto");
    return new Statement.RoutesAuto(problems.span(context));
  }

  @Override
  public Statement visitRoute(LockstepParser.RouteContext context) {
    return routing.route(context);
  }

  @Override
  public Statement visitPolicy(LockstepParser.PolicyContext context) {
    return routing.rule(context);
  }

  @Override
  public Statement visitNeighbour(LockstepParser.NeighbourContext context) {
    return routing.neighbour(context);
  }

  @Override
  public Statement visitAddress(LockstepParser.AddressContext context) {
    return routing.address(context);
  }

  @Override
  public Statement visitRemove(LockstepParser.RemoveContext context) {
    Statement item = visit(context.getChild(1));
    return item == null ? null : new Statement.Remove(item, problems.span(context));
  }

  @Override
  public Statement visitFlow(LockstepParser.FlowContext context) {
    return traffic.flow(context);
  }

  @Override
  public Statement visitPing(LockstepParser.PingContext context) {
    return traffic.ping(context);
  }

  @Override
  public Statement visitProgram(LockstepParser.ProgramContext context) {
    return new ProgramBuilder(problems, expressions, settings).program(context);
  }

  @Override
  public Statement visitScript(LockstepParser.ScriptContext context) {
    return new ScriptBuilder(problems, expressions).script(context, statements(context.block()));
  }

  @Override
  public Statement visitProperty(LockstepParser.PropertyContext context) {
    return new ScriptBuilder(problems, expressions)
        .setting(context, settings.visitProperty(context));
  }

  @Override
  public Statement visitMoment(LockstepParser.MomentContext context) {
    ImmutableList<Statement> body = context.block() == null ? null : statements(context.block());
    return new ScriptBuilder(problems, expressions).moment(context, body);
  }

  @Override
  public Statement visitLabel(LockstepParser.LabelContext context) {
    return new ScriptBuilder(problems, expressions).label(context);
  }

  @Override
  public Statement visitStep(LockstepParser.StepContext context) {
    return new ScriptBuilder(problems, expressions).step(context);
  }

  @Override
  public Statement visitAt(LockstepParser.AtContext context) {
    return new Statement.At(
        expressions.expression(context.expression()),
        statements(context.block()),
        problems.span(context));
  }

  @Override
  public Statement visitDuring(LockstepParser.DuringContext context) {
    return new Statement.During(
        expressions.expression(context.expression(0)),
        expressions.expression(context.expression(1)),
        statements(context.block()),
        problems.span(context));
  }

  @Override
  public Statement visitEvery(LockstepParser.EveryContext context) {
    return new TimelineBuilder(problems, expressions).every(context, statements(context.block()));
  }

  @Override
  public Statement visitAfter(LockstepParser.AfterContext context) {
    return new Statement.After(
        expressions.completion(context.completion()),
        statements(context.block()),
        problems.span(context));
  }

  @Override
  public Statement visitWhen(LockstepParser.WhenContext context) {
    return new Statement.When(
        expressions.expression(context.expression()),
        statements(context.block()),
        problems.span(context));
  }

  @Override
  public Statement visitLinkState(LockstepParser.LinkStateContext context) {
    return new Statement.LinkState(
        context.UP() != null,
        expressions.references(context.reference()),
        problems.span(context));
  }

  @Override
  public Statement visitStartStop(LockstepParser.StartStopContext context) {
    return new Statement.StartStop(
        context.START() != null,
        expressions.references(context.reference()),
        problems.span(context));
  }

  @Override
  public Statement visitReboot(LockstepParser.RebootContext context) {
    return new Statement.Reboot(
        expressions.references(context.reference()), problems.span(context));
  }

  @Override
  public Statement visitCapture(LockstepParser.CaptureContext context) {
    expressions.expectWord(context.word(), "on", "off");
    return new Statement.Capture(
        context.word().getText().equals("on"), problems.span(context));
  }

  @Override
  public Statement visitFault(LockstepParser.FaultContext context) {
    return packets().fault(context);
  }

  @Override
  public Statement visitInject(LockstepParser.InjectContext context) {
    return packets().inject(context);
  }

  @Override
  public Statement visitPacketLine(LockstepParser.PacketLineContext context) {
    return packets().line(context);
  }

  private PacketBuilder packets() {
    return new PacketBuilder(problems, expressions, settings);
  }

  @Override
  public Statement visitExpect(LockstepParser.ExpectContext context) {
    if (context.sequence() != null) {
      return packets()
          .sequence(
              context.sequence(),
              statements(context.sequence().block()),
              problems.span(context));
    }
    return new TimelineBuilder(problems, expressions).expect(context);
  }

  @Override
  public Statement visitImplicit(LockstepParser.ImplicitContext context) {
    List<LockstepParser.WordContext> words = context.word();
    int names = words.size() - 1;
    if (names == 0 && context.COMMA().isEmpty()) {
      expressions.expectWord(words.get(0), "on", "off");
    } else {
      if (names == context.COMMA().size()) {
        problems.error(
            "expected", problems.span(context), "expected 'on' or 'off' behind the names");
        names++;
      }
      for (int i = 0; i < names; i++) {
        expressions.expectWord(words.get(i), "flows", "leaks", "warnings");
      }
      if (names < words.size()) {
        expressions.expectWord(words.get(names), "on", "off");
      }
    }
    boolean on = words.get(words.size() - 1).getText().equals("on");
    ImmutableList<String> all =
        words.subList(0, names).stream()
            .map(word -> word.getText())
            .collect(ImmutableList.toImmutableList());
    return new Statement.Implicit(all, on, problems.span(context));
  }

  @Override
  public Statement visitSample(LockstepParser.SampleContext context) {
    return new Statement.Sample(
        expressions.expressions(context.expression()), problems.span(context));
  }

  /** Names of profiles. */
  static ImmutableList<Name> bases(
      LockstepParser.BasesContext context, ExpressionBuilder expressions) {
    return context == null
        ? ImmutableList.of()
        : context.name().stream()
            .map(expressions::name)
            .collect(ImmutableList.toImmutableList());
  }
}
