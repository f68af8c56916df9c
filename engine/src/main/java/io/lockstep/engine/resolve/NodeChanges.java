package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.resolve.NodeState.Block;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/** What {@code set} changes of a node while the scenario runs. */
final class NodeChanges {
  private final Context context;
  private final NodeSettings nodeSettings;
  private final InterfaceResolver interfaces;

  NodeChanges(Context context, NodeSettings nodeSettings, InterfaceResolver interfaces) {
    this.context = context;
    this.nodeSettings = nodeSettings;
    this.interfaces = interfaces;
  }

  /** The actions for one node, in the order written; mistakes are reported. */
  List<ActionSpec> during(NodeState node, Statement.Set set, Scope scope) {
    Source source = context.sources().of(set);
    List<ActionSpec> actions = new ArrayList<>();
    List<io.lockstep.engine.model.Setting> writes = new ArrayList<>();
    for (Block line : nodeSettings.flat(set.settings(), scope)) {
      context
          .problems()
          .guard(
              () -> {
                if (line.setting() instanceof Setting.Interface block) {
                  flush(node, writes, source, actions);
                  change(node, block, line.scope(), source, actions);
                } else if (line.setting() instanceof Setting.Sysctl
                    || line.setting() instanceof Setting.FileWrite) {
                  NodeState.Write write = nodeSettings.write(line.setting(), line.scope());
                  writes.add(NodeSettings.setting(node, write));
                } else {
                  throw Mistake.at(
                      line.setting().span(),
                      "not-during-run",
                      "'"
                          + Sources.oneLine(line.setting())
                          + "' cannot change during the run, expected 'sysctl', 'file' or"
                          + " 'interface'");
                }
              });
    }
    flush(node, writes, source, actions);
    return actions;
  }

  private static void flush(
      NodeState node,
      List<io.lockstep.engine.model.Setting> writes,
      Source source,
      List<ActionSpec> actions) {
    if (!writes.isEmpty()) {
      actions.add(new ActionSpec.NodeChange(node.index, ImmutableList.copyOf(writes), source));
      writes.clear();
    }
  }

  /** An {@code interface} block is read into a netdev that stands for the change alone. */
  private void change(
      NodeState node,
      Setting.Interface block,
      Scope scope,
      Source source,
      List<ActionSpec> actions) {
    String name = context.evaluator().text(block.name(), scope);
    NetdevState real = NetdevNames.require(node, name, block.name().span());
    NodeState scratch = new NodeState(node.index, node.name, node.source);
    scratch.netdevs.putAll(node.netdevs);
    NetdevState netdev =
        new NetdevState(
            scratch, real.origin, real.name, real.wire, real.number, real.span, source);
    netdev.kind = real.kind;
    Words words = new Words("an interface", "option", InterfaceResolver.OPTIONS);
    for (Block line : nodeSettings.flat(block.settings(), scope)) {
      context
          .problems()
          .guard(
              () -> {
                boolean offload =
                    line.setting() instanceof Setting.Option option
                        && option.name().text().equals("offload");
                if (offload) {
                  throw Mistake.at(
                      line.setting().span(),
                      "not-during-run",
                      "'"
                          + Sources.oneLine(line.setting())
                          + "' cannot change during the run");
                }
                interfaces.apply(netdev, line, words);
              });
    }
    List<io.lockstep.engine.model.Setting> writes = new ArrayList<>();
    for (NodeState.Write write : scratch.writes) {
      context.problems().guard(() -> writes.add(NodeSettings.setting(node, write)));
    }
    flush(node, writes, source, actions);
    for (NetworkItem item : NetworkItems.changes(netdev)) {
      actions.add(new ActionSpec.Network(item, false, item.source()));
    }
  }
}
