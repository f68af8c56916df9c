package io.lockstep.engine.sim;

import io.lockstep.engine.configure.Counters;
import io.lockstep.engine.configure.SysctlName;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.traffic.Activity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks into the kernels by their own system calls. */
final class KernelObservations implements Observations {
  private final Simulation simulation;
  private final Actions actions;
  private final List<Activity> activities;

  KernelObservations(Simulation simulation, Actions actions, List<Activity> activities) {
    this.simulation = simulation;
    this.actions = actions;
    this.activities = activities;
  }

  @Override
  public long now() {
    return simulation.now();
  }

  @Override
  public double metric(int activity, MetricName name) {
    return activities.get(activity).metric(name);
  }

  @Override
  public long completedAt(int activity) {
    return activities.get(activity).completedAt();
  }

  @Override
  public OptionalLong counter(int node, String name) {
    return alive(node) ? new Counters(actions.files(node)).read(name) : OptionalLong.empty();
  }

  @Override
  public Optional<String> sysctl(int node, String key) {
    if (!alive(node)) {
      return Optional.empty();
    }
    String text = actions.files(node).read(SysctlName.path(key));
    return text == null
        ? Optional.empty()
        : Optional.of(text.strip().replaceAll("[ \t]+", " "));
  }

  @Override
  public boolean alive(int node) {
    return !simulation.node(node).dead;
  }
}
