package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.LinkEnd;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Builds nodes and what connects them. */
final class NetworkBuilder {
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+~-]*");

  /** Five single colons and no length: a MAC address. */
  private static final Pattern MAC_SHAPE = Pattern.compile("[^:/]+(:[^:/]+){5}");

  private static final Pattern INTERPOLATION = Pattern.compile("\\$\\{[^}]*}");

  private final Problems problems;
  private final ExpressionBuilder expressions;
  private final SettingBuilder settings;
  private final TextBuilder texts;

  NetworkBuilder(Problems problems, ExpressionBuilder expressions, SettingBuilder settings) {
    this.problems = problems;
    this.expressions = expressions;
    this.settings = settings;
    this.texts = new TextBuilder(problems);
  }

  Statement kernelAlias(LockstepParser.KernelContext context) {
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

  Statement profile(LockstepParser.ProfileContext context) {
    return new Statement.Profile(
        expressions.name(context.name()),
        StatementBuilder.bases(context.bases(), expressions),
        settings.settings(context.block()),
        problems.span(context));
  }

  Statement group(LockstepParser.GroupContext context) {
    return new Statement.Group(
        expressions.definition(context.definition()),
        expressions.references(context.reference()),
        problems.span(context));
  }

  Statement nodes(LockstepParser.NodesContext context) {
    return new Statement.Nodes(
        expressions.definitions(context.definition()),
        StatementBuilder.bases(context.bases(), expressions),
        settings.settings(context.block()),
        problems.span(context));
  }

  Statement set(LockstepParser.SetContext context) {
    return new Statement.Set(
        expressions.references(context.reference()),
        settings.settings(context.block()),
        problems.span(context));
  }

  Statement link(LockstepParser.LinkContext context) {
    boolean named = context.ASSIGN() != null;
    return new Statement.Link(
        named ? definedName(context.linkEnd(0)) : Optional.empty(),
        linkEnd(context.linkEnd(named ? 1 : 0)),
        linkEnd(context.linkEnd(named ? 2 : 1)),
        settings.settings(context.block()),
        problems.span(context));
  }

  Statement lan(LockstepParser.LanContext context) {
    boolean named = context.ASSIGN() != null;
    return new Statement.Lan(
        named ? definedName(context.linkEnd(0)) : Optional.empty(),
        context.linkEnd().stream()
            .skip(named ? 1 : 0)
            .map(this::linkEnd)
            .collect(ImmutableList.toImmutableList()),
        settings.settings(context.block()),
        problems.span(context));
  }

  private Optional<Reference> definedName(LockstepParser.LinkEndContext written) {
    return definedName(problems, expressions, written, written.reference());
  }

  /** What stands before {@code =}, which must be a name and nothing else. */
  static Optional<Reference> definedName(
      Problems problems,
      ExpressionBuilder expressions,
      ParserRuleContext written,
      LockstepParser.ReferenceContext reference) {
    if (reference == null
        || reference.getChildCount() != 1
        || !reference.getSourceInterval().equals(written.getSourceInterval())) {
      problems.error(
          "expected",
          problems.span(written),
          "expected a name before '=', found '" + Shown.text(problems.span(written).text()) + "'");
      return Optional.empty();
    }
    return Optional.of(expressions.reference(reference));
  }

  private LinkEnd linkEnd(LockstepParser.LinkEndContext context) {
    ImmutableList.Builder<Expression> addresses = ImmutableList.builder();
    List<Expression> macs = new ArrayList<>();
    for (LockstepParser.OperandContext operand : context.operand()) {
      Expression address = expressions.operand(operand);
      if (isMac(address)) {
        macs.add(address);
      } else if (!lacksLength(address)) {
        addresses.add(address);
      }
    }
    if (macs.size() > 1) {
      problems.error("duplicate", macs.get(1).span(), "a second MAC address for one netdev");
    }
    return new LinkEnd(
        expressions.reference(context.reference()),
        addresses.build(),
        macs.stream().findFirst(),
        problems.span(context));
  }

  private static boolean isMac(Expression address) {
    return address instanceof Expression.Mac
        || address instanceof Expression.Pattern pattern
            && MAC_SHAPE.matcher(withoutValues(pattern)).matches();
  }

  private static String withoutValues(Expression.Pattern pattern) {
    return INTERPOLATION.matcher(pattern.span().text()).replaceAll("0");
  }

  /** Says so if an address cannot be one of a netdev. */
  private boolean lacksLength(Expression address) {
    boolean pattern =
        address instanceof Expression.Pattern written
            && written.text().parts().size() > 1
            && withoutValues(written).indexOf('/') < 0;
    if (!pattern && !(address instanceof Expression.Address)) {
      return false;
    }
    String text = address.span().text();
    String example = text + (withoutColons(text) ? "/24" : "/64");
    problems.error(
        "missing-prefix-length",
        address.span(),
        "the address lacks its prefix length; expected one such as " + Shown.text(example));
    return true;
  }

  private static boolean withoutColons(String address) {
    return INTERPOLATION.matcher(address).replaceAll("0").indexOf(':') < 0;
  }
}
