package io.lockstep.grammar.generate;

import static io.lockstep.grammar.generate.Dice.NOWHERE;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Completion;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Template;
import io.lockstep.grammar.vocabulary.DeviceKind;
import io.lockstep.grammar.vocabulary.OptionType;
import io.lockstep.grammar.vocabulary.OptionWord;
import io.lockstep.grammar.vocabulary.QdiscKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the settings of blocks. */
final class RandomSettings {
  private static final PropertyName[] DIRECTION = {
    PropertyName.RATE, PropertyName.DELAY, PropertyName.LOSS, PropertyName.QUEUE,
    PropertyName.JITTER, PropertyName.DUPLICATE, PropertyName.REORDER, PropertyName.CORRUPT
  };
  private static final PropertyName[] FLOW = {
    PropertyName.COUNT, PropertyName.RATE, PropertyName.SEND, PropertyName.SIZE,
    PropertyName.START, PropertyName.STOP, PropertyName.DURATION, PropertyName.PARALLEL,
    PropertyName.DIRECTION, PropertyName.TRACE, PropertyName.REQUESTS, PropertyName.THINK,
    PropertyName.TTL, PropertyName.SOURCE, PropertyName.DEV, PropertyName.RECEIVERS,
    PropertyName.REQUEST, PropertyName.RESPONSE, PropertyName.TOS, PropertyName.DF,
    PropertyName.PROTOCOL, PropertyName.ETHERTYPE, PropertyName.SOURCES, PropertyName.JOIN,
    PropertyName.LEAVE
  };
  private static final PropertyName[] PING = {
    PropertyName.COUNT, PropertyName.EVERY, PropertyName.INTERVAL, PropertyName.SIZE,
    PropertyName.START, PropertyName.PATTERN, PropertyName.TTL
  };
  private static final PropertyName[] TRACEROUTE = {
    PropertyName.MAX_HOPS, PropertyName.PROBES, PropertyName.METHOD, PropertyName.TIMEOUT
  };

  private final Dice dice;
  private final RandomExpressions expressions;

  RandomSettings(Dice dice, RandomExpressions expressions) {
    this.dice = dice;
    this.expressions = expressions;
  }

  ImmutableList<Setting> node() {
    return dice.some(0, 4, () -> control(2, this::nodeSetting));
  }

  ImmutableList<Setting> link() {
    return dice.some(0, 4, () -> control(2, this::linkSetting));
  }

  ImmutableList<Setting> flow() {
    return dice.some(0, 4, () -> control(2, this::flowSetting));
  }

  private Setting flowSetting() {
    return dice.oneIn(4)
        ? new Setting.SocketOption(
            dice.oneIn(2)
                ? Optional.empty()
                : Optional.of(new Name(dice.oneIn(2) ? "client" : "server", NOWHERE)),
            expressions.name(),
            expressions.any(2),
            NOWHERE)
        : activity(FLOW);
  }

  ImmutableList<Setting> ping() {
    return dice.some(0, 4, () -> control(2, () -> activity(PING)));
  }

  ImmutableList<Setting> traceroute() {
    return dice.some(0, 4, () -> control(2, () -> activity(TRACEROUTE)));
  }

  ImmutableList<Setting> program() {
    return dice.some(0, 4, () -> control(2, this::programSetting));
  }

  private Setting programSetting() {
    return dice.<Setting>call(
        () -> activity(PropertyName.START, PropertyName.STOP, PropertyName.TIMEOUT),
        () -> new Setting.Stdin(text(), dice.oneIn(2), NOWHERE),
        () -> new Setting.Env(expressions.name(), expressions.text(), NOWHERE),
        () -> new Setting.Directory(expressions.text(), NOWHERE),
        () -> new Setting.FileWrite(expressions.text(), text(), NOWHERE),
        () -> new Setting.FileCopy(expressions.text(), expressions.text(), NOWHERE));
  }

  private Template text() {
    return dice.oneIn(2) ? lines() : expressions.text();
  }

  /** A text of several lines. */
  Template lines() {
    return expressions.raw(
        "a\n", "  b\n\n", "\n", " \n", "\t", "\"", "\"\"\"", "\\", "$x", "${y}", "}", "# c\n", "\r\n");
  }

  Completion completion() {
    return new Completion(
        dice.some(1, 2, expressions::reference), dice.maybe(() -> expressions.any(2)), NOWHERE);
  }

  /** The setting, or a loop or a choice over such. */
  private Setting control(int depth, Supplier<Setting> setting) {
    if (depth == 0 || !dice.oneIn(6)) {
      return setting.get();
    }
    Supplier<ImmutableList<Setting>> body =
        () -> dice.some(0, 3, () -> control(depth - 1, setting));
    if (dice.oneIn(2)) {
      return new Setting.For(
          expressions.name(), dice.some(1, 3, () -> expressions.item(2)), body.get(), NOWHERE);
    }
    return new Setting.If(
        dice.some(
            1, 3, () -> new Setting.If.Branch(expressions.any(), body.get(), NOWHERE)),
        dice.maybe(body),
        NOWHERE);
  }

  private Setting nodeSetting() {
    return dice.<Setting>call(
        () -> property(PropertyName.MEMORY, PropertyName.CALL_COST),
        () -> new Setting.FileCopy(expressions.text(), expressions.text(), NOWHERE),
        this::sysctl,
        this::sysctl,
        () -> new Setting.FileWrite(expressions.text(), expressions.text(), NOWHERE),
        () -> new Setting.Kernel(expressions.raw("linux", "-6.12", "x", "~rc1+"), NOWHERE),
        () ->
            new Setting.Interface(
                netdevName(), dice.some(0, 3, () -> control(1, this::netdevSetting)), NOWHERE),
        this::device);
  }

  private Setting sysctl() {
    return new Setting.Sysctl(
        expressions.raw("net", ".ipv4", ".eth0", ".rp_filter", "/x:y", "@-+"),
        dice.oneIn(2) ? expressions.text() : expressions.raw("1", "4096", " 2 3", "x\"", "on"),
        NOWHERE);
  }

  private Setting property(PropertyName... names) {
    return new Setting.Property(dice.of(names), expressions.any(), NOWHERE);
  }

  private Setting linkSetting() {
    if (dice.oneIn(4)) {
      return new Setting.Toward(
          expressions.reference(),
          dice.some(0, 2, () -> control(1, () -> property(DIRECTION))),
          NOWHERE);
    }
    return dice.oneIn(6) ? property(PropertyName.MTU) : property(DIRECTION);
  }

  private Setting activity(PropertyName... names) {
    return dice.oneIn(5) ? new Setting.StartAfter(completion(), NOWHERE) : property(names);
  }

  private Template netdevName() {
    return dice.oneIn(3)
        ? new Template(
            ImmutableList.of(new Template.Text(dice.of("a b", "x\"y", "#"), NOWHERE)), NOWHERE)
        : expressions.raw("eth0", ".100", "br-", "a_b", "1");
  }

  private Setting device() {
    DeviceKind kind = dice.of(Vocabulary.devices());
    return new Setting.Device(
        netdevName(),
        new Name(kind.name(), NOWHERE),
        dice.some(
            0,
            3,
            () ->
                control(
                    1,
                    () ->
                        kind.options().isEmpty() || dice.oneIn(3)
                            ? netdevSetting()
                            : option(dice.of(kind.options())))),
        NOWHERE);
  }

  private Setting netdevSetting() {
    return dice.<Setting>call(
        () ->
            new Setting.Option(
                new Name(dice.of("address", "mac", "master", "mtu"), NOWHERE),
                dice.some(1, 2, this::value),
                NOWHERE),
        () ->
            new Setting.Option(
                new Name("state", NOWHERE),
                ImmutableList.of(new Expression.Word(dice.of("up", "down"), NOWHERE)),
                NOWHERE),
        this::sysctl,
        () -> qdisc(2));
  }

  private Setting option(OptionWord option) {
    boolean word =
        option.type() == OptionType.WORD || !option.words().isEmpty() && dice.oneIn(2);
    ImmutableList<Expression> values =
        word
            ? ImmutableList.of(new Expression.Word(dice.of(option.words()), NOWHERE))
            : dice.some(1, 2, this::value);
    return new Setting.Option(new Name(option.name(), NOWHERE), values, NOWHERE);
  }

  private Expression value() {
    return expressions.any(2);
  }

  private Setting qdisc(int depth) {
    QdiscKind kind = dice.of(Vocabulary.qdiscs());
    return new Setting.Qdisc(
        new Name(kind.name(), NOWHERE),
        dice.some(0, 3, () -> control(1, () -> qdiscSetting(kind, depth))),
        NOWHERE);
  }

  private Setting qdiscSetting(QdiscKind kind, int depth) {
    if (kind.classful() && dice.oneIn(2) && depth > 0) {
      return qdiscClass(kind, depth - 1);
    } else if (kind.content() == QdiscKind.Content.CHILD && depth > 0 && dice.oneIn(3)) {
      return qdisc(depth - 1);
    }
    return kind.options().isEmpty()
        ? new Setting.For(
            expressions.name(), ImmutableList.of(expressions.any()), ImmutableList.of(), NOWHERE)
        : option(dice.of(kind.options()));
  }

  private Setting qdiscClass(QdiscKind kind, int depth) {
    return new Setting.QdiscClass(
        expressions.any(1),
        dice.some(0, 3, () -> control(1, () -> classSetting(kind, depth))),
        NOWHERE);
  }

  private Setting classSetting(QdiscKind kind, int depth) {
    if (kind.content() == QdiscKind.Content.TREE && depth > 0 && dice.oneIn(4)) {
      return qdiscClass(kind, depth - 1);
    } else if (dice.oneIn(3) || kind.classOptions().isEmpty()) {
      return new Setting.Match(
          dice.some(0, 2, () -> control(1, () -> option(dice.of(Vocabulary.matches())))), NOWHERE);
    }
    return depth > 0 && dice.oneIn(3) ? qdisc(depth - 1) : option(dice.of(kind.classOptions()));
  }
}
