package io.lockstep.engine.traffic;

import io.lockstep.engine.model.ScriptStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which labels have been reached and which activities have ended, for programs that wait. */
public final class ScriptBoard {
  private final Set<ScriptStep.Event> happened = new HashSet<>();
  private final List<ScriptActivity> scripts = new ArrayList<>();

  void add(ScriptActivity script) {
    scripts.add(script);
  }

  /** Something has happened; those that wait look again, in the order of declaration. */
  public void happened(ScriptStep.Event event) {
    if (happened.add(event)) {
      scripts.forEach(ScriptActivity::look);
    }
  }

  boolean has(ScriptStep.Event event) {
    return happened.contains(event);
  }
}
