package io.lockstep.engine.sim;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.programs.ProgramHost;
import io.lockstep.engine.traffic.Activity;
import io.lockstep.engine.traffic.Endpoint;
import io.lockstep.engine.traffic.ProgramActivity;
import io.lockstep.engine.traffic.TrafficContext;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.util.function.LongSupplier;

/** The simulation as its activities see it. */
final class SimulationTraffic implements TrafficContext {
  private final Simulation simulation;
  private final UserMemory memory;
  private SimulatedNode[] nodes;
  private ProgramRunner programs;

  SimulationTraffic(Simulation simulation, UserMemory memory) {
    this.simulation = simulation;
    this.memory = memory;
  }

  void attach(SimulatedNode[] nodes) {
    this.nodes = nodes;
  }

  void attach(ProgramRunner runner) {
    this.programs = runner;
  }

  @Override
  public long now() {
    return simulation.clock().scenario();
  }

  @Override
  public long scenarioTime(long kernelTime) {
    return kernelTime - simulation.clock().base;
  }

  @Override
  public long kernelTime(long scenarioTime) {
    return scenarioTime == Long.MAX_VALUE ? scenarioTime : scenarioTime + simulation.clock().base;
  }

  @Override
  public boolean watchesActivities() {
    return simulation.watchesActivities();
  }

  @Override
  public LongSupplier random(String name, int number) {
    RandomStream stream =
        new RandomStream(RandomStream.derive(simulation.seed(), "activity", name, number));
    return stream::next;
  }

  @Override
  public UserMemory memory() {
    return memory;
  }

  @Override
  public Task spawn(int node, Endpoint endpoint) {
    SimulatedNode where = nodes[node];
    return Task.spawn(where.kernel, where.addTask(endpoint));
  }

  @Override
  public void post(
      Endpoint endpoint, int nr, long a0, long a1, long a2, long a3, long a4, long a5) {
    simulation
        .runner()
        .post(nodes[endpoint.node()], endpoint.task(), nr, a0, a1, a2, a3, a4, a5);
  }

  @Override
  public void interrupt(Endpoint endpoint) {
    simulation.interrupt(endpoint.node(), endpoint.task());
  }

  @Override
  public void note(String what, Source source) {
    simulation.announce(what, source);
  }

  @Override
  public ProgramHost programs() {
    return programs.host();
  }

  @Override
  public int start(ActivitySpec.Program program, ProgramActivity activity) {
    return programs.start(program, activity);
  }

  @Override
  public void wakeAt(long time, Activity activity) {
    simulation.wakeAt(time, activity);
  }

  @Override
  public void ended(Activity activity) {
    simulation.ended(activity);
  }
}
