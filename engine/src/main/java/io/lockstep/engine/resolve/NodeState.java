package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.Source;
import java.util.ArrayList;
import java.util.List;

/** A node while its settings are being collected. */
final class NodeState {
  final int index;
  final String name;
  final Source source;
  final List<Setting> settings = new ArrayList<>();
  String kernel = "";
  long memoryBytes;

  NodeState(int index, String name, Source source) {
    this.index = index;
    this.name = name;
    this.source = source;
  }

  NodeSpec spec() {
    return new NodeSpec(
        index, name, kernel, memoryBytes, ImmutableList.copyOf(settings), source);
  }
}
