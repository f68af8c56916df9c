package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.vocabulary.OptionWord;
import io.lockstep.grammar.vocabulary.PacketPart;
import io.lockstep.grammar.vocabulary.PacketParts;
import io.lockstep.grammar.vocabulary.QdiscKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * The block that a statement stands in.
 *
 * @param scope of {@link BlockKind#OPTIONS} only
 * @param part of {@link BlockKind#PARTS}: the header, {@code icmp6} or {@code icmp6.prefix}
 */
record Block(BlockKind kind, Optional<OptionScope> scope, String part) {
  private static final Block TOP = new Block(BlockKind.TOP);
  private static final ImmutableList<String> INTERFACE_WORDS =
      ImmutableList.of("for", "if", "qdisc", "sysctl");

  private Block(BlockKind kind) {
    this(kind, Optional.empty(), "");
  }

  private Block(OptionScope scope) {
    this(BlockKind.OPTIONS, Optional.of(scope), "");
  }

  private Block(String part) {
    this(BlockKind.PARTS, Optional.empty(), part);
  }

  /** Where a statement stands. */
  static Block around(ParserRuleContext statement) {
    ParserRuleContext outer = statement.getParent();
    if (!(outer instanceof LockstepParser.BlockContext)) {
      return TOP;
    }
    ParserRuleContext owner = outer.getParent();
    if (owner instanceof LockstepParser.ElseIfContext) {
      owner = owner.getParent();
    }
    if (owner instanceof LockstepParser.LoopContext
        || owner instanceof LockstepParser.ConditionalContext) {
      Block block = around(owner.getParent());
      return block.kind == BlockKind.TOP ? new Block(BlockKind.BODY) : block;
    }
    return ownedBy(owner);
  }

  /** The block of settings that a statement may have; empty if it has none. */
  static Optional<Block> of(ParserRuleContext statement) {
    return Optional.of(ownedBy(statement))
        .filter(
            block ->
                switch (block.kind) {
                  case ACTIONS, BODY, SEQUENCE, LAYERS, PARTS -> false;
                  default -> true;
                });
  }

  private static Block ownedBy(ParserRuleContext owner) {
    if (owner instanceof LockstepParser.NodesContext
        || owner instanceof LockstepParser.ProfileContext) {
      return new Block(BlockKind.NODE);
    } else if (owner instanceof LockstepParser.SetContext) {
      return new Block(BlockKind.SET);
    } else if (owner instanceof LockstepParser.LinkContext) {
      return new Block(BlockKind.LINK);
    } else if (owner instanceof LockstepParser.LanContext) {
      return new Block(BlockKind.LAN);
    } else if (owner instanceof LockstepParser.TowardContext) {
      return new Block(BlockKind.DIRECTION);
    } else if (owner instanceof LockstepParser.FlowContext) {
      return new Block(BlockKind.FLOW);
    } else if (owner instanceof LockstepParser.PingContext ping) {
      return new Block(ping.TRACEROUTE() == null ? BlockKind.PING : BlockKind.TRACEROUTE);
    } else if (owner instanceof LockstepParser.ProgramContext) {
      return new Block(BlockKind.PROGRAM);
    } else if (owner instanceof LockstepParser.ScriptContext
        || owner instanceof LockstepParser.MomentContext) {
      return new Block(BlockKind.SCRIPT);
    } else if (owner instanceof LockstepParser.TopologyContext) {
      return new Block(BlockKind.BODY);
    } else if (owner instanceof LockstepParser.SysctlContext) {
      return new Block(BlockKind.SYSCTLS);
    } else if (owner instanceof LockstepParser.NetdevContext) {
      return new Block(OptionScope.INTERFACE);
    } else if (owner instanceof LockstepParser.DeviceContext device) {
      return new Block(OptionScope.device(text(device.name())));
    } else if (owner instanceof LockstepParser.QdiscContext qdisc) {
      return new Block(OptionScope.qdisc(text(qdisc.name())));
    } else if (owner instanceof LockstepParser.QdiscClassContext) {
      Optional<OptionScope> outer = around(owner.getParent()).scope;
      return new Block(OptionScope.classOf(outer.map(OptionScope::name).orElse("")));
    } else if (owner instanceof LockstepParser.MatchContext) {
      return new Block(OptionScope.MATCH);
    } else if (owner instanceof LockstepParser.SequenceContext) {
      return new Block(BlockKind.SEQUENCE);
    } else if (owner instanceof LockstepParser.FaultContext
        || owner instanceof LockstepParser.InjectContext) {
      return new Block(BlockKind.LAYERS);
    } else if (owner instanceof LockstepParser.PartContext part) {
      String outer = around(owner.getParent()).part;
      String name = part.getStart().getText();
      return new Block(outer.isEmpty() ? name : outer + "." + name);
    }
    return new Block(BlockKind.ACTIONS);
  }

  private static String text(LockstepParser.NameContext name) {
    return name == null ? "" : name.getText();
  }

  /** {@code a ping block}. */
  String place() {
    return kind == BlockKind.PARTS
        ? "'" + part + "' of a packet"
        : scope.map(OptionScope::title).orElse(kind.place());
  }

  /** Whether a word may open a statement here. */
  boolean holds(String word) {
    if (kind == BlockKind.PARTS && !PacketParts.in(part).isEmpty()) {
      return partWords().contains(word);
    }
    return scope.isEmpty()
        ? kind.holds(word) || kind == BlockKind.PARTS
        : scope.get().find(word).isPresent()
            || structure().contains(word)
            || scope.get().options().isEmpty();
  }

  /** The words that open a statement here; empty if that cannot be said. */
  Optional<ImmutableList<String>> words() {
    if (kind == BlockKind.PARTS) {
      return Optional.of(partWords());
    } else if (scope.isEmpty()) {
      return Optional.of(kind.words());
    }
    return scope
        .get()
        .options()
        .map(
            options ->
                Stream.concat(options.stream().map(OptionWord::name), structure().stream())
                    .sorted()
                    .collect(ImmutableList.toImmutableList()));
  }

  private ImmutableList<String> partWords() {
    return Stream.concat(
            PacketParts.in(part).stream().map(PacketPart::name), Stream.of("for", "if"))
        .sorted()
        .collect(ImmutableList.toImmutableList());
  }

  /** What may stand here beside options. */
  private ImmutableList<String> structure() {
    OptionScope of = scope.orElseThrow();
    Optional<QdiscKind> qdisc = Vocabulary.qdisc(of.name());
    return switch (of.owner()) {
      case INTERFACE, DEVICE -> INTERFACE_WORDS;
      case MATCH -> kind.words();
      case QDISC ->
          switch (qdisc.map(QdiscKind::content).orElse(QdiscKind.Content.NONE)) {
            case NONE -> kind.words();
            case CHILD -> ImmutableList.of("for", "if", "qdisc");
            case CLASSES, TREE -> ImmutableList.of("class", "for", "if");
          };
      case CLASS ->
          qdisc.map(QdiscKind::content).orElse(QdiscKind.Content.NONE) == QdiscKind.Content.TREE
              ? ImmutableList.of("class", "for", "if", "match", "qdisc")
              : ImmutableList.of("for", "if", "match", "qdisc");
    };
  }
}
