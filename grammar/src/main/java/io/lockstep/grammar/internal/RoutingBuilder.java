package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Attribute;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.RouteDestination;
import io.lockstep.grammar.ast.RouteHop;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Builds routes, rules, neighbours and addresses. */
final class RoutingBuilder {
  private final Problems problems;
  private final ExpressionBuilder expressions;

  RoutingBuilder(Problems problems, ExpressionBuilder expressions) {
    this.problems = problems;
    this.expressions = expressions;
  }

  Statement route(LockstepParser.RouteContext context) {
    List<Attribute> attributes = new ArrayList<>();
    if (context.FLAG() != null) {
      attributes.add(flag("type", context.FLAG().getSymbol()));
    }
    ImmutableList.Builder<RouteHop> hops = ImmutableList.builder();
    List<Attribute> hop = new ArrayList<>();
    for (ParseTree child : context.children) {
      if (child instanceof LockstepParser.AttributeContext written) {
        if (isKnown(written, Words.ROUTE_WORDS)) {
          Attribute attribute = attribute(written);
          boolean ofHop = Words.HOP_WORDS.contains(attribute.name().text());
          add(attribute, ofHop ? hop : attributes);
        }
      } else if (child instanceof TerminalNode leaf
          && leaf.getSymbol().getType() == LockstepParser.COMMA) {
        endHop(hop, hops, leaf.getSymbol());
      }
    }
    if (!hop.isEmpty()) {
      hops.add(hop(hop));
    } else if (!context.COMMA().isEmpty()) {
      Token comma = context.COMMA(context.COMMA().size() - 1).getSymbol();
      problems.error(
          "expected", problems.span(comma), "expected another hop behind ',', found none");
    }
    ImmutableList<RouteHop> all = hops.build();
    checkHops(context, all);
    return new Statement.Route(
        expressions.reference(context.reference()),
        destination(context.operand()),
        all,
        ImmutableList.copyOf(attributes),
        problems.span(context));
  }

  private void endHop(List<Attribute> hop, ImmutableList.Builder<RouteHop> hops, Token comma) {
    if (hop.isEmpty()) {
      problems.error(
          "expected", problems.span(comma), "expected a hop before ',', found none");
    } else {
      hops.add(hop(hop));
      hop.clear();
    }
  }

  private static RouteHop hop(List<Attribute> attributes) {
    Span span = attributes.get(0).span().to(attributes.get(attributes.size() - 1).span());
    return new RouteHop(ImmutableList.copyOf(attributes), span);
  }

  private void checkHops(LockstepParser.RouteContext context, ImmutableList<RouteHop> hops) {
    boolean removed = context.getParent() instanceof LockstepParser.RemoveContext;
    if (context.attribute().isEmpty() && context.FLAG() == null && !removed) {
      problems.error(
          "expected",
          problems.span(context.operand()),
          "this route leads nowhere; expected 'via' or 'dev' behind its destination");
    }
    if (context.FLAG() != null && !hops.isEmpty()) {
      String type = context.FLAG().getText();
      problems.error(
          "misplaced",
          hops.get(0).span(),
          "a route of type " + type + " leads nowhere; it takes no "
              + hops.get(0).attributes().get(0).name());
      return;
    }
    for (RouteHop hop : hops) {
      if (hop.attributes().stream().allMatch(each -> each.name().text().equals("weight"))) {
        problems.error("expected", hop.span(), "a hop needs 'via' or 'dev' beside its weight");
      }
    }
  }

  private RouteDestination destination(LockstepParser.OperandContext context) {
    Expression written = expressions.operand(context);
    return written instanceof Expression.Word word && word.name().equals("default")
        ? new RouteDestination.Default(word.span())
        : new RouteDestination.To(written, written.span());
  }

  Statement rule(LockstepParser.PolicyContext context) {
    List<Attribute> attributes = new ArrayList<>();
    for (ParseTree child : context.children) {
      if (child instanceof LockstepParser.AttributeContext written) {
        if (isKnown(written, Words.RULE_WORDS)) {
          selector(written).forEach(attribute -> add(attribute, attributes));
        }
      } else if (child instanceof TerminalNode leaf
          && leaf.getSymbol().getType() == LockstepParser.FLAG) {
        boolean family = leaf.getText().equals("inet6");
        add(flag(family ? "family" : "type", leaf.getSymbol()), attributes);
      }
    }
    Reference node = expressions.reference(context.reference());
    boolean leads =
        attributes.stream()
            .anyMatch(each -> Set.of("table", "type").contains(each.name().text()));
    if (!leads && context.attribute().stream().allMatch(each -> each.KEY() != null)) {
      problems.error(
          "expected",
          problems.span(context),
          "this rule leads nowhere; expected "
              + "'table NUMBER', "
              + Words.quoted(Words.RULE_TYPES, "or")
              + " in it");
    }
    return new Statement.Rule(node, ImmutableList.copyOf(attributes), problems.span(context));
  }

  /** A mark may have a mask: {@code fwmark 1/0xff}. */
  private ImmutableList<Attribute> selector(LockstepParser.AttributeContext written) {
    if (written.getStart().getText().equals("fwmark")
        && written.expression() instanceof LockstepParser.BinaryContext binary
        && binary.SLASH() != null) {
      Span slash = problems.span(binary.SLASH().getSymbol());
      Expression mark = expressions.expression(binary.expression(0));
      Expression mask = expressions.expression(binary.expression(1));
      Name name = new Name("fwmark", problems.span(written.getStart()));
      return ImmutableList.of(
          new Attribute(name, mark, name.span().to(mark.span())),
          new Attribute(new Name("fwmask", slash), mask, slash.to(mask.span())));
    }
    return ImmutableList.of(attribute(written));
  }

  Statement neighbour(LockstepParser.NeighbourContext context) {
    List<Attribute> attributes = new ArrayList<>();
    for (LockstepParser.AttributeContext written : context.attribute()) {
      if (isKnown(written, Words.NEIGHBOUR_WORDS)) {
        add(attribute(written), attributes);
      }
    }
    return new Statement.Neighbour(
        expressions.reference(context.reference()),
        expressions.operand(context.operand()),
        ImmutableList.copyOf(attributes),
        problems.span(context));
  }

  Statement address(LockstepParser.AddressContext context) {
    Reference netdev = expressions.reference(context.reference());
    if (netdev.parent().isEmpty()) {
      problems.error(
          "expected",
          netdev.span(),
          "expected a node's netdev such as "
              + Shown.text(netdev.name())
              + ".eth0, found '"
              + Shown.text(netdev.span().text())
              + "'");
    }
    return new Statement.Address(
        netdev,
        context.operand().stream()
            .map(expressions::operand)
            .collect(ImmutableList.toImmutableList()),
        problems.span(context));
  }

  private Attribute attribute(LockstepParser.AttributeContext context) {
    Token word = context.getStart();
    return new Attribute(
        new Name(word.getText(), problems.span(word)),
        expressions.address(context.expression()),
        problems.span(context));
  }

  private Attribute flag(String name, Token token) {
    Span span = problems.span(token);
    return new Attribute(new Name(name, span), new Expression.Word(token.getText(), span), span);
  }

  private void add(Attribute attribute, List<Attribute> to) {
    Set<String> names = new HashSet<>();
    to.forEach(each -> names.add(each.name().text()));
    if (names.contains(attribute.name().text())) {
      problems.error(
          "duplicate",
          attribute.span(),
          "a second '" + attribute.name().span().text() + "' in one statement");
    }
    to.add(attribute);
  }

  private boolean isKnown(
      LockstepParser.AttributeContext context, ImmutableList<String> words) {
    String word = context.getStart().getText();
    if (words.contains(word)) {
      return true;
    }
    problems.error(
        "unknown-word",
        problems.span(context.getStart()),
        "unknown word '" + Shown.text(word) + "'" + Advice.didYouMeanOrExpected(word, words));
    return false;
  }
}
