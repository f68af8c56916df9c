package io.lockstep.libos;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Every native signature, and the only place that loads the runtime (libos-native/runtime). All
 * but those of {@link Entry} are JNA direct mappings of {@code runtime.h}; numbers are 64 bits wide.
 */
final class Native {
  private static final String RESOURCE = "/native/linux-x86_64/liblockstep_runtime.so";

  static {
    load();
  }

  private Native() {}

  /**
   * The calls of each event, which the virtual machine binds by their names in {@code
   * runtime/entry.c}: they cost a tenth of one by way of JNA.
   */
  static final class Entry {
    static {
      // The library has to be there before the first call.
      ensureLoaded();
    }

    private Entry() {}

    /** {@code lk_kernel_enter}. */
    static native long enter(long kernel, long now);

    /** {@code lk_kernel_run}. */
    static native long run(long kernel, long now, long horizon, long trail, long steps);
  }

  static native String lk_error();

  static native long lk_image_open(String path);

  static native long lk_image_text(long image);

  static native void lk_debugger_stop(long kernel);

  static native long lk_user_create(long bytes);

  static native void lk_user_destroy(long address, long bytes);

  static native long lk_pool_create();

  static native void lk_pool_destroy(long pool);

  static native long lk_kernel_create(
      long image,
      long slot,
      long ramBytes,
      long userBase,
      long userSize,
      long pool,
      long seed,
      long wallNs,
      long now,
      String commandLine);

  static native long lk_kernel_shared(long kernel);

  static native void lk_kernel_destroy(long kernel);

  static native long lk_kernel_wire(
      long kernel, long device, long number, long peer, long peerDevice, long delay);

  static native long lk_programs_open(String nest, long scratch, long cpuLimitMs);

  static native void lk_programs_close(long programs);

  static native long lk_programs_shared(long programs);

  static native long lk_programs_node(
      long programs,
      long kernel,
      long number,
      String name,
      String layer,
      byte[] paths,
      long callCost,
      long now);

  static native long lk_programs_drop(long programs, long number);

  static native long lk_programs_put(
      long programs, long number, String path, long mode, byte[] bytes, long length);

  static native long lk_programs_start(
      long programs, long number, long id, byte[] strings, long length, long input, long now);

  static native long lk_programs_run(long programs, long now);

  static native long lk_programs_signal(long programs, long id, long signal);

  static native long lk_programs_input(
      long programs, long id, byte[] bytes, long length, long ends);

  static native long lk_programs_resize(long programs, long id, long rows, long columns);

  static native long lk_terminal_raw();

  static native void lk_terminal_restore();

  static native long lk_terminal_read(byte[] to, long size, long timeoutMs);

  static native long lk_terminal_size();

  static native void lk_watchdog_limit(long milliseconds);

  static native long lk_layout(long what);

  private static void ensureLoaded() {}

  /** Throws what the runtime said if {@code result} is a negative errno. */
  static long check(long result) {
    if (result < 0 && result >= -4095) {
      throw new LibosException(lk_error());
    }
    return result;
  }

  private static void load() {
    String os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!os.equals("Linux amd64")) {
      throw new LibosException("kernels run on Linux on x86-64 only; this is " + os);
    }
    try (InputStream in = Native.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new LibosException("this build of Lockstep lacks its native runtime, " + RESOURCE);
      }
      Path copy = Files.createTempFile("lockstep-runtime", ".so");
      try {
        Files.write(copy, in.readAllBytes());
        com.sun.jna.Native.register(
            Native.class, NativeLibrary.getInstance(copy.toAbsolutePath().toString()));
        System.load(copy.toAbsolutePath().toString());
      } finally {
        if (Kernel.debugged()) {
          // A debugger reads its symbols, when it likes.
          copy.toFile().deleteOnExit();
        } else {
          Files.deleteIfExists(copy);
        }
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new LibosException("cannot load the native runtime: " + e.getMessage(), e);
    }
    Layout.check();
  }
}
