package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Attribute;
import io.lockstep.grammar.ast.Endpoint;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.LinkEnd;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Protocol;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.RouteDestination;
import io.lockstep.grammar.ast.RouteHop;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Turns the parser's tree into statements; a null stands for one that was reported as wrong. */
final class StatementBuilder extends LockstepParserBaseVisitor<Statement> {
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+~-]*");

  private final Problems problems;
  private final Placement placement;
  private final ExpressionBuilder expressions;
  private final SettingBuilder settings;
  private final TextBuilder texts;
  private BlockKind kind = BlockKind.TOP;

  StatementBuilder(Problems problems) {
    this.problems = problems;
    this.placement = new Placement(problems);
    this.expressions = new ExpressionBuilder(problems);
    this.settings = new SettingBuilder(problems, expressions);
    this.texts = new TextBuilder(problems);
  }

  ImmutableList<Statement> file(LockstepParser.ScenarioFileContext context) {
    for (LockstepParser.StrayBraceContext brace : context.strayBrace()) {
      problems.error(
          "unexpected-token", problems.span(brace), "unexpected '}'; no block is open here");
    }
    return statements(context.statement());
  }

  private ImmutableList<Statement> statements(List<LockstepParser.StatementContext> contexts) {
    ImmutableList.Builder<Statement> statements = ImmutableList.builder();
    for (LockstepParser.StatementContext context : contexts) {
      if (context.exception == null && placement.check(context, kind)) {
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
        expressions.name(context.name()), all(context.expression()), problems.span(context));
  }

  @Override
  public Statement visitLet(LockstepParser.LetContext context) {
    return new Statement.Let(
        expressions.name(context.name()),
        expressions.expression(context.expression()),
        problems.span(context));
  }

  @Override
  public Statement visitKernel(LockstepParser.KernelContext context) {
    Token first = context.KERNEL_NAME(0).getSymbol();
    if (context.ASSIGN() == null) {
      problems.error(
          "expected",
          problems.span(first),
          "expected 'kernel ALIAS = NAME' at the top level",
          "'kernel NAME' alone belongs in a node block");
      return null;
    }
    if (!ALIAS.matcher(first.getText()).matches()) {
      problems.error(
          "expected",
          problems.span(first),
          "expected a name for the kernel, found '" + Shown.text(first.getText()) + "'");
    }
    return new Statement.KernelAlias(
        new Name(first.getText(), problems.span(first)),
        texts.raw(context.KERNEL_NAME(1).getSymbol()),
        problems.span(context));
  }

  @Override
  public Statement visitProfile(LockstepParser.ProfileContext context) {
    return new Statement.Profile(
        expressions.name(context.name()),
        ImmutableList.of(),
        settings.settings(context.block(), BlockKind.NODE),
        problems.span(context));
  }

  @Override
  public Statement visitNodes(LockstepParser.NodesContext context) {
    return new Statement.Nodes(
        references(context.reference()),
        context.name().stream().map(expressions::name).collect(ImmutableList.toImmutableList()),
        settings.settings(context.block(), BlockKind.NODE),
        problems.span(context));
  }

  @Override
  public Statement visitSet(LockstepParser.SetContext context) {
    return new Statement.Set(
        references(context.reference()),
        settings.settings(context.block(), BlockKind.SET),
        problems.span(context));
  }

  @Override
  public Statement visitLink(LockstepParser.LinkContext context) {
    boolean named = context.ASSIGN() != null;
    Optional<Reference> name =
        named
            ? definedName(context.linkEnd(0), context.linkEnd(0).reference())
            : Optional.empty();
    return new Statement.Link(
        name,
        linkEnd(context.linkEnd(named ? 1 : 0)),
        linkEnd(context.linkEnd(named ? 2 : 1)),
        settings.settings(context.block(), BlockKind.LINK),
        problems.span(context));
  }

  /** What stands before {@code =}, which must be a name and nothing else. */
  private Optional<Reference> definedName(
      ParserRuleContext written, LockstepParser.ReferenceContext reference) {
    if (reference == null || !reference.getSourceInterval().equals(written.getSourceInterval())) {
      problems.error(
          "expected",
          problems.span(written),
          "expected a name before '=', found '" + Shown.text(problems.span(written).text()) + "'");
      return Optional.empty();
    }
    return Optional.of(expressions.reference(reference));
  }

  private LinkEnd linkEnd(LockstepParser.LinkEndContext context) {
    LiteralBuilder literals = new LiteralBuilder(problems);
    ImmutableList.Builder<Expression> addresses = ImmutableList.builder();
    for (ParseTree child : context.children) {
      if (child instanceof TerminalNode leaf
          && leaf.getSymbol().getType() == LockstepParser.PREFIX) {
        if (literals.prefix(leaf.getSymbol()) instanceof Expression.Prefix prefix) {
          addresses.add(prefix);
        }
      } else if (child instanceof TerminalNode leaf
          && leaf.getSymbol().getType() == LockstepParser.ADDRESS) {
        checkMissingLength(literals.address(leaf.getSymbol()));
      }
    }
    Reference node = expressions.reference(context.reference());
    Reference place =
        context.name() == null
            ? node
            : new Reference(
                Optional.of(node),
                context.name().getText(),
                ImmutableList.of(),
                node.span().to(problems.span(context.name())));
    return new LinkEnd(place, addresses.build(), Optional.empty(), problems.span(context));
  }

  private void checkMissingLength(Expression address) {
    if (address instanceof Expression.Address ip) {
      String example = ip.text() + (ip.text().indexOf(':') < 0 ? "/24" : "/64");
      problems.error(
          "missing-prefix-length",
          ip.span(),
          "the address lacks its prefix length; expected one such as " + example);
    } else if (address instanceof Expression.Mac mac) {
      problems.error(
          "not-supported-yet", mac.span(), "a MAC address of a link's end is not supported yet");
    }
  }

  @Override
  public Statement visitRoutes(LockstepParser.RoutesContext context) {
    expressions.expectWord(context.word(), "auto");
    return new Statement.RoutesAuto(problems.span(context));
  }

  @Override
  public Statement visitRoute(LockstepParser.RouteContext context) {
    expressions.expectWord(context.word(), "via");
    Expression written = expressions.expression(context.expression(0));
    RouteDestination destination =
        written instanceof Expression.Word word && word.name().equals("default")
            ? new RouteDestination.Default(word.span())
            : new RouteDestination.To(written, written.span());
    return new Statement.Route(
        expressions.reference(context.reference()),
        destination,
        ImmutableList.of(hop(context)),
        ImmutableList.of(),
        problems.span(context));
  }

  private RouteHop hop(LockstepParser.RouteContext context) {
    Name word = new Name(context.word().getText(), problems.span(context.word()));
    Expression value = expressions.expression(context.expression(1));
    Span span = word.span().to(value.span());
    return new RouteHop(ImmutableList.of(new Attribute(word, value, span)), span);
  }

  @Override
  public Statement visitLoop(LockstepParser.LoopContext context) {
    expressions.expectWord(context.word(), "in");
    ImmutableList<Expression> written = all(context.expression());
    Span span = written.get(0).span().to(Iterables.getLast(written).span());
    ImmutableList<Expression> values =
        context.RANGE() == null
            ? written
            : ImmutableList.of(
                new Expression.Range(written.get(0), written.get(1), Optional.empty(), span));
    return new Statement.For(
        expressions.name(context.name()),
        values,
        statements(context.block().statement()),
        problems.span(context));
  }

  @Override
  public Statement visitFlow(LockstepParser.FlowContext context) {
    Optional<Reference> name = Optional.empty();
    Token protocol = context.reference().getStart();
    if (context.ASSIGN() != null) {
      name = Optional.of(expressions.reference(context.reference()));
      protocol = context.word().getStart();
      expressions.expectWord(context.word(), "tcp", "udp");
    } else if (!isProtocol(context.reference().getText())) {
      reportProtocol(context);
    }
    return new Statement.Flow(
        name,
        protocol.getText().equals("udp") ? Protocol.UDP : Protocol.TCP,
        endpoint(context.endpoint()),
        target(context.target()),
        settings.settings(context.block(), BlockKind.FLOW),
        problems.span(context));
  }

  private static boolean isProtocol(String word) {
    return word.equals("tcp") || word.equals("udp");
  }

  private void reportProtocol(LockstepParser.FlowContext context) {
    String written = context.reference().getText();
    problems.error(
        "unknown-word",
        problems.span(context.reference()),
        "expected 'tcp' or 'udp', found '"
            + Shown.text(written)
            + "'"
            + Suggestions.didYouMean(written, List.of("tcp", "udp")));
  }

  @Override
  public Statement visitPing(LockstepParser.PingContext context) {
    boolean named = context.ASSIGN() != null;
    Optional<Reference> name =
        named
            ? definedName(context.endpoint(0), context.endpoint(0).reference())
            : Optional.empty();
    return new Statement.Ping(
        name,
        endpoint(context.endpoint(named ? 1 : 0)),
        target(context.target()),
        settings.settings(context.block(), BlockKind.PING),
        problems.span(context));
  }

  private Endpoint target(LockstepParser.TargetContext context) {
    return context.endpoint() != null
        ? endpoint(context.endpoint())
        : new Endpoint(
            address(context.ADDRESS().getSymbol()),
            expressions.optional(context.expression()),
            problems.span(context));
  }

  private Endpoint endpoint(LockstepParser.EndpointContext context) {
    Target target =
        context.reference() != null
            ? expressions.reference(context.reference())
            : address(context.ADDRESS().getSymbol());
    return new Endpoint(
        target, expressions.optional(context.expression()), problems.span(context));
  }

  private Target address(Token token) {
    Expression address = new LiteralBuilder(problems).address(token);
    if (address instanceof Expression.Address ip) {
      return ip;
    }
    if (address instanceof Expression.Mac) {
      problems.error(
          "expected", address.span(), "expected a node name or an IP address, found a MAC");
    }
    return new Reference("", ImmutableList.of(), address.span());
  }

  @Override
  public Statement visitAt(LockstepParser.AtContext context) {
    Expression time = expressions.expression(context.expression());
    BlockKind outer = kind;
    kind = BlockKind.ACTIONS;
    ImmutableList<Statement> actions = statements(context.block().statement());
    kind = outer;
    return new Statement.At(time, actions, problems.span(context));
  }

  @Override
  public Statement visitLinkState(LockstepParser.LinkStateContext context) {
    return new Statement.LinkState(
        context.UP() != null, references(context.reference()), problems.span(context));
  }

  @Override
  public Statement visitCapture(LockstepParser.CaptureContext context) {
    expressions.expectWord(context.word(), "on", "off");
    return new Statement.Capture(
        context.word().getText().equals("on"), problems.span(context));
  }

  @Override
  public Statement visitExpect(LockstepParser.ExpectContext context) {
    List<Expression> by = new ArrayList<>();
    List<Expression> at = new ArrayList<>();
    for (LockstepParser.ClauseContext clause : context.clause()) {
      List<Expression> same = clause.BY() == null ? at : by;
      if (!same.isEmpty()) {
        problems.error(
            "duplicate",
            problems.span(clause),
            "a second '" + clause.getStart().getText() + "' in one expectation");
      }
      same.add(expressions.expression(clause.expression()));
    }
    return new Statement.Expect(
        expressions.expression(context.expression()),
        by.stream().findFirst(),
        at.stream().findFirst(),
        problems.span(context));
  }

  private ImmutableList<Expression> all(List<LockstepParser.ExpressionContext> contexts) {
    return contexts.stream()
        .map(expressions::expression)
        .collect(ImmutableList.toImmutableList());
  }

  private ImmutableList<Reference> references(List<LockstepParser.ReferenceContext> contexts) {
    return contexts.stream()
        .map(expressions::reference)
        .collect(ImmutableList.toImmutableList());
  }
}
