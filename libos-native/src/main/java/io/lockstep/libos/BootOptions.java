package io.lockstep.libos;

/**
 * How to start a kernel.
 *
 * @param slot 0 to 65535; decides all addresses of the instance
 * @param ramBytes 8 to 384 MiB, a multiple of 4 MiB
 * @param seed of all randomness in the kernel
 * @param commandLine kernel parameters, under 1016 bytes
 * @param now virtual time at which it is switched on, ns
 * @param wallClock CLOCK_REALTIME at virtual time 0, ns since 1970
 */
public record BootOptions(
    KernelImage image,
    int slot,
    long ramBytes,
    long seed,
    String commandLine,
    long now,
    long wallClock) {
  /** RAM of an instance unless said otherwise. */
  public static final long DEFAULT_RAM = 20L << 20;

  /** 2000-01-01T00:00:00Z, so that dates in logs look like dates. */
  public static final long DEFAULT_WALL_CLOCK = 946_684_800_000_000_000L;

  /** Sizes hash tables for a few thousand sockets and leaves out devices that nobody asked for. */
  static final String DEFAULT_COMMAND_LINE =
      "loglevel=7 dhash_entries=512 ihash_entries=512 mhash_entries=64 mphash_entries=64"
          + " slub_max_order=1 bonding.max_bonds=0 dummy.numdummies=0 ifb.numifbs=0";

  /** The defaults. */
  public static BootOptions of(KernelImage image) {
    return new BootOptions(image, 0, DEFAULT_RAM, 0, "", 0, DEFAULT_WALL_CLOCK);
  }

  public BootOptions slot(int value) {
    return new BootOptions(image, value, ramBytes, seed, commandLine, now, wallClock);
  }

  public BootOptions ramBytes(long value) {
    return new BootOptions(image, slot, value, seed, commandLine, now, wallClock);
  }

  public BootOptions seed(long value) {
    return new BootOptions(image, slot, ramBytes, value, commandLine, now, wallClock);
  }

  /** Appended to the built-in parameters, so it wins. */
  public BootOptions commandLine(String value) {
    return new BootOptions(image, slot, ramBytes, seed, value, now, wallClock);
  }

  public BootOptions now(long value) {
    return new BootOptions(image, slot, ramBytes, seed, commandLine, value, wallClock);
  }

  public BootOptions wallClock(long value) {
    return new BootOptions(image, slot, ramBytes, seed, commandLine, now, value);
  }
}
