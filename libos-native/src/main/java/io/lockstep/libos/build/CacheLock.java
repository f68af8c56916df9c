package io.lockstep.libos.build;

import java.io.IOException;
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
      if (channel.tryLock() == null) {
        if (!waited) {
          onWait.run();
        }
        channel.lock();
      }
      body.run();
    } finally {
      threadLock.unlock();
    }
  }
}
