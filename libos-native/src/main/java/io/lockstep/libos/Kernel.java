package io.lockstep.libos;

import io.lockstep.libos.coverage.ImageCounters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One running kernel: a deterministic state machine that is entered at a virtual time and runs
 * until it is idle. Calls and frames are posted before, results and frames collected after an
 * entry. One thread drives it at a time.
 */
public final class Kernel implements AutoCloseable {
  /** There is no next timer. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  /** The property that says when to stop for a debugger, and where to say what there is then. */
  public static final String DEBUGGER = "lockstep.debugger";

  private static final int NEW = 0;
  private static final int READY = 2;
  private static final int DEAD = 3;
  private static final int MAX_BOOT_ENTRIES = 100_000;

  private final long handle;
  private final KernelImage image;
  private final FramePool frames;
  private final UserMemory user;
  private final ByteBuffer shared;
  private final StringBuilder log = new StringBuilder();
  private boolean closed;

  /** Of an image with coverage; otherwise null, and so are the next two. */
  private ImageCounters counters;
  private ByteBuffer counted;
  private long[] countedAtBoot;

  private Kernel(long handle, KernelImage image, FramePool frames, UserMemory user) {
    this.handle = handle;
    this.image = image;
    this.frames = frames;
    this.user = user;
    this.shared = FramePool.view(Native.lk_kernel_shared(handle), Layout.SHARED_BYTES);
  }

  /**
   * Boots a kernel; its own clock may move a little while it does.
   *
   * @throws LibosException if there is no room for it or it dies
   */
  public static Kernel boot(BootOptions o, FramePool frames, UserMemory user) {
    String commandLine = (BootOptions.DEFAULT_COMMAND_LINE + " " + o.commandLine()).strip();
    long handle =
        Native.check(
            Native.lk_kernel_create(
                o.image().handle(),
                o.slot(),
                o.ramBytes(),
                user.address(),
                user.size(),
                frames.address(),
                o.seed(),
                o.wallClock(),
                o.now(),
                commandLine));
    Kernel kernel = new Kernel(handle, o.image(), frames, user);
    kernel.runBoot();
    ImageCounters.of(o.image().path()).ifPresent(kernel::count);
    return kernel;
  }

  private void count(ImageCounters with) {
    long bias = base();
    counted = FramePool.view(bias + with.start(), with.size());
    countedAtBoot = with.booted(counted, bias);
    counters = with;
  }

  /** Where the instance lies: address minus link address of its data. */
  public long base() {
    return Native.lk_kernel_shared(handle) - Layout.SLOT_SHARED;
  }

  private void runBoot() {
    for (int i = 0; i < MAX_BOOT_ENTRIES && state() < READY; i++) {
      long deadline = state() == NEW ? NO_DEADLINE : deadline();
      enter(deadline == NO_DEADLINE ? now() : Math.max(now(), deadline));
    }
    if (state() != READY) {
      String why = dead() ? crash().reason() : "it does not come to an end";
      String text = log();
      close();
      throw new LibosException(
          "Linux " + image.release() + " does not boot: " + why + "; its last words:\n" + tail(text));
    }
  }

  private static String tail(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private int state() {
    return shared.getInt(Layout.STATE);
  }

  long handle() {
    return handle;
  }

  public KernelImage image() {
    return image;
  }

  public UserMemory user() {
    return user;
  }

  /** Whether this process was started under a debugger by us: the property is set. */
  static boolean debugged() {
    return System.getProperty(DEBUGGER) != null;
  }

  /** Stops for the debugger that this process runs under, before the kernel is entered. */
  public void stopForDebugger() {
    Native.lk_debugger_stop(handle);
  }

  /**
   * Runs the kernel at a virtual time until it is idle. Time that lies before its own clock counts
   * as its own clock's.
   */
  public void enter(long now) {
    frames.reserve();
    Native.Entry.enter(handle, now);
    saveLog();
  }

  /**
   * Says where the frames of a netdev go: over a wire that does nothing but delay, to a netdev of
   * another kernel. {@link #run} then need not come back for each of them.
   *
   * @param number what {@link Trail#wire} shall say
   * @param peer null if frames are for the caller only, as they are at first
   * @param delay nanoseconds
   */
  public void wire(int device, int number, Kernel peer, int peerDevice, long delay) {
    Native.check(
        Native.lk_kernel_wire(
            handle, device, number, peer == null ? 0 : peer.handle, peerDevice, delay));
  }

  /**
   * Runs the kernel like {@link #enter}. If it has then sent a single frame, if nothing else has
   * happened, and if nothing is due before that frame arrives at the end of its {@link #wire} —
   * neither at the horizon nor a timer of a kernel that was run — the frame is delivered and its
   * receiver run, and so on. These are the steps that the caller would take one by one.
   *
   * @param horizon virtual time of the earliest thing that the caller knows of
   * @param trail takes the steps
   * @return how many there were; the receiver of the last one is the kernel to look at now
   */
  public int run(long now, long horizon, Trail trail) {
    frames.reserve();
    return (int) Native.Entry.run(handle, now, horizon, trail.address(), Trail.STEPS);
  }

  /** After {@link #run}, for each kernel that it has run: keeps its log from overflowing. */
  public void saveLog() {
    if (shared.getLong(Layout.LOG_WRITTEN) - shared.getLong(Layout.LOG_READ)
        > Layout.LOG_BYTES / 2) {
      drainLog();
    }
  }

  /** A batch was full: collect results and frames, then enter again at the same time. */
  public boolean stalled() {
    return shared.getInt(Layout.STALLED) != 0;
  }

  /** Virtual time of the next timer, or {@link #NO_DEADLINE}. */
  public long deadline() {
    return shared.getLong(Layout.DEADLINE);
  }

  /** The kernel's own clock: at least the time of the last entry; busy waits move it on. */
  public long now() {
    return shared.getLong(Layout.NOW);
  }

  public boolean dead() {
    return state() == DEAD;
  }

  /** What it died of, or null while it lives. */
  public Crash crash() {
    if (!dead()) {
      return null;
    }
    int kind = shared.getInt(Layout.CRASH);
    Crash.Kind[] kinds = Crash.Kind.values();
    byte[] reason = new byte[Layout.REASON_BYTES];
    shared.get(Layout.CRASH + Layout.CRASH_REASON, reason);
    String text = new String(reason, StandardCharsets.UTF_8);
    int end = text.indexOf(0);
    return new Crash(
        kind > 0 && kind < kinds.length ? kinds[kind] : Crash.Kind.OOPS,
        (end < 0 ? text : text.substring(0, end)).strip(),
        now(),
        Backtrace.last(log()));
  }

  // ------------------------------------------------------------- system calls

  /**
   * Posts a system call, which starts at the next entry. At most one may be on its way per task, and
   * 256 per entry.
   *
   * @param nr number on x86-64 ({@link Syscall})
   */
  public void post(
      int task, int nr, long a0, long a1, long a2, long a3, long a4, long a5) {
    int n = shared.getInt(Layout.N_CALL);
    if (n == Layout.BATCH) {
      throw new LibosException("more than 256 system calls posted for one entry");
    }
    int at = Layout.CALL + n * Layout.CALL_BYTES;
    shared.putInt(at, task);
    shared.putInt(at + 4, nr);
    shared.putLong(at + 8, a0);
    shared.putLong(at + 16, a1);
    shared.putLong(at + 24, a2);
    shared.putLong(at + 32, a3);
    shared.putLong(at + 40, a4);
    shared.putLong(at + 48, a5);
    shared.putInt(at + 56, 0);
    shared.putInt(Layout.N_CALL, n + 1);
  }

  /** Room for another call before the next entry. */
  public boolean canPost() {
    return shared.getInt(Layout.N_CALL) < Layout.BATCH;
  }

  /** How many calls have returned since {@link #clearCompletions}. */
  public int completions() {
    return shared.getInt(Layout.N_DONE);
  }

  public int completedTask(int i) {
    return shared.getInt(Layout.DONE + i * Layout.DONE_BYTES);
  }

  /** At least 0, or a negative errno. */
  public long result(int i) {
    return shared.getLong(Layout.DONE + i * Layout.DONE_BYTES + 8);
  }

  public void clearCompletions() {
    shared.putInt(Layout.N_DONE, 0);
  }

  // ------------------------------------------------------------------- frames

  /** How many frames were sent since {@link #clearSent}. */
  public int sentFrames() {
    return shared.getInt(Layout.N_TX);
  }

  public long sentTime(int i) {
    return shared.getLong(Layout.TX + i * Layout.FRAME_BYTES);
  }

  public int sentDevice(int i) {
    return shared.getInt(Layout.TX + i * Layout.FRAME_BYTES + 8);
  }

  /** Bytes from the Ethernet header on, without the FCS. */
  public int sentLength(int i) {
    return shared.getInt(Layout.TX + i * Layout.FRAME_BYTES + 12);
  }

  /** Offset in {@link FramePool#memory}; the caller has to release it. */
  public int sentBuffer(int i) {
    return shared.getInt(Layout.TX + i * Layout.FRAME_BYTES + 16);
  }

  public void clearSent() {
    shared.putInt(Layout.N_TX, 0);
  }

  /** Hands a frame to a netdev at the next entry; the buffer is the caller's again after that. */
  public void deliver(int device, int buffer, int length) {
    int n = shared.getInt(Layout.N_RX);
    if (n == Layout.BATCH) {
      throw new LibosException("more than 256 frames delivered for one entry");
    }
    int at = Layout.RX + n * Layout.FRAME_BYTES;
    shared.putInt(at + 8, device);
    shared.putInt(at + 12, length);
    shared.putInt(at + 16, buffer);
    shared.putInt(Layout.N_RX, n + 1);
  }

  /** Room for another frame before the next entry. */
  public boolean canDeliver() {
    return shared.getInt(Layout.N_RX) < Layout.BATCH;
  }

  // ---------------------------------------------------------------------- log

  private void drainLog() {
    long written = shared.getLong(Layout.LOG_WRITTEN);
    long read = shared.getLong(Layout.LOG_READ);
    if (written - read > Layout.LOG_BYTES) {
      log.append("[... ").append(written - read - Layout.LOG_BYTES).append(" bytes lost ...]\n");
      read = written - Layout.LOG_BYTES;
    }
    byte[] bytes = new byte[(int) (written - read)];
    int at = (int) (read % Layout.LOG_BYTES);
    int first = Math.min(bytes.length, Layout.LOG_BYTES - at);
    shared.get(Layout.LOG + at, bytes, 0, first);
    shared.get(Layout.LOG, bytes, first, bytes.length - first);
    log.append(new String(bytes, StandardCharsets.ISO_8859_1));
    shared.putLong(Layout.LOG_READ, written);
  }

  /** All that the kernel has printed, each line with its virtual time; also after its death. */
  public String log() {
    if (!closed) {
      drainLog();
    }
    return log.toString();
  }

  /** CPU time that one entry of any kernel may take before it counts as an endless loop. */
  public static void watchdogLimit(long milliseconds) {
    Native.lk_watchdog_limit(milliseconds);
  }

  /** Frees the instance at once; frames that it sent and nobody collected are released. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    for (int i = 0; i < sentFrames(); i++) {
      frames.release(sentBuffer(i));
    }
    drainLog();
    closed = true;
    if (counters != null) {
      counters.ended(counted, countedAtBoot);
    }
    Native.lk_kernel_destroy(handle);
  }

  /** Finds a call trace in a kernel log. */
  private static final class Backtrace {
    static List<String> last(String log) {
      List<String> found = new ArrayList<>();
      int start = log.lastIndexOf("Call Trace:");
      if (start < 0) {
        return found;
      }
      int rip = log.lastIndexOf("RIP: ");
      if (rip >= 0 && rip < start && start - rip < 1000) {
        found.add(log.substring(rip + 5, log.indexOf('\n', rip)).strip());
      }
      String[] lines = log.substring(start).split("\n");
      for (int i = 1; i < lines.length; i++) {
        String line = lines[i].replaceFirst("^\\[ *[0-9.]+\\] ?", "");
        if (!line.startsWith(" ")) {
          break;
        }
        found.add(line.strip());
      }
      return List.copyOf(found);
    }
  }
}
