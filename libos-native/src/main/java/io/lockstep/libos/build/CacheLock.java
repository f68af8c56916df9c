package io.lockstep.libos.build;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps two builds out of one directory, be they two processes or two threads of this one. The
 * operating system frees the lock of a killed process.
 */
final class CacheLock {
  /** What must not be done by two at once. */
  @FunctionalInterface
  interface Body {
    void run() throws IOException;
  }

  private static final long PAUSE_MS = 100;

  // File locks belong to the whole process, so threads need a lock of their own.
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private CacheLock() {}

  /** Runs the body alone; does nothing if another one holds the lock. */
  static void unlessHeld(Path file, Body body) throws IOException {
    ReentrantLock threadLock =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
    if (!threadLock.tryLock()) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        body.run();
      }
    } finally {
      threadLock.unlock();
    }
  }

  /** Runs the body alone; if another one holds the lock, {@code onWait} runs first. */
  static void holding(Path file, Runnable onWait, Body body) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    ReentrantLock threadLock =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
    boolean waited = !threadLock.tryLock();
    if (waited) {
      onWait.run();
      threadLock.lock();
    }
    // Closing the channel frees its lock.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (channel.tryLock() == null) {
        if (!waited) {
          onWait.run();
          waited = true;
        }
        rest();
      }
      body.run();
    } finally {
      threadLock.unlock();
    }
  }

  /**
   * Waiting inside the operating system would not do: it looks for circles among processes, and
   * takes two threads of one for a circle.
   */
  private static void rest() throws IOException {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for another build");
    }
  }
}
