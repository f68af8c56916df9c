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
  private static final String NUMBER = "a number";

  private static final ImmutableMap<PropertyName, String> VALUES =
      ImmutableMap.<PropertyName, String>builder()
          .put(PropertyName.MEMORY, "a size such as 64MB")
          .put(PropertyName.RATE, RATE)
          .put(PropertyName.DELAY, "a time such as 10ms")
          .put(PropertyName.LOSS, "a percentage such as 0.5%")
          .put(PropertyName.QUEUE, "a length such as 100 packets or 64KB")
          .put(PropertyName.MTU, SIZE)
          .put(PropertyName.SEND, "a size such as 10MB")
          .put(PropertyName.START, TIME)
          .put(PropertyName.STOP, TIME)
          .put(PropertyName.SIZE, SIZE)
          .put(PropertyName.COUNT, NUMBER)
          .put(PropertyName.EVERY, "a time such as 100ms")
          .put(PropertyName.INTERVAL, "a time such as 100ms")
          .buildOrThrow();

  private Expected() {}

  static String describe(ParserRuleContext context, IntervalSet expected) {
    if (context instanceof LockstepParser.ExpressionContext
        || context instanceof LockstepParser.PrimaryContext
        || context instanceof LockstepParser.ArgumentsContext) {
      if (expected.contains(LockstepParser.NUMBER)) {
        return value(context);
      }
    } else if (expected.contains(LockstepParser.LBRACE)
        && context instanceof LockstepParser.BlockContext) {
      return "'{'";
    } else if (context instanceof LockstepParser.NameContext
        || context instanceof LockstepParser.WordContext
        || context instanceof LockstepParser.ReferenceContext
            && expected.contains(LockstepParser.IDENT)) {
      return name(context.getParent(), context);
    } else if (context instanceof LockstepParser.SeenLinkContext
        && expected.contains(LockstepParser.IDENT)) {
      return "a link name";
    } else if (context instanceof LockstepParser.IndexContext) {
      return "an index such as 1, 1..n or *";
    } else if (context instanceof LockstepParser.LinkContext) {
      return "'--' between the ends of the link";
    } else if (context instanceof LockstepParser.FlowContext
        || context instanceof LockstepParser.PingContext) {
      return "'->' between source and target";
    } else if (context instanceof LockstepParser.EndpointContext
            && expected.contains(LockstepParser.IDENT)
        || context instanceof LockstepParser.TargetContext
            && expected.contains(LockstepParser.IDENT)) {
      return "a node name or an address";
    } else if (context instanceof LockstepParser.FileContext
        && expected.contains(LockstepParser.STRING)) {
      return context.getChildCount() < 2 ? "a path in quotes" : "a text in quotes";
    }
    return context instanceof LockstepParser.TitleContext ? "a title in quotes" : tokens(expected);
  }

  private static String name(ParserRuleContext parent, ParserRuleContext context) {
    if (parent instanceof LockstepParser.RoutesContext) {
      return "'auto'";
    } else if (parent instanceof LockstepParser.CaptureContext) {
      return "'on' or 'off'";
    } else if (parent instanceof LockstepParser.LoopContext) {
      return context instanceof LockstepParser.WordContext ? "'in'" : "a variable name";
    } else if (parent instanceof LockstepParser.PacketSeenContext) {
      return "'on'";
    } else if (parent instanceof LockstepParser.RouteContext) {
      return context instanceof LockstepParser.WordContext ? "'via'" : "a node name";
    } else if (parent instanceof LockstepParser.FlowContext) {
      return context instanceof LockstepParser.WordContext
          ? "'tcp' or 'udp'"
          : "a flow name, 'tcp' or 'udp'";
    } else if (parent instanceof LockstepParser.ParamContext
        || parent instanceof LockstepParser.LetContext) {
      return "a variable name";
    } else if (parent instanceof LockstepParser.ProfileContext
        || parent instanceof LockstepParser.NodesContext
            && context instanceof LockstepParser.NameContext) {
      return "a profile name";
    } else if (parent instanceof LockstepParser.LinkEndContext
        && context instanceof LockstepParser.NameContext) {
      return "a device name";
    } else if (parent instanceof LockstepParser.SetContext) {
      return "the name of a node or link";
    } else if (parent instanceof LockstepParser.LinkStateContext) {
      return "a link name";
    } else if (parent instanceof LockstepParser.MemberContext) {
      return "a name behind '.'";
    }
    return "a node name";
  }

  /** What an expression at that place means. */
  private static String value(ParserRuleContext context) {
    ParserRuleContext at = context;
    while (at instanceof LockstepParser.ExpressionContext
        || at instanceof LockstepParser.PrimaryContext) {
      if (at.getChildCount() > 0
          && !(at.getChild(0) instanceof ParserRuleContext first && first.getChildCount() == 0)) {
        return "a value";
      }
      at = at.getParent();
    }
    if (at instanceof LockstepParser.PropertyContext) {
      Optional<PropertyName> name = PropertyName.of(at.getStart().getText());
      return name.map(VALUES::get).orElse("a value");
    } else if (at instanceof LockstepParser.SeedContext) {
      return NUMBER;
    } else if (at instanceof LockstepParser.AtContext
        || at instanceof LockstepParser.ClauseContext) {
      return TIME;
    } else if (at instanceof LockstepParser.EndpointContext
        || at instanceof LockstepParser.TargetContext) {
      return "a port number";
    } else if (at instanceof LockstepParser.RouteContext route) {
      return route.word() == null
          ? "a destination such as 10.0.0.0/8 or 'default'"
          : "a gateway's address";
    } else if (at instanceof LockstepParser.ExpectContext) {
      return "a condition";
    }
    return "a value";
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
    if (LexerSupport.isOperator(type) || type == LockstepParser.DOT) {
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
      case LockstepParser.QUANTITY, LockstepParser.STRING,
          LockstepParser.VARIABLE, LockstepParser.LBRACK,
          LockstepParser.AT_TIME, LockstepParser.BY, LockstepParser.WHERE,
          LockstepParser.NO -> Optional.empty();
      default -> Optional.ofNullable(LockstepParser.VOCABULARY.getLiteralName(type));
    };
  }
}
