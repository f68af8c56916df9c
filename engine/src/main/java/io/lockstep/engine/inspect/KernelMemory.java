package io.lockstep.engine.inspect;

import io.lockstep.engine.configure.KernelFiles;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory that a kernel has given out. */
public final class KernelMemory {
  private static final Pattern FREE = Pattern.compile("MemFree: +(\\d+) kB");
  private static final String SLABS = "/sys/kernel/slab";

  private final KernelFiles files;

  public KernelMemory(KernelFiles files) {
    this.files = files;
  }

  /** Bytes that are free, as {@code /proc/meminfo} counts them. */
  public OptionalLong free() {
    String text = files.read("/proc/meminfo");
    Matcher matcher = FREE.matcher(text == null ? "" : text);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10)
        : OptionalLong.empty();
  }

  /**
   * Has the kernel give back what it keeps for its next allocations and dentries, pages and inodes that
   * nobody uses. Addresses of later objects depend on it, so this is for the end of a run.
   */
  public void trim() {
    files.write("/proc/sys/vm/drop_caches", "3");
    files.list(SLABS).forEach(cache -> files.write(SLABS + "/" + cache + "/shrink", "1"));
  }
}
