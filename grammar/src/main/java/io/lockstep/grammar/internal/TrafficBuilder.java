package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Endpoint;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Protocol;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Target;
import io.lockstep.grammar.ast.Trees;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Builds flows and pings. */
final class TrafficBuilder {
  private static final String[] PROTOCOLS =
      Arrays.stream(Protocol.values()).map(Protocol::word).toArray(String[]::new);

  private final Problems problems;
  private final ExpressionBuilder expressions;
  private final SettingBuilder settings;

  TrafficBuilder(Problems problems, ExpressionBuilder expressions, SettingBuilder settings) {
    this.problems = problems;
    this.expressions = expressions;
    this.settings = settings;
  }

  Statement flow(LockstepParser.FlowContext context) {
    Optional<Reference> name = Optional.empty();
    Token protocol = context.definition().getStart();
    if (context.ASSIGN() != null) {
      name = Optional.of(expressions.definition(context.definition()));
      protocol = context.word().getStart();
      expressions.expectWord(context.word(), PROTOCOLS);
    } else if (!isProtocol(context.definition().getText())) {
      reportProtocol(context);
    }
    return new Statement.Flow(
        name,
        Protocol.of(protocol.getText()).orElse(Protocol.TCP),
        endpoint(context.endpoint()),
        target(context.target()),
        settings.settings(context.block()),
        problems.span(context));
  }

  private static boolean isProtocol(String word) {
    return Protocol.of(word).isPresent();
  }

  private void reportProtocol(LockstepParser.FlowContext context) {
    String written = context.definition().getText();
    problems.error(
        "unknown-word",
        problems.span(context.definition()),
        "expected "
            + Words.quoted(ImmutableList.copyOf(PROTOCOLS), "or")
            + ", found '"
            + Shown.text(written)
            + "'"
            + NearWords.didYouMean(written, List.of(PROTOCOLS)));
  }

  Statement ping(LockstepParser.PingContext context) {
    boolean named = context.ASSIGN() != null;
    LockstepParser.EndpointContext first = context.endpoint(0);
    Optional<Reference> name =
        named
            ? NetworkBuilder.definedName(problems, expressions, first, first.reference())
            : Optional.empty();
    return new Statement.Ping(
        name,
        context.TRACEROUTE() != null,
        endpoint(context.endpoint(named ? 1 : 0)),
        target(context.target()),
        settings.settings(context.block()),
        problems.span(context));
  }

  private Endpoint target(LockstepParser.TargetContext context) {
    return context.endpoint() != null
        ? endpoint(context.endpoint())
        : new Endpoint(
            address((Token) context.getChild(1).getPayload()),
            port(context.expression()),
            problems.span(context));
  }

  private Endpoint endpoint(LockstepParser.EndpointContext context) {
    Target target =
        context.reference() != null
            ? expressions.reference(context.reference())
            : address(context.getStart());
    return new Endpoint(target, port(context.expression()), problems.span(context));
  }

  private Optional<Expression> port(LockstepParser.ExpressionContext context) {
    Optional<Expression> port = expressions.optional(context);
    if (port.isPresent()) {
      for (AstNode part : Trees.preOrder(port.get())) {
        if (part instanceof Expression.Address
            || part instanceof Expression.Prefix
            || part instanceof Expression.Mac
            || part instanceof Expression.Pattern) {
          problems.error(
              "expected",
              part.span(),
              "expected a port number, found '" + Shown.text(part.span().text()) + "'");
          break;
        }
      }
    }
    return port;
  }

  private Target address(Token token) {
    if (token.getType() != LockstepParser.ADDRESS) {
      return expressions.pattern(token);
    }
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
}
