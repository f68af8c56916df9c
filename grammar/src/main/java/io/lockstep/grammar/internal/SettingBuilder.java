package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Template;
import io.lockstep.grammar.vocabulary.DeviceKind;
import io.lockstep.grammar.vocabulary.QdiscKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** Turns the lines of a definition's block into their records. */
final class SettingBuilder extends LockstepParserBaseVisitor<Setting> {
  private static final Pattern SYSCTL_NAME =
      Pattern.compile("(\\$\\{[^}]*}|[A-Za-z0-9_./:@+-])+");

  private static final ImmutableList<String> SIDES = ImmutableList.of("client", "server");

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
  ImmutableList<Setting> settings(LockstepParser.BlockContext block) {
    ImmutableList.Builder<Setting> settings = ImmutableList.builder();
    if (block != null) {
      for (LockstepParser.StatementContext statement : block.statement()) {
        if (statement.exception == null && placement.check(statement)) {
          if (statement.sysctl() != null && statement.sysctl().block() != null) {
            settings.addAll(settings(statement.sysctl().block()));
          } else {
            Optional.ofNullable(visit(statement.getChild(0))).ifPresent(settings::add);
          }
        }
      }
    }
    return settings.build();
  }

  @Override
  public Setting visitProperty(LockstepParser.PropertyContext context) {
    PropertyName name = Words.PROPERTIES.get(context.getStart().getText());
    if (context.AFTER() == null) {
      return new Setting.Property(
          name, expressions.expression(context.expression()), problems.span(context));
    }
    if (name != PropertyName.START) {
      problems.error(
          "expected",
          problems.span(context.AFTER().getSymbol()),
          "only 'start' can wait with 'after'");
    }
    return new Setting.StartAfter(
        expressions.completion(context.completion()), problems.span(context));
  }

  @Override
  public Setting visitSysctl(LockstepParser.SysctlContext context) {
    return sysctl(context.entry(), problems.span(context));
  }

  @Override
  public Setting visitEntry(LockstepParser.EntryContext context) {
    return sysctl(context, problems.span(context));
  }

  private Setting.Sysctl sysctl(LockstepParser.EntryContext context, Span span) {
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
    Token token = (quoted ? context.STRING() : context.RAW_VALUE()).getSymbol();
    Template value = texts.quotedOrRaw(token);
    return new Setting.Sysctl(
        texts.raw(key),
        value,
        quoted ? span : new Span(span.source(), span.start(), value.span().end()));
  }

  @Override
  public Setting visitFile(LockstepParser.FileContext context) {
    Template path = texts.quoted(context.STRING(0).getSymbol());
    Template value = texts.quoted(context.STRING(1).getSymbol());
    if (context.ASSIGN() != null) {
      return new Setting.FileWrite(path, value, problems.span(context));
    }
    expressions.expectWord(context.word(), "from");
    return new Setting.FileCopy(path, value, problems.span(context));
  }

  @Override
  public Setting visitStdin(LockstepParser.StdinContext context) {
    if (context.word() != null) {
      expressions.expectWord(context.word(), "file");
    }
    return new Setting.Stdin(
        texts.quoted(context.STRING().getSymbol()),
        context.word() != null,
        problems.span(context));
  }

  @Override
  public Setting visitEnv(LockstepParser.EnvContext context) {
    return new Setting.Env(
        expressions.name(context.name()),
        texts.quoted(context.STRING().getSymbol()),
        problems.span(context));
  }

  @Override
  public Setting visitSocketOption(LockstepParser.SocketOptionContext context) {
    Optional<Name> side = Optional.empty();
    if (context.name().size() > 1) {
      side = Optional.of(expressions.name(context.name(0)));
      String written = side.get().text();
      if (!SIDES.contains(written)) {
        problems.error(
            "unknown-word",
            side.get().span(),
            "expected 'client' or 'server', found '"
                + Shown.text(written)
                + "'"
                + NearWords.didYouMean(written, SIDES));
      }
    }
    return new Setting.SocketOption(
        side,
        expressions.name(context.name(context.name().size() - 1)),
        expressions.expression(context.expression()),
        problems.span(context));
  }

  @Override
  public Setting visitDirectory(LockstepParser.DirectoryContext context) {
    return new Setting.Directory(
        texts.quoted(context.STRING().getSymbol()), problems.span(context));
  }

  @Override
  public Setting visitToward(LockstepParser.TowardContext context) {
    return new Setting.Toward(
        expressions.reference(context.reference()),
        settings(context.block()),
        problems.span(context));
  }

  @Override
  public Setting visitKernel(LockstepParser.KernelContext context) {
    if (context.ASSIGN() != null) {
      problems.error(
          "misplaced",
          problems.span(context.ASSIGN().getSymbol()),
          "an alias for a kernel can only be defined at the top level; write 'kernel NAME' here");
      return null;
    }
    return new Setting.Kernel(
        texts.raw(context.KERNEL_NAME(0).getSymbol()), problems.span(context));
  }

  @Override
  public Setting visitNetdev(LockstepParser.NetdevContext context) {
    return new Setting.Interface(
        netdevName(context.netdevName()), settings(context.block()), problems.span(context));
  }

  @Override
  public Setting visitDevice(LockstepParser.DeviceContext context) {
    Name kind = expressions.name(context.name());
    if (Vocabulary.device(kind.text()).isEmpty()) {
      unknownKind(
          "device", kind, Vocabulary.devices().stream().map(DeviceKind::name).sorted().toList());
    }
    return new Setting.Device(
        netdevName(context.netdevName()),
        kind,
        settings(context.block()),
        problems.span(context));
  }

  private Template netdevName(LockstepParser.NetdevNameContext context) {
    Template name = texts.quotedOrRaw(context.getStart());
    if (name.parts().isEmpty()) {
      problems.error(
          "expected", name.span(), "expected the name of a netdev, found an empty text");
    }
    return name;
  }

  @Override
  public Setting visitQdisc(LockstepParser.QdiscContext context) {
    Name kind = expressions.name(context.name());
    if (Vocabulary.qdisc(kind.text()).isEmpty()) {
      unknownKind(
          "queueing discipline",
          kind,
          Vocabulary.qdiscs().stream().map(QdiscKind::name).sorted().toList());
    }
    return new Setting.Qdisc(kind, settings(context.block()), problems.span(context));
  }

  private void unknownKind(String what, Name kind, List<String> known) {
    String message = "unknown kind of " + what + " '" + Shown.text(kind.text()) + "'";
    Optional<String> near = NearWords.nearest(kind.text(), known);
    if (near.isPresent()) {
      problems.error(
          "unknown-kind", kind.span(), message + "; did you mean '" + near.get() + "'?");
    } else {
      problems.error(
          "unknown-kind",
          kind.span(),
          message,
          "there are " + Words.list(ImmutableList.copyOf(known), "and"));
    }
  }

  @Override
  public Setting visitQdiscClass(LockstepParser.QdiscClassContext context) {
    return new Setting.QdiscClass(
        expressions.expression(context.expression()),
        settings(context.block()),
        problems.span(context));
  }

  @Override
  public Setting visitMatch(LockstepParser.MatchContext context) {
    return new Setting.Match(settings(context.block()), problems.span(context));
  }

  @Override
  public Setting visitPart(LockstepParser.PartContext context) {
    Token word = context.getStart();
    ImmutableList<Expression> values =
        context.item().stream()
            .map(
                item ->
                    item.RANGE() == null
                        ? expressions.address(item.expression(0))
                        : expressions.item(item))
            .collect(ImmutableList.toImmutableList());
    return new Setting.Part(
        new Name(word.getText(), problems.span(word)),
        values,
        Optional.ofNullable(context.block()).map(this::settings),
        problems.span(context));
  }

  @Override
  public Setting visitOption(LockstepParser.OptionContext context) {
    Token word = context.getStart();
    ImmutableList<Expression> values =
        context.RAW_WORD() == null
            ? context.expression().stream()
                .map(expressions::address)
                .collect(ImmutableList.toImmutableList())
            : ImmutableList.of(rawWord(context));
    return new Setting.Option(
        new Name(word.getText(), problems.span(word)), values, problems.span(context));
  }

  /** A word that no variable can be called, so that it must be one of the option's. */
  private Expression rawWord(LockstepParser.OptionContext context) {
    Token token = context.RAW_WORD().getSymbol();
    String word = token.getText();
    String option = context.getStart().getText();
    Block.around(context.getParent())
        .scope()
        .flatMap(scope -> scope.find(option))
        .filter(known -> !known.words().contains(word))
        .ifPresent(
            known ->
                problems.error(
                    "unknown-word",
                    problems.span(token),
                    "unknown "
                        + option
                        + " '"
                        + Shown.text(word)
                        + "'"
                        + Advice.didYouMeanOrExpected(word, known.words())));
    return new Expression.Word(word, problems.span(token));
  }

  @Override
  public Setting visitLoop(LockstepParser.LoopContext context) {
    expressions.expectWord(context.word(), "in");
    return new Setting.For(
        expressions.name(context.name()),
        expressions.items(context.item()),
        settings(context.block()),
        problems.span(context));
  }

  @Override
  public Setting visitConditional(LockstepParser.ConditionalContext context) {
    ImmutableList.Builder<Setting.If.Branch> branches = ImmutableList.builder();
    branches.add(branch(context.getStart(), context.expression(), context.block(0)));
    for (LockstepParser.ElseIfContext other : context.elseIf()) {
      branches.add(branch(other.IF().getSymbol(), other.expression(), other.block()));
    }
    return new Setting.If(
        branches.build(),
        Optional.ofNullable(context.block(1)).map(this::settings),
        problems.span(context));
  }

  private Setting.If.Branch branch(
      Token start,
      LockstepParser.ExpressionContext condition,
      LockstepParser.BlockContext block) {
    return new Setting.If.Branch(
        expressions.expression(condition),
        settings(block),
        problems.span(start, block.getStop()));
  }
}
