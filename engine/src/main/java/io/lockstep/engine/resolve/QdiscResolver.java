package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.resolve.NodeState.Block;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.vocabulary.OptionWord;
import io.lockstep.grammar.vocabulary.QdiscKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns {@code qdisc} blocks into trees of queueing disciplines and classes. */
final class QdiscResolver {
  private static final int MOST_MINOR = 65_535;

  private final Context context;
  private final NodeSettings nodeSettings;
  private final OptionReader reader;

  QdiscResolver(Context context, NodeSettings nodeSettings) {
    this.context = context;
    this.nodeSettings = nodeSettings;
    this.reader = new OptionReader(context.evaluator());
  }

  NetworkItem.Qdisc resolve(Setting.Qdisc qdisc, Scope scope) {
    String name = qdisc.kind().text();
    List<String> kinds = Vocabulary.qdiscs().stream().map(QdiscKind::name).toList();
    QdiscKind kind =
        Vocabulary.qdisc(name)
            .orElseThrow(
                () ->
                    Mistake.at(
                        qdisc.kind().span(),
                        "unknown-qdisc",
                        "unknown qdisc '" + name + "'" + Suggestions.didYouMean(name, kinds),
                        "known are " + String.join(", ", kinds)));
    Body body = new Body("a " + name, kind.options(), kind);
    body.read(qdisc.settings(), scope, 0);
    body.requireAll(qdisc.kind().span());
    context.problems().guard(() -> QdiscChecks.check(name, body.options, qdisc.kind().span()));
    return new NetworkItem.Qdisc(
        name,
        ImmutableMap.copyOf(body.options),
        ImmutableList.copyOf(body.classes),
        body.child,
        context.sources().of(qdisc));
  }

  /** The options of one block, and what stands below it. */
  private final class Body {
    private final String owner;
    private final List<OptionWord> known;
    private final QdiscKind kind;
    private final Words words;
    private final Map<String, OptionValue> options = new LinkedHashMap<>();
    private final List<ImmutableMap<String, OptionValue>> matches = new ArrayList<>();

    /** Classes of the whole tree, parents first. */
    private final List<NetworkItem.QdiscClass> classes;

    private final Map<Integer, Span> minors;
    private Optional<NetworkItem.Qdisc> child = Optional.empty();
    private boolean parent;

    Body(String owner, List<OptionWord> known, QdiscKind kind) {
      this(owner, known, kind, new ArrayList<>(), new HashMap<>());
    }

    Body(
        String owner,
        List<OptionWord> known,
        QdiscKind kind,
        List<NetworkItem.QdiscClass> classes,
        Map<Integer, Span> minors) {
      this.owner = owner;
      this.known = known;
      this.kind = kind;
      this.classes = classes;
      this.minors = minors;
      this.words = new Words(owner, "option", known.stream().map(OptionWord::name).toList());
    }

    /**
     * Reads the lines of the block.
     *
     * @param minor of the class whose block it is, or 0 for that of the qdisc
     */
    void read(List<Setting> settings, Scope scope, int minor) {
      for (Block line : nodeSettings.flat(settings, scope)) {
        context.problems().guard(() -> line(line.setting(), line.scope(), minor));
      }
    }

    private void line(Setting setting, Scope scope, int minor) {
      if (setting instanceof Setting.Qdisc below) {
        qdisc(below, scope, minor);
      } else if (setting instanceof Setting.QdiscClass below) {
        parent = true;
        nested(below, scope, minor);
      } else if (setting instanceof Setting.Match match) {
        if (minor == 0) {
          throw Mistake.at(
              match.span(), "wrong-setting", "'match' stands in a class, found it in " + owner);
        }
        matches.add(match(match, scope));
      } else {
        Setting.Option option = InterfaceResolver.option(setting);
        words.add(option.name());
        OptionWord word =
            known.stream().filter(w -> w.name().equals(option.name().text())).findFirst().get();
        options.put(word.name(), reader.read(option, word, scope));
      }
    }

    private void qdisc(Setting.Qdisc below, Scope scope, int minor) {
      if (minor == 0 && kind.content() != QdiscKind.Content.CHILD) {
        throw Mistake.at(
            below.span(),
            "wrong-setting",
            kind.classful()
                ? owner + " has classes, expected the qdisc in one of them"
                : owner + " has no other qdisc behind it");
      }
      if (child.isPresent()) {
        throw Mistake.at(
            below.span(),
            "given-twice",
            owner + " already has a qdisc behind it",
            "first given at " + child.get().source().location());
      }
      child = Optional.of(resolve(below, scope));
    }

    private void nested(Setting.QdiscClass block, Scope scope, int minor) {
      boolean fits =
          minor == 0 ? kind.classful() : kind.content() == QdiscKind.Content.TREE;
      if (!fits) {
        throw Mistake.at(
            block.span(), "wrong-setting", (minor == 0 ? owner : "a class of " + kind.name())
                + " has no classes");
      }
      int own =
          context.evaluator().integer(block.minor(), scope, "a class", 1, MOST_MINOR);
      Span earlier = minors.putIfAbsent(own, block.minor().span());
      if (earlier != null) {
        throw Mistake.at(
            block.minor().span(),
            "duplicate-class",
            "class " + own + " is defined twice",
            "first defined at " + earlier.location());
      }
      Body body =
          new Body(
              "a class of " + kind.name(), kind.classOptions(), kind, classes, minors);
      int place = classes.size();
      body.read(block.settings(), scope, own);
      body.requireAll(block.minor().span());
      if (body.parent && body.child.isPresent()) {
        throw Mistake.at(
            block.minor().span(),
            "wrong-setting",
            "class " + own + " has classes of its own, expected its qdisc in one of them");
      }
      classes.add(
          place,
          new NetworkItem.QdiscClass(
              own,
              minor,
              ImmutableMap.copyOf(body.options),
              ImmutableList.copyOf(body.matches),
              body.child,
              context.sources().of(block)));
    }

    /** Reports options that the block lacks. */
    private void requireAll(Span span) {
      for (OptionWord word : known) {
        if (word.required() && !words.has(word.name())) {
          context
              .problems()
              .error(
                  span,
                  "missing-option",
                  owner + " needs '" + word.name() + "', " + word.expected());
        }
      }
    }
  }

  private ImmutableMap<String, OptionValue> match(Setting.Match match, Scope scope) {
    List<String> allowed = Vocabulary.matches().stream().map(OptionWord::name).toList();
    Words words = new Words("a match", "option", allowed);
    Map<String, OptionValue> values = new LinkedHashMap<>();
    List<Block> lines = nodeSettings.flat(match.settings(), scope);
    for (Block line : lines) {
      context
          .problems()
          .guard(
              () -> {
                Setting.Option option = InterfaceResolver.option(line.setting());
                words.add(option.name());
                OptionWord word = Vocabulary.match(option.name().text()).orElseThrow();
                values.put(word.name(), reader.read(option, word, line.scope()));
              });
    }
    if (values.size() == lines.size()) {
      requirePorts(match, values);
      requireOneFamily(match, values);
    }
    return ImmutableMap.copyOf(values);
  }

  private void requireOneFamily(AstNode match, Map<String, OptionValue> values) {
    if (values.get("src") instanceof OptionValue.Network src
        && values.get("dst") instanceof OptionValue.Network dst
        && src.prefix().isIpv6() != dst.prefix().isIpv6()) {
      throw Mistake.at(
          match.span(), "wrong-family", "expected 'src' and 'dst' both of IPv4 or both of IPv6");
    }
  }

  private void requirePorts(AstNode match, Map<String, OptionValue> values) {
    if (values.isEmpty()) {
      throw Mistake.at(
          match.span(), "empty-match", "expected something to compare, such as 'dport 80'");
    }
    boolean ports = values.containsKey("sport") || values.containsKey("dport");
    if (ports && !values.containsKey("proto")) {
      throw Mistake.at(
          match.span(), "missing-option", "a match of ports needs 'proto', such as 'proto tcp'");
    }
  }
}
