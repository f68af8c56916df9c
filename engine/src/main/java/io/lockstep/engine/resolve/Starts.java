package io.lockstep.engine.resolve;

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
}
