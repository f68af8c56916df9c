package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** Turns the lines of a definition's block into their records. */
final class SettingBuilder {
  private static final Pattern SYSCTL_NAME =
      Pattern.compile("(\\$\\{[^}]*}|[A-Za-z0-9_./:@+-])+");

  private final Problems problems;
  private final Placement placement;
  private final ExpressionBuilder expressions;
  private final TextBuilder texts;

  SettingBuilder(Problems problems, ExpressionBuilder expressions) {
    this.problems = problems;
    this.placement = new Placement(problems);
    this.expressions = expressions;
    this.texts = new TextBuilder(problems);
  }

  /** The settings of a block that may be missing. */
  ImmutableList<Setting> settings(LockstepParser.BlockContext block, BlockKind kind) {
    ImmutableList.Builder<Setting> settings = ImmutableList.builder();
    if (block != null) {
      for (LockstepParser.StatementContext statement : block.statement()) {
        if (statement.exception == null && placement.check(statement, kind)) {
          setting(statement).ifPresent(settings::add);
        }
      }
    }
    return settings.build();
  }

  private Optional<Setting> setting(LockstepParser.StatementContext statement) {
    if (statement.property() != null) {
      return Optional.of(property(statement.property()));
    } else if (statement.sysctl() != null) {
      return Optional.of(sysctl(statement.sysctl()));
    } else if (statement.file() != null) {
      LockstepParser.FileContext file = statement.file();
      return Optional.of(
          new Setting.FileWrite(
              texts.quoted(file.STRING(0).getSymbol()),
              texts.quoted(file.STRING(1).getSymbol()),
              problems.span(file)));
    } else if (statement.toward() != null) {
      LockstepParser.TowardContext toward = statement.toward();
      return Optional.of(
          new Setting.Toward(
              expressions.reference(toward.reference()),
              settings(toward.block(), BlockKind.DIRECTION),
              problems.span(toward)));
    }
    return kernel(statement.kernel());
  }

  private Setting.Property property(LockstepParser.PropertyContext context) {
    return new Setting.Property(
        PropertyName.of(context.getStart().getText()).orElseThrow(),
        expressions.expression(context.expression()),
        problems.span(context));
  }

  private Setting.Sysctl sysctl(LockstepParser.SysctlContext context) {
    Token key = context.SYSCTL_KEY().getSymbol();
    if (!SYSCTL_NAME.matcher(key.getText()).matches()) {
      problems.error(
          "bad-sysctl-name",
          problems.span(key),
          "'"
              + Shown.text(key.getText())
              + "' is not the name of a sysctl; expected one such as net.ipv4.ip_forward");
    }
    boolean quoted = context.STRING() != null;
    Token value = (quoted ? context.STRING() : context.RAW_VALUE()).getSymbol();
    Span span = problems.span(context);
    return new Setting.Sysctl(
        texts.raw(key),
        quoted ? texts.quoted(value) : texts.raw(value),
        quoted ? span : new Span(span.source(), span.start(), texts.raw(value).span().end()));
  }

  private Optional<Setting> kernel(LockstepParser.KernelContext context) {
    if (context.ASSIGN() != null) {
      problems.error(
          "misplaced",
          problems.span(context.ASSIGN().getSymbol()),
          "an alias for a kernel can only be defined at the top level; write 'kernel NAME' here");
      return Optional.empty();
    }
    return Optional.of(
        new Setting.Kernel(
            texts.raw(context.KERNEL_NAME(0).getSymbol()), problems.span(context)));
  }
}
