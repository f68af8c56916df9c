package io.lockstep.engine.cli;

import io.lockstep.engine.Engine;
import java.util.function.Supplier;

/** Makes the engine when it is first needed, and lets a shutdown interrupt it. */
final class InterruptibleEngine implements Supplier<Engine> {
  private final Supplier<Engine> maker;
  private volatile Engine engine;
  private volatile boolean interrupted;

  InterruptibleEngine(Supplier<Engine> maker) {
    this.maker = maker;
  }

  @Override
  public Engine get() {
    if (engine == null) {
      engine = maker.get();
      if (interrupted) {
        engine.interrupt();
      }
    }
    return engine;
  }

  void interrupt() {
    interrupted = true;
    Engine present = engine;
    if (present != null) {
      present.interrupt();
    }
  }
}
