package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.DirectionChange;
import io.lockstep.engine.resolve.NodeState.Block;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Applies the properties of links and LANs, in the order written. */
final class WireProperties {
  private static final ImmutableSet<PropertyName> LINK =
      ImmutableSet.<PropertyName>builder()
          .addAll(DirectionProperties.NAMES)
          .add(PropertyName.MTU)
          .build();
  private static final int MOST_MTU = 9000;

  private final Context context;
  private final NodeSettings nodeSettings;
  private final DirectionProperties directions;
  private final Constants constants;
  private final List<NodeState> nodes;

  WireProperties(Context context, NodeSettings nodeSettings, List<NodeState> nodes) {
    this.context = context;
    this.nodeSettings = nodeSettings;
    this.directions = new DirectionProperties(context.evaluator());
    this.constants = new Constants(context.evaluator());
    this.nodes = nodes;
  }

  /** A link's block before the start; mistakes are reported. */
  void apply(LinkState link, List<Setting> settings, Scope scope) {
    List<DirectionState> both = List.of(link.forward, link.backward);
    apply(link, both, settings, scope, line -> toward(link, line));
  }

  private void toward(LinkState link, Block line) {
    Setting.Toward toward = toward(line.setting(), "a link");
    boolean forward = end(link, toward, line.scope()) == 1;
    direction(forward ? link.forward : link.backward, toward, line.scope());
  }

  /** Which end of a link is meant: 0 or 1. */
  private int end(LinkState link, Setting.Toward toward, Scope scope) {
    NodeState node =
        nodes.get(context.names().one(toward.node(), scope, Names.Kind.NODE).index());
    if (node != link.a.node && node != link.b.node) {
      if (link.a.node.index < 0 || link.b.node.index < 0) {
        throw Mistake.silent();
      }
      throw Mistake.at(
          toward.node().span(),
          "not-an-end",
          "the link does not lead to "
              + node.name
              + ", expected "
              + link.a.node.name
              + " or "
              + link.b.node.name);
    }
    return node == link.b.node ? 1 : 0;
  }

  /** A LAN's block before the start; mistakes are reported. */
  void apply(LanState lan, List<Setting> settings, Scope scope) {
    List<DirectionState> all = new ArrayList<>();
    all.add(lan.common);
    lan.members.forEach(member -> all.add(member.down()));
    apply(lan, all, settings, scope, line -> toward(lan, line));
  }

  private void toward(LanState lan, Block line) {
    Setting.Toward toward = toward(line.setting(), "a LAN");
    for (int port : members(lan, toward, line.scope())) {
      direction(lan.members.get(port).down(), toward, line.scope());
    }
  }

  /**
   * What both kinds of wire have in common.
   *
   * @param all directions that a property of the wire is about
   * @param toward applies a {@code toward} block
   */
  private void apply(
      Wire wire,
      List<DirectionState> all,
      List<Setting> settings,
      Scope scope,
      Consumer<Block> toward) {
    Properties properties = new Properties("a " + wire.word(), LINK);
    for (Block line : nodeSettings.flat(settings, scope)) {
      context
          .problems()
          .guard(
              () -> {
                if (!(line.setting() instanceof Setting.Property property)) {
                  toward.accept(line);
                  return;
                }
                properties.add(property);
                if (property.name() == PropertyName.MTU) {
                  wire.mtu = constants.mtu(property.value(), line.scope(), MOST_MTU);
                  wire.mtuSpan = property.value().span();
                } else {
                  directions.apply(all, property, line.scope());
                }
              });
    }
  }

  /** What a {@code set} changes during the run: all of a wire, or what leads to some ports. */
  record Change(DirectionChange all, List<Directed> toward) {}

  /**
   * A change of what leads to one end.
   *
   * @param port 0 or 1 of a link: the end that it leads to; the number of a LAN's member
   */
  record Directed(int port, DirectionChange change) {}

  /** A block of {@code set} during the run; mistakes are reported. */
  Change change(Wire wire, List<Setting> settings, Scope scope) {
    DirectionState all = new DirectionState();
    List<Directed> directed = new ArrayList<>();
    Properties properties = new Properties("a " + wire.word(), LINK);
    for (Block line : nodeSettings.flat(settings, scope)) {
      context
          .problems()
          .guard(
              () -> {
                if (line.setting() instanceof Setting.Property property) {
                  properties.add(property);
                  if (property.name() == PropertyName.MTU) {
                    throw Mistake.at(
                        property.span(),
                        "not-during-run",
                        "the mtu of a "
                            + wire.word()
                            + " cannot change during the run, expected one of "
                            + DirectionProperties.words()
                            + ", toward");
                  }
                  directions.apply(List.of(all), property, line.scope());
                } else {
                  directed.addAll(directed(wire, line));
                }
              });
    }
    return new Change(all.change(), directed);
  }

  /** One change and then the other. */
  static DirectionChange both(DirectionChange first, DirectionChange then) {
    boolean queue = then.queuePackets().isPresent() || then.queueBytes().isPresent();
    return new DirectionChange(
        then.rateBitsPerSecond().isPresent() ? then.rateBitsPerSecond() : first.rateBitsPerSecond(),
        then.delayNs().isPresent() ? then.delayNs() : first.delayNs(),
        then.loss().isPresent() ? then.loss() : first.loss(),
        queue ? then.queuePackets() : first.queuePackets(),
        queue ? then.queueBytes() : first.queueBytes(),
        then.jitterNs().isPresent() ? then.jitterNs() : first.jitterNs(),
        then.duplicate().isPresent() ? then.duplicate() : first.duplicate(),
        then.reorder().isPresent() ? then.reorder() : first.reorder(),
        then.corrupt().isPresent() ? then.corrupt() : first.corrupt());
  }

  private List<Directed> directed(Wire wire, Block line) {
    Setting.Toward toward = toward(line.setting(), "a " + wire.word());
    DirectionState state = new DirectionState();
    List<Integer> ports =
        wire instanceof LanState lan
            ? members(lan, toward, line.scope())
            : List.of(end((LinkState) wire, toward, line.scope()));
    direction(state, toward, line.scope());
    DirectionChange change = state.change();
    return ports.stream().map(port -> new Directed(port, change)).toList();
  }

  private static Setting.Toward toward(Setting setting, String owner) {
    if (setting instanceof Setting.Toward toward) {
      return toward;
    }
    throw Mistake.at(
        setting.span(),
        "wrong-setting",
        "'"
            + Sources.oneLine(setting)
            + "' is not a property of "
            + owner
            + ", expected one of "
            + DirectionProperties.words()
            + ", mtu, toward");
  }

  /** The numbers of the members that belong to the nodes named. */
  private List<Integer> members(LanState lan, Setting.Toward toward, Scope scope) {
    List<Integer> ports = new ArrayList<>();
    for (Names.Entry entry : context.names().all(toward.node(), scope, Names.Kind.NODE)) {
      NodeState node = nodes.get(entry.index());
      int before = ports.size();
      for (int i = 0; i < lan.members.size(); i++) {
        if (lan.members.get(i).netdev().node == node) {
          ports.add(i);
        }
      }
      if (ports.size() == before && !lan.whole) {
        throw Mistake.silent();
      }
      if (ports.size() == before) {
        throw Mistake.at(
            toward.node().span(),
            "not-an-end",
            node.name + " is not a member of the LAN " + lan.name);
      }
    }
    return ports;
  }

  private void direction(DirectionState direction, Setting.Toward toward, Scope scope) {
    Properties properties = new Properties("a direction", DirectionProperties.NAMES);
    for (Block line : nodeSettings.flat(toward.settings(), scope)) {
      context
          .problems()
          .guard(
              () -> {
                Setting.Property property = (Setting.Property) line.setting();
                properties.add(property);
                directions.apply(List.of(direction), property, line.scope());
              });
    }
  }
}
