package io.lockstep.libos;

/**
 * Offsets of {@code struct libos_shared} and {@code struct libos_pool} (uapi/asm/libos.h), as
 * constants so that the compiler can fold them. {@link #check} compares them with what the runtime
 * was compiled with.
 */
final class Layout {
  static final int BATCH = 256;
  static final int LOG_BYTES = 128 * 1024;
  static final int REASON_BYTES = 256;

  static final int SHARED_BYTES = 169536;
  static final int NOW = 1088;
  static final int DEADLINE = NOW + 8;
  static final int STATE = NOW + 16;
  static final int STALLED = NOW + 20;
  static final int N_CALL = NOW + 24;
  static final int N_DONE = NOW + 28;
  static final int N_RX = NOW + 32;
  static final int N_TX = NOW + 36;
  static final int LOG_WRITTEN = NOW + 40;
  static final int LOG_READ = NOW + 48;
  static final int CALL = 1152;
  static final int DONE = CALL + BATCH * 64;
  static final int RX = DONE + BATCH * 32;
  static final int TX = RX + BATCH * 24;
  static final int CRASH = TX + BATCH * 24;
  static final int LOG = 38464;

  static final int CALL_BYTES = 64;
  static final int DONE_BYTES = 32;
  static final int FRAME_BYTES = 24;
  static final int CRASH_REASON = 168;
  static final int STEP_BYTES = 32;

  /** Where an instance's shared memory lies, from its base (runtime.h). */
  static final long SLOT_SHARED = 0x02000000L;

  static final int SMALL_BYTES = 2048;
  static final int LARGE_BYTES = 73728;
  static final int POOL_HEAD = 1081344;
  static final int POOL_N_SMALL = 8;
  static final int POOL_N_LARGE = 12;
  static final int POOL_SMALL = 64;
  static final int POOL_LARGE = 64 + 262144 * 4;
  static final int POOL_MEMORY_BYTES = 262144 * SMALL_BYTES + 7168 * LARGE_BYTES;
  static final int POOL_LARGE_START = 262144 * SMALL_BYTES;

  private Layout() {}

  static void check() {
    int[] ours = {
      SHARED_BYTES, NOW, CALL, DONE, RX, TX, CRASH, LOG, CALL_BYTES, DONE_BYTES, FRAME_BYTES,
      CRASH_REASON, POOL_HEAD, POOL_SMALL, POOL_LARGE, POOL_MEMORY_BYTES, POOL_LARGE_START, STEP_BYTES
    };
    for (int i = 0; i < ours.length; i++) {
      long theirs = Native.lk_layout(i);
      if (theirs != ours[i]) {
        throw new LibosException(
            "the native runtime does not fit this jar (layout item "
                + i
                + ": "
                + theirs
                + " instead of "
                + ours[i]
                + ")");
      }
    }
  }
}
