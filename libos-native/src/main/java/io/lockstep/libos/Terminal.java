package io.lockstep.libos;

import java.util.Arrays;

/** The terminal that the user sits at. Only one is there. */
public final class Terminal implements AutoCloseable {
  private final byte[] buffer = new byte[4096];
  private final boolean interactive;
  private boolean ended;

  /** Takes it over: keys come as they are pressed, and nothing is echoed. */
  public Terminal() {
    interactive = Native.lk_terminal_raw() != 0;
  }

  /** Whether standard input is a terminal; otherwise it is read as it is. */
  public boolean isInteractive() {
    return interactive;
  }

  /** Whether there will be no more input. */
  public boolean ended() {
    return ended;
  }

  /** What was typed, or nothing if that takes longer than {@code timeoutMs}. */
  public byte[] read(long timeoutMs) {
    long n = ended ? 0 : Native.lk_terminal_read(buffer, buffer.length, timeoutMs);
    ended |= n < 0;
    return n > 0 ? Arrays.copyOf(buffer, (int) n) : new byte[0];
  }

  /** Lines; 0 if unknown. */
  public int rows() {
    return (int) (Native.lk_terminal_size() >> 16);
  }

  /** Columns; 0 if unknown. */
  public int columns() {
    return (int) (Native.lk_terminal_size() & 0xffff);
  }

  @Override
  public void close() {
    Native.lk_terminal_restore();
  }
}
