package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.LanPort;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.Source;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;

/** A LAN while its properties are being collected. */
final class LanState extends Wire {
  /** A member: its netdev, and the way from the LAN to it. */
  record Member(NetdevState netdev, DirectionState down) {}

  final List<Member> members = new ArrayList<>();

  /** Whether all of its members are known. */
  boolean whole = true;

  final DirectionState common = new DirectionState();

  LanState(int index, String name, Source source, Span span) {
    super(index, name, source, span);
  }

  @Override
  String word() {
    return "LAN";
  }

  @Override
  List<NetdevState> ports() {
    return members.stream().map(Member::netdev).toList();
  }

  LanSpec spec() {
    DirectionSpec up = common.change().upward().applyTo(DirectionSpec.PERFECT);
    ImmutableList.Builder<LanPort> ports = ImmutableList.builder();
    for (Member member : members) {
      ports.add(new LanPort(member.netdev.end(), up, member.down.spec()));
    }
    return new LanSpec(index, name, ports.build(), source);
  }
}
