package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.grammar.ast.PropertyName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Names what was expected as a person would. */
final class Expected {
  private static final String TIME = "a time such as 5s";
  private static final String RATE = "a rate such as 10mbit";
  private static final String SIZE = "a size such as 1000B";
  private static final String SHARE = "a percentage such as 0.5%";
  private static final String NUMBER = "a number";

  private static final ImmutableMap<PropertyName, String> VALUES =
      ImmutableMap.<PropertyName, String>builder()
          .put(PropertyName.MEMORY, "a size such as 64MB")
          .put(PropertyName.CALL_COST, "a time such as 2us")
          .put(PropertyName.RATE, RATE)
          .put(PropertyName.DELAY, "a time such as 10ms")
          .put(PropertyName.JITTER, "a time such as 2ms")
          .put(PropertyName.LOSS, SHARE)
          .put(PropertyName.DUPLICATE, SHARE)
          .put(PropertyName.REORDER, SHARE)
          .put(PropertyName.CORRUPT, SHARE)
          .put(PropertyName.QUEUE, "a length such as 100 packets or 64KB")
          .put(PropertyName.MTU, SIZE)
          .put(PropertyName.SEND, "a size such as 10MB")
          .put(PropertyName.START, TIME)
          .put(PropertyName.STOP, TIME)
          .put(PropertyName.TIMEOUT, "a time such as 30s")
          .put(PropertyName.SIZE, SIZE)
          .put(PropertyName.COUNT, NUMBER)
          .put(PropertyName.EVERY, "a time such as 100ms")
          .put(PropertyName.INTERVAL, "a time such as 100ms")
          .buildOrThrow();

  private Expected() {}

  static String describe(ParserRuleContext context, IntervalSet expected) {
    boolean name = expected.contains(LockstepParser.IDENT);
    if (context instanceof LockstepParser.ExpressionContext
        || context instanceof LockstepParser.PrimaryContext
        || context instanceof LockstepParser.ArgumentsContext
        || context instanceof LockstepParser.OperandContext
        || context instanceof LockstepParser.OptionContext
        || context instanceof LockstepParser.PropertyContext) {
      if (name) {
        return value(context);
      }
    } else if (context instanceof LockstepParser.NameContext
        || context instanceof LockstepParser.WordContext) {
      return name(context.getParent(), context);
    } else if (name
        && (context instanceof LockstepParser.DefinitionContext
            || context instanceof LockstepParser.SeenStepContext)) {
      return name(owner(context), context);
    } else if (context instanceof LockstepParser.ReferenceContext && name) {
      return context.getParent() instanceof LockstepParser.LinkEndContext
          ? "the name of a netdev"
          : "a name behind '.'";
    }
    return inside(context, expected);
  }

  /** Where a reference or a definition stands. */
  private static ParserRuleContext owner(ParserRuleContext context) {
    ParserRuleContext owner = context.getParent();
    return owner instanceof LockstepParser.ReferenceContext ? owner.getParent() : owner;
  }

  private static String inside(ParserRuleContext context, IntervalSet expected) {
    boolean name = expected.contains(LockstepParser.IDENT);
    if (context instanceof LockstepParser.BlockContext
        && expected.contains(LockstepParser.LBRACE)) {
      return "'{'";
    } else if (context instanceof LockstepParser.IndexContext) {
      return "an index such as 1, 1..n or *";
    } else if (context instanceof LockstepParser.LinkContext) {
      return "'--' between the ends of the link";
    } else if (context instanceof LockstepParser.FlowContext
        || context instanceof LockstepParser.PingContext) {
      return "'->' between source and target";
    } else if (name
        && (context instanceof LockstepParser.EndpointContext
            || context instanceof LockstepParser.TargetContext)) {
      return "a node name or an address";
    } else if (context instanceof LockstepParser.FileContext
        && expected.contains(LockstepParser.STRING)) {
      return context.getChildCount() < 2
          ? "a path in quotes"
          : context.getChild(2).getText().equals("=") ? "a text in quotes" : "a path in quotes";
    } else if (context instanceof LockstepParser.FileContext) {
      return "'=' or 'from'";
    } else if (context instanceof LockstepParser.StdinContext) {
      return context.getChildCount() < 2 ? "a text in quotes or 'file'" : "a path in quotes";
    } else if (context instanceof LockstepParser.EnvContext
        && expected.contains(LockstepParser.STRING)) {
      return "a value in quotes";
    } else if (context instanceof LockstepParser.DirectoryContext) {
      return "a path in quotes";
    } else if (context instanceof LockstepParser.ProgramContext
        && expected.contains(LockstepParser.STRING)) {
      return "a command line in quotes";
    } else if (context instanceof LockstepParser.StepClauseContext
        || context instanceof LockstepParser.StepContext
            && expected.contains(LockstepParser.FAILS)) {
      return "the end of the line, 'fails', 'takes', 'blocks' or 'timeout'";
    } else if (context instanceof LockstepParser.IncludeContext) {
      return "a path in quotes";
    } else if (context instanceof LockstepParser.TitleContext) {
      return "a title in quotes";
    } else if (context instanceof LockstepParser.NetdevNameContext) {
      return "the name of a netdev such as eth0";
    } else if (context instanceof LockstepParser.ExpectContext && name) {
      return "a condition";
    } else if (context instanceof LockstepParser.InjectContext
        || context instanceof LockstepParser.InjectPlaceContext) {
      return context.getChildCount() < 2
          ? "a link, as in 'inject wire toward b { … }'"
          : expected.contains(LockstepParser.DIRECTION) ? "'toward' or '{'" : "'{'";
    } else if (context instanceof LockstepParser.FaultContext
        && expected.contains(LockstepParser.TARGET)) {
      return "'packet', as in 'fault drop packet 3 on wire'";
    } else if (expected.contains(LockstepParser.ON)) {
      return "'on' and a link";
    } else if (context instanceof LockstepParser.DuringContext) {
      return "'to'";
    } else if (context instanceof LockstepParser.EveryClauseContext) {
      return "'times'";
    } else if (context instanceof LockstepParser.ListContext) {
      return context.getChildCount() < 2 ? "a value or ']'" : "',' or ']'";
    } else if (context instanceof LockstepParser.TopologyContext
        && expected.contains(LockstepParser.RPAREN)) {
      return context.getChildCount() < 4 ? "the name of a parameter or ')'" : "',' or ')'";
    } else if (expected.contains(LockstepParser.RPAREN)
        && (context instanceof LockstepParser.UseContext
            || context instanceof LockstepParser.CallContext
            || context instanceof LockstepParser.MemberContext)) {
      return "',' or ')'";
    } else if (context instanceof LockstepParser.InterpolationContext) {
      return "'}'";
    } else if (context instanceof LockstepParser.RemoveContext) {
      return Words.quoted(Words.REMOVABLE, "or");
    } else if (name && isRouting(context)) {
      return words(context);
    }
    return tokens(expected);
  }

  private static boolean isRouting(ParserRuleContext context) {
    return context instanceof LockstepParser.AttributeContext
        || context instanceof LockstepParser.RouteContext
        || context instanceof LockstepParser.PolicyContext
        || context instanceof LockstepParser.NeighbourContext;
  }

  /** The words of a route, a rule or a neighbour. */
  private static String words(ParserRuleContext context) {
    ParserRuleContext owner =
        context instanceof LockstepParser.AttributeContext ? context.getParent() : context;
    if (owner instanceof LockstepParser.RouteContext route) {
      return route.operand() == null
          ? "a destination such as 10.0.0.0/8 or 'default'"
          : "'via' or 'dev'";
    } else if (owner instanceof LockstepParser.PolicyContext) {
      return Words.quoted(Words.RULE_WORDS, "or");
    }
    return Words.quoted(Words.NEIGHBOUR_WORDS, "or");
  }

  private static String name(ParserRuleContext parent, ParserRuleContext context) {
    if (parent instanceof LockstepParser.StepClauseContext) {
      return "the name of an error such as ECONNREFUSED";
    } else if (parent instanceof LockstepParser.LabelContext) {
      return "a name for the label";
    } else if (parent instanceof LockstepParser.ScriptContext script) {
      return context instanceof LockstepParser.WordContext
          ? "'on'"
          : script.word() == null ? "a name for the program" : "a node name";
    } else if (parent instanceof LockstepParser.StepContext) {
      return "a variable name";
    } else if (parent instanceof LockstepParser.FaultContext) {
      return context instanceof LockstepParser.WordContext
          ? Words.quoted(PacketBuilder.VERBS, "or")
          : "a link name";
    } else if (parent instanceof LockstepParser.InjectPlaceContext) {
      return "a link, as in 'inject wire toward b { … }'";
    } else if (parent instanceof LockstepParser.RoutesContext) {
      return "'auto'";
    } else if (parent instanceof LockstepParser.CaptureContext) {
      return "'on' or 'off'";
    } else if (parent instanceof LockstepParser.ImplicitContext) {
      return "'off', or 'flows', 'leaks' or 'warnings' and 'off'";
    } else if (parent instanceof LockstepParser.LoopContext) {
      return context instanceof LockstepParser.WordContext ? "'in'" : "a variable name";
    } else if (parent instanceof LockstepParser.PacketSeenContext) {
      return "'on'";
    } else if (parent instanceof LockstepParser.FlowContext) {
      return context instanceof LockstepParser.WordContext
          ? "'tcp' or 'udp'"
          : "a flow name, 'tcp' or 'udp'";
    } else if (parent instanceof LockstepParser.ProgramContext program) {
      return program.ASSIGN() == null
          ? "a name or 'on'"
          : context instanceof LockstepParser.WordContext ? "'on'" : "a node name";
    } else if (parent instanceof LockstepParser.EnvContext) {
      return "the name of a variable of the environment";
    } else if (parent instanceof LockstepParser.FileContext) {
      return "'=' or 'from'";
    } else if (parent instanceof LockstepParser.ParamContext
        || parent instanceof LockstepParser.LetContext) {
      return "a variable name";
    } else if (parent instanceof LockstepParser.ProfileContext
        || parent instanceof LockstepParser.BasesContext) {
      return "a profile name";
    } else if (parent instanceof LockstepParser.TopologyContext
        || parent instanceof LockstepParser.UseContext) {
      return "the name of a topology";
    } else if (parent instanceof LockstepParser.ParameterContext) {
      return "the name of a parameter";
    } else if (parent instanceof LockstepParser.DeviceContext) {
      return "a kind of device such as bridge";
    } else if (parent instanceof LockstepParser.QdiscContext) {
      return "a kind of queueing discipline such as fq_codel";
    } else if (parent instanceof LockstepParser.MemberContext
        || parent instanceof LockstepParser.DesignatorContext) {
      return "a name behind '.'";
    }
    return reference(parent);
  }

  private static String reference(ParserRuleContext owner) {
    if (owner instanceof LockstepParser.GroupContext group) {
      return group.ASSIGN() == null ? "a name for the group" : "a node name";
    } else if (owner instanceof LockstepParser.SetContext) {
      return "the name of a node, link or LAN";
    } else if (owner instanceof LockstepParser.LinkStateContext) {
      return "the name of a link, a LAN or a netdev";
    } else if (owner instanceof LockstepParser.StartStopContext
        || owner instanceof LockstepParser.CompletionContext) {
      return "the name of a flow, a ping or a program";
    } else if (owner instanceof LockstepParser.SeenLinkContext) {
      return "a link name";
    } else if (owner instanceof LockstepParser.AddressContext) {
      return "a node's netdev such as r.eth0";
    }
    return "a node name";
  }

  /** What an expression at that place means. */
  private static String value(ParserRuleContext context) {
    ParserRuleContext at = context;
    while (at instanceof LockstepParser.ExpressionContext
        || at instanceof LockstepParser.PrimaryContext
        || at instanceof LockstepParser.OperandContext
        || at instanceof LockstepParser.ItemContext) {
      if (at.getChildCount() > 0
          && !(at.getChild(0) instanceof ParserRuleContext first && first.getChildCount() == 0)) {
        return "a value";
      }
      at = at.getParent();
    }
    return meaning(at);
  }

  private static String meaning(ParserRuleContext at) {
    if (at instanceof LockstepParser.PropertyContext) {
      Optional<PropertyName> name = PropertyName.of(at.getStart().getText());
      return name.map(VALUES::get).orElse("a value");
    } else if (at instanceof LockstepParser.OptionContext option) {
      return Block.around(option.getParent())
          .scope()
          .flatMap(scope -> scope.find(option.getStart().getText()))
          .map(known -> known.expected())
          .orElse("a value");
    } else if (at instanceof LockstepParser.SeedContext
        || at instanceof LockstepParser.QdiscClassContext) {
      return NUMBER;
    } else if (at instanceof LockstepParser.AtContext
        || at instanceof LockstepParser.DuringContext
        || at instanceof LockstepParser.EveryContext
        || at instanceof LockstepParser.EveryClauseContext
        || at instanceof LockstepParser.CompletionContext
        || at instanceof LockstepParser.MomentContext
        || at instanceof LockstepParser.StepClauseContext
        || at instanceof LockstepParser.ClauseContext) {
      return TIME;
    } else if (at instanceof LockstepParser.EndpointContext
        || at instanceof LockstepParser.TargetContext) {
      return "a port number";
    } else if (at instanceof LockstepParser.AttributeContext) {
      return attribute(at.getStart().getText());
    } else if (at instanceof LockstepParser.RouteContext) {
      return "a destination such as 10.0.0.0/8 or 'default'";
    } else if (at instanceof LockstepParser.NeighbourContext) {
      return "an address";
    } else if (at instanceof LockstepParser.AddressContext) {
      return "an address with its length such as 10.0.0.1/24";
    } else if (at instanceof LockstepParser.ExpectContext
        || at instanceof LockstepParser.ConstraintContext
        || at instanceof LockstepParser.WhenContext
        || at instanceof LockstepParser.ConditionalContext
        || at instanceof LockstepParser.ElseIfContext) {
      return "a condition";
    }
    return "a value";
  }

  private static String attribute(String word) {
    return switch (word) {
      case "via" -> "a gateway's address";
      case "dev", "iif", "oif" -> "the name of a netdev";
      case "src" -> "an address";
      case "from", "to" -> "a prefix such as 10.0.0.0/8";
      case "lladdr" -> "a MAC address";
      case "mtu" -> SIZE;
      default -> NUMBER;
    };
  }

  private static String tokens(IntervalSet expected) {
    List<String> names = new ArrayList<>();
    for (int type : expected.toList()) {
      tokenName(type).filter(name -> !names.contains(name)).ifPresent(names::add);
    }
    return names.isEmpty() ? "something else" : Words.list(ImmutableList.copyOf(names), "or");
  }

  /** Empty for what would only lengthen the list, such as operators. */
  private static Optional<String> tokenName(int type) {
    if (TokenTypes.isOperator(type) || type == LockstepParser.DOT) {
      return Optional.empty();
    }
    return switch (type) {
      case LockstepParser.IDENT -> Optional.of("a name");
      case LockstepParser.ADDRESS -> Optional.of("an address");
      case LockstepParser.PREFIX -> Optional.of("an address with a length");
      case LockstepParser.NUMBER -> Optional.of("a number");
      case LockstepParser.KERNEL_NAME -> Optional.of("a kernel name such as linux-6.12");
      case LockstepParser.SYSCTL_KEY -> Optional.of("a sysctl name such as net.ipv4.ip_forward");
      case LockstepParser.RAW_VALUE -> Optional.of("a value");
      // Several rules of the lexer make these, so that ANTLR has no literal for them.
      case LockstepParser.ASSIGN -> Optional.of("'='");
      case LockstepParser.LBRACE -> Optional.of("'{'");
      case LockstepParser.RBRACE -> Optional.of("'}'");
      case LockstepParser.PACKET -> Optional.of("'packet'");
      case LockstepParser.AFTER -> Optional.of("'after'");
      case LockstepParser.QUANTITY, LockstepParser.STRING,
          LockstepParser.VARIABLE, LockstepParser.PATTERN, LockstepParser.LBRACK,
          LockstepParser.ALWAYS, LockstepParser.NEVER, LockstepParser.EVENTUALLY,
          LockstepParser.AT_TIME, LockstepParser.BY, LockstepParser.WHERE,
          LockstepParser.CALL, LockstepParser.THEN, LockstepParser.PORT_COLON, LockstepParser.FIELD_ASSIGN, LockstepParser.SEEN_DOT, LockstepParser.SEEN_LBRACK, LockstepParser.STEP,
          LockstepParser.NO, LockstepParser.PERIOD, LockstepParser.LATER,
          LockstepParser.WITHIN -> Optional.empty();
      case LockstepParser.DIRECTION -> Optional.of("'toward'");
      case LockstepParser.TARGET -> Optional.of("'packet'");
      case LockstepParser.ON -> Optional.of("'on'");
      case LockstepParser.TIMES -> Optional.of("'times'");
      default -> Optional.ofNullable(LockstepParser.VOCABULARY.getLiteralName(type));
    };
  }
}
