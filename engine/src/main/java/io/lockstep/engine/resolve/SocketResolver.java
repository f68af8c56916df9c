package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.BaseEncoding;
import io.lockstep.engine.model.SocketSetting;
import io.lockstep.engine.model.SocketSpec;
import io.lockstep.engine.syscall.Constant;
import io.lockstep.engine.syscall.Constants;
import io.lockstep.engine.syscall.OptionType;
import io.lockstep.engine.syscall.SocketOption;
import io.lockstep.engine.syscall.SocketOptions;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what is said about sockets into options and addresses to bind to. */
final class SocketResolver {
  /** The properties that {@link #resolve} reads. */
  static final ImmutableSet<PropertyName> PROPERTIES =
      ImmutableSet.of(
          PropertyName.TTL, PropertyName.TOS, PropertyName.DF, PropertyName.SOURCE,
          PropertyName.DEV);

  private static final int MOST_TTL = 255;

  private final Evaluator evaluator;
  private final List<NodeState> nodes;
  private final PathFinder paths;
  private final Problems problems;

  SocketResolver(Context context, List<NodeState> nodes, PathFinder paths) {
    this.evaluator = context.evaluator();
    this.problems = context.problems();
    this.nodes = nodes;
    this.paths = paths;
  }

  /**
   * What an activity's block says.
   *
   * @param multicast whether the target is a group
   */
  SocketSpec resolve(TrafficProperties properties, Peers peers, boolean multicast) {
    boolean ipv6 = peers.isIpv6();
    List<SocketSetting> client = new ArrayList<>();
    List<SocketSetting> server = new ArrayList<>();
    Number ttl = number(properties, PropertyName.TTL, "a ttl", 1);
    if (ttl != null) {
      if (multicast) {
        client.add(of(ipv6 ? "IPV6_MULTICAST_HOPS" : "IP_MULTICAST_TTL", ttl.intValue()));
      } else {
        add(client, server, of(ipv6 ? "IPV6_UNICAST_HOPS" : "IP_TTL", ttl.intValue()));
      }
    }
    Number tos = number(properties, PropertyName.TOS, "a type of service", 0);
    if (tos != null) {
      add(client, server, of(ipv6 ? "IPV6_TCLASS" : "IP_TOS", tos.intValue()));
    }
    if (properties.has(PropertyName.DF)) {
      problems.guard(
          () -> {
            boolean df = evaluator.truth(properties.value(PropertyName.DF), properties.scope());
            int mode = (int) Constants.value(df ? "IP_PMTUDISC_DO" : "IP_PMTUDISC_DONT");
            add(client, server, of(ipv6 ? "IPV6_MTU_DISCOVER" : "IP_MTU_DISCOVER", mode));
          });
    }
    String netdev = problems.attempt(() -> netdev(properties, peers.from())).orElse("");
    if (!netdev.isEmpty()) {
      client.add(text("SO_BINDTODEVICE", netdev));
    }
    for (SettingExpander.Placed placed : properties.options()) {
      Setting.SocketOption option = (Setting.SocketOption) placed.setting();
      problems.guard(
          () -> {
            SocketSetting setting = option(option, placed.scope());
            String side = option.side().map(name -> name.text()).orElse("");
            if (!side.equals("server")) {
              client.add(setting);
            }
            if (!side.equals("client")) {
              server.add(setting);
            }
          });
    }
    InetAddress source =
        problems.attempt(() -> Optional.ofNullable(source(properties, peers.from(), ipv6)))
            .flatMap(found -> found)
            .orElse(null);
    return new SocketSpec(
        ImmutableList.copyOf(client), ImmutableList.copyOf(server), source, peers.sourcePort());
  }

  private static void add(
      List<SocketSetting> client, List<SocketSetting> server, SocketSetting setting) {
    client.add(setting);
    server.add(setting);
  }

  private Number number(
      TrafficProperties properties, PropertyName name, String what, int least) {
    return properties.has(name)
        ? problems
            .<Number>attempt(() -> properties.whole(name, what, least, MOST_TTL, least))
            .orElse(null)
        : null;
  }

  private String netdev(TrafficProperties properties, int from) {
    Expression value = properties.value(PropertyName.DEV);
    if (value == null) {
      return "";
    }
    Value name = evaluator.evaluateOrWord(value, properties.scope());
    if (!(name instanceof Value.Text) && !(name instanceof Value.Node)) {
      throw Mistake.at(
          value.span(),
          "not-a-netdev",
          "expected the name of a netdev such as eth0, found " + Evaluator.found(name));
    }
    return NetdevNames.require(nodes.get(from), name.text(), value.span()).name;
  }

  private InetAddress source(TrafficProperties properties, int from, boolean ipv6) {
    Expression value = properties.value(PropertyName.SOURCE);
    if (value == null) {
      return null;
    }
    InetAddress address = evaluator.address(value, properties.scope());
    if (address.getAddress().length == 16 != ipv6) {
      throw Mistake.at(
          value.span(),
          "wrong-family",
          "expected an IPv" + (ipv6 ? "6" : "4") + " address, as that of the target, found "
              + Sources.oneLine(value));
    }
    if (!address.isLoopbackAddress() && paths.owner(address, value.span()) != from) {
      throw Mistake.at(
          value.span(),
          "unknown-address",
          nodes.get(from).name + " does not have the address " + Sources.oneLine(value));
    }
    return address;
  }

  // ---------------------------------------------------------------- options

  private SocketSetting option(Setting.SocketOption written, Scope scope) {
    String name = written.name().text();
    SocketOption option =
        SocketOptions.find(name)
            .orElseThrow(
                () ->
                    Mistake.at(
                        written.name().span(),
                        "unknown-socket-option",
                        "unknown socket option '"
                            + name
                            + "', expected one such as TCP_NODELAY"
                            + Suggestions.didYouMean(
                                name,
                                SocketOptions.all().stream().map(SocketOption::name).toList())));
    Expression expression = written.value();
    Value value = value(expression, scope);
    byte[] bytes =
        switch (option.type()) {
          case STRING -> string(expression, value);
          case LONG -> buffer(8).putLong(whole(expression, value, option)).array();
          case BE_INT ->
              ByteBuffer.allocate(4).putInt((int) whole(expression, value, option)).array();
          case TIMEVAL -> {
            long ns = time(expression, value);
            yield buffer(16).putLong(ns / 1_000_000_000L).putLong(ns % 1_000_000_000L / 1000)
                .array();
          }
          case LINGER -> {
            boolean off = value instanceof Value.Truth truth && !truth.holds();
            long seconds = off ? 0 : time(expression, value) / 1_000_000_000L;
            yield buffer(8).putInt(off ? 0 : 1).putInt((int) seconds).array();
          }
          case BYTES -> hex(expression, value);
          default -> {
            if (!option.type().isInt()) {
              throw Mistake.at(
                  written.name().span(),
                  "unknown-socket-option",
                  "the value of " + name + " is a structure, which cannot be written here");
            }
            yield buffer(4).putInt((int) whole(expression, value, option)).array();
          }
        };
    return new SocketSetting(
        name, option.level(), option.number(), BaseEncoding.base16().encode(bytes));
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A value, in which a word may be a constant of the kernel's headers. */
  private Value value(Expression expression, Scope scope) {
    if (expression instanceof Expression.Word word && evaluator.isFree(word, scope)) {
      Optional<Constant> constant = Constants.find(word.name());
      if (constant.isPresent()) {
        return Value.Quantity.of(constant.get().value());
      }
      return new Value.Text(word.name());
    }
    return evaluator.evaluate(expression, scope);
  }

  private static byte[] string(Expression expression, Value value) {
    if (value instanceof Value.Text || value instanceof Value.Node) {
      return (value.text() + "\0").getBytes(StandardCharsets.UTF_8);
    }
    throw Mistake.at(
        expression.span(),
        "wrong-unit",
        "expected a text such as \"cubic\", found " + Evaluator.found(value));
  }

  private static byte[] hex(Expression expression, Value value) {
    if (value instanceof Value.Text text && text.text().matches("0x([0-9A-Fa-f]{2})+")) {
      return BaseEncoding.base16().decode(text.text().substring(2).toUpperCase());
    }
    throw Mistake.at(
        expression.span(),
        "wrong-unit",
        "expected bytes such as \"0x0a0b\", found " + Evaluator.found(value));
  }

  private static long time(Expression expression, Value value) {
    if (value instanceof Value.Quantity quantity
        && (quantity.dimension() == Dimension.TIME || quantity.amount().signum() == 0)
        && quantity.amount().signum() >= 0) {
      return Quantities.toLong(quantity);
    }
    throw Mistake.at(
        expression.span(),
        "wrong-unit",
        "expected a time such as 5s, found " + Evaluator.found(value));
  }

  private static long whole(Expression expression, Value value, SocketOption option) {
    if (value instanceof Value.Truth truth) {
      return truth.holds() ? 1 : 0;
    }
    long unit = option.type().unitNs();
    if (value instanceof Value.Quantity quantity) {
      long number = Quantities.toLong(quantity);
      boolean whole = quantity.amount().stripTrailingZeros().scale() <= 0;
      switch (quantity.dimension()) {
        case NUMBER, SIZE, PACKETS -> {
          if (whole && (option.type() == OptionType.LONG || number == (int) number)) {
            return number;
          }
        }
        case TIME -> {
          if (unit > 0 && number % unit == 0) {
            return number / unit;
          }
        }
        case RATE -> {
          if (option.type() == OptionType.LONG) {
            return number / 8;
          }
        }
        default -> {}
      }
    }
    throw Mistake.at(
        expression.span(),
        "wrong-unit",
        "expected "
            + (unit > 0 ? "a time such as " + (unit == 1_000_000_000L ? "5s" : "5ms") : "a number")
            + " for "
            + option.name()
            + ", found "
            + Evaluator.found(value));
  }

  private static SocketSetting of(String name, int value) {
    SocketOption option = SocketOptions.find(name).orElseThrow();
    return new SocketSetting(
        name,
        option.level(),
        option.number(),
        BaseEncoding.base16().encode(buffer(4).putInt(value).array()));
  }

  /** An option whose value is a text. */
  static SocketSetting text(String name, String value) {
    SocketOption option = SocketOptions.find(name).orElseThrow();
    return new SocketSetting(
        name,
        option.level(),
        option.number(),
        BaseEncoding.base16().encode((value + "\0").getBytes(StandardCharsets.UTF_8)));
  }
}
