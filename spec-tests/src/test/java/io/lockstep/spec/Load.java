package io.lockstep.spec;

import java.util.ArrayList;
import java.util.List;

/** Keeps the machine busy, unevenly, so that whatever depends on timing shows it. */
final class Load implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  Load(int burners) {
    for (int i = 0; i < burners; i++) {
      Thread thread = new Thread(this::burn, "load-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void burn() {
    byte[] memory = new byte[1 << 22];
    for (int round = 1; !over; round++) {
      for (int i = 0; i < memory.length && !over; i += 64) {
        memory[i] += (byte) round;
      }
      if (round % 50 == 0) {
        Thread.yield();
      }
    }
  }

  @Override
  public void close() {
    over = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
