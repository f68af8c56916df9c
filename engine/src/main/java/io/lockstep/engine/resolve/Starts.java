package io.lockstep.engine.resolve;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.When;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** What blocks of flows, pings and programs say about their starts, by the index of the activity. */
final class Starts {
  /** {@code start after …}. */
  record After(Setting.StartAfter setting, Scope scope) {}

  /** A flow that does not end by itself. */
  record Endless(Span span, String message) {}

  private final Map<Integer, After> after = new LinkedHashMap<>();
  private final Map<Integer, Span> given = new LinkedHashMap<>();
  private final Map<Integer, Endless> endless = new LinkedHashMap<>();
  private final Map<Integer, Span> greedy = new LinkedHashMap<>();

  void after(int activity, Setting.StartAfter setting, Scope scope, Problems problems) {
    once(activity, setting.span(), problems);
    after.put(activity, new After(setting, scope));
  }

  void at(int activity, Setting.Property property, Problems problems) {
    once(activity, property.span(), problems);
  }

  private void once(int activity, Span span, Problems problems) {
    Span earlier = given.putIfAbsent(activity, span);
    if (earlier != null) {
      problems.error(
          span, "given-twice", "'start' is given twice", "first given at " + earlier.location());
    }
  }

  void endless(int activity, Statement.Flow flow, String message) {
    endless.put(activity, new Endless(flow.span(), message));
  }

  /** A TCP flow that sends as much as fits. */
  void greedy(int activity, Statement.Flow flow) {
    greedy.put(activity, flow.span());
  }

  Map<Integer, Span> greedy() {
    return greedy;
  }

  /** The activity of that index is not to be. */
  void forget(int activity) {
    after.remove(activity);
    given.remove(activity);
    endless.remove(activity);
    greedy.remove(activity);
  }

  Map<Integer, After> after() {
    return after;
  }

  Map<Integer, Endless> endless() {
    return endless;
  }

  /** Where the start of an activity is given, or null. */
  Span given(int activity) {
    return given.get(activity);
  }

  /** The same activity with another start. */
  static ActivitySpec with(ActivitySpec activity, When start) {
    if (activity instanceof ActivitySpec.TcpFlow tcp) {
      return new ActivitySpec.TcpFlow(
          tcp.index(), tcp.name(), tcp.from(), tcp.to(), tcp.address(), tcp.port(),
          tcp.sendBytes(), start, tcp.stopNs(), tcp.source(), tcp.stream());
    } else if (activity instanceof ActivitySpec.UdpFlow udp) {
      return new ActivitySpec.UdpFlow(
          udp.index(), udp.name(), udp.from(), udp.to(), udp.address(), udp.port(),
          udp.rateBitsPerSecond(), udp.sizeBytes(), udp.count(), start, udp.stopNs(),
          udp.source(), udp.datagrams());
    }
    if (activity instanceof ActivitySpec.Program program) {
      return new ActivitySpec.Program(
          program.index(), program.name(), program.node(), program.daemon(), program.command(),
          start, program.stopNs(), program.timeoutNs(), program.input(), program.environment(),
          program.directory(), program.files(), program.source());
    } else if (activity instanceof ActivitySpec.Traceroute way) {
      return new ActivitySpec.Traceroute(
          way.index(), way.name(), way.from(), way.to(), way.address(), way.icmp(),
          way.maxHops(), way.probes(), way.sizeBytes(), way.timeoutNs(), way.sockets(),
          way.owners(), start, way.source());
    }
    if (activity instanceof ActivitySpec.Script script) {
      return new ActivitySpec.Script(
          script.index(), script.name(), script.node(), script.steps(), start,
          script.timeoutNs(), script.source());
    }
    ActivitySpec.Ping ping = (ActivitySpec.Ping) activity;
    return new ActivitySpec.Ping(
        ping.index(), ping.name(), ping.from(), ping.to(), ping.address(), ping.count(),
        ping.intervalNs(), ping.sizeBytes(), start, ping.source(), ping.echo());
  }
}
