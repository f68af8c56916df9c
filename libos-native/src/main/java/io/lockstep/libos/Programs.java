package io.lockstep.libos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unmodified programs of the host as programs of simulated nodes. They run as processes without
 * network and without a view of the host's file system; their system calls are answered by the
 * kernels of their nodes. One simulation's; driven by the thread that drives its kernels.
 *
 * <p>At one virtual instant: whenever {@link #pending} says so, {@link #run} until it returns true,
 * each time taking care of the kernels that {@link #touched} names and of what {@link #poll} tells.
 */
public final class Programs implements AutoCloseable {
  /** Tasks of kernels from this number on are ours; their results never reach the caller. */
  public static final int FIRST_TASK = 32768;

  private static final String NEST = "/native/linux-x86_64/lockstep-nest";
  private static final int SCRATCH_BYTES = 256 * 1024;
  private static final long CPU_LIMIT_MS = 10_000;

  private static final int PENDING = 0;
  private static final int EVENT_BYTES = 4;
  private static final int TOUCHED_COUNT = 8;
  private static final int CALLS = 16;
  private static final int HOST_CALLS = 24;
  private static final int TOUCHED = 32;
  private static final int EVENTS = TOUCHED + 4 * 65536;
  private static final int SHARED_BYTES = EVENTS + (1 << 20);
  private static final int EVENT_HEAD = 24;

  private static final int OUTPUT = 1;
  private static final int EXIT = 2;

  private final long handle;
  private final ByteBuffer shared;
  private final Path executable;
  private int eventAt;
  private boolean closed;

  private Programs(long handle, Path executable) {
    this.handle = handle;
    this.executable = executable;
    this.shared = FramePool.view(Native.lk_programs_shared(handle), SHARED_BYTES);
  }

  /**
   * Gets ready to start programs in kernels that have this user memory.
   *
   * @throws LibosException if the host does not let us
   */
  public static Programs open(UserMemory memory) {
    Path executable = extractNest();
    try {
      long scratch = memory.address() + memory.allocate(SCRATCH_BYTES);
      long handle =
          Native.check(Native.lk_programs_open(executable.toString(), scratch, CPU_LIMIT_MS));
      return new Programs(handle, executable);
    } catch (RuntimeException e) {
      delete(executable);
      throw e;
    }
  }

  private static Path extractNest() {
    try (InputStream in = Programs.class.getResourceAsStream(NEST)) {
      if (in == null) {
        throw new LibosException("this build of Lockstep lacks " + NEST);
      }
      Path file =
          Files.createTempFile(
              "lockstep-nest",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new LibosException("cannot write lockstep-nest: " + e.getMessage(), e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // a temporary file stays
    }
  }

  /**
   * Makes a place for programs of a kernel, which is up and idle.
   *
   * @throws LibosException if the host does not let us; the message says what to change
   */
  public void node(Kernel kernel, ProgramNode node) {
    StringBuilder paths = new StringBuilder();
    for (ProgramNode.HostPath path : node.paths()) {
      paths.append(path.writable() ? 'w' : 'r').append(path.path()).append('\0');
    }
    Native.check(
        Native.lk_programs_node(
            handle,
            kernel.handle(),
            node.number(),
            node.hostName(),
            node.layer() == null ? "" : node.layer().toAbsolutePath().toString(),
            paths.append('\0').toString().getBytes(StandardCharsets.UTF_8),
            node.callCost(),
            kernel.now()));
  }

  /** Ends all programs of a node, because its kernel goes; its number is free again. */
  public void drop(int node) {
    Native.check(Native.lk_programs_drop(handle, node));
  }

  /** Writes a file into a node's tree; directories above it are made. */
  public void put(int node, String path, int mode, byte[] bytes) {
    Native.check(Native.lk_programs_put(handle, node, path, mode, bytes, bytes.length));
  }

  /**
   * Starts a program; it begins to run with the next {@link #run}.
   *
   * @param id names it from now on
   * @throws LibosException if it cannot be started
   */
  public void start(int node, int id, ProgramSpec spec, long now) {
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    add(strings, spec.directory());
    add(strings, Integer.toString(spec.command().size()));
    spec.command().forEach(argument -> add(strings, argument));
    spec.environment().forEach((name, value) -> add(strings, name + "=" + value));
    Native.check(
        Native.lk_programs_start(
            handle,
            node,
            id,
            strings.toByteArray(),
            strings.size(),
            spec.input().ordinal(),
            now));
  }

  private static void add(ByteArrayOutputStream strings, String text) {
    strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    strings.write(0);
  }

  /** Whether a program wants to run at this instant. */
  public boolean pending() {
    return shared.getInt(PENDING) != 0;
  }

  /**
   * Lets all programs run until they wait.
   *
   * @return false if frames, results and events must be taken first; then call it again
   */
  public boolean run(long now) {
    return Native.lk_programs_run(handle, now) != 0;
  }

  /** How many kernels were entered since {@link #clearTouched}; each is to be looked after. */
  public int touchedCount() {
    return shared.getInt(TOUCHED_COUNT);
  }

  /** The number of a node whose kernel was entered. */
  public int touched(int i) {
    return shared.getInt(TOUCHED + 4 * i);
  }

  public void clearTouched() {
    shared.putInt(TOUCHED_COUNT, 0);
  }

  /** The next event, or null if there is none at present. */
  public ProgramEvent poll() {
    if (eventAt >= shared.getInt(EVENT_BYTES)) {
      shared.putInt(EVENT_BYTES, 0);
      eventAt = 0;
      return null;
    }
    int at = EVENTS + eventAt;
    int kind = shared.getInt(at);
    int program = shared.getInt(at + 4);
    long time = shared.getLong(at + 8);
    int detail = shared.getInt(at + 16);
    byte[] bytes = new byte[shared.getInt(at + 20)];
    shared.get(at + EVENT_HEAD, bytes);
    eventAt += (EVENT_HEAD + bytes.length + 7) & -8;
    return switch (kind) {
      case OUTPUT -> new ProgramEvent.Output(program, time, detail, bytes);
      case EXIT ->
          (detail & 0x7f) == 0
              ? new ProgramEvent.Exit(program, time, detail >> 8 & 0xff, 0)
              : new ProgramEvent.Exit(program, time, -1, detail & 0x7f);
      default ->
          new ProgramEvent.Note(program, time, new String(bytes, StandardCharsets.UTF_8));
    };
  }

  /** Sends a signal to the process group of a program, at the time of the next {@link #run}. */
  public void signal(int program, int signal) {
    Native.lk_programs_signal(handle, program, signal);
  }

  /** Gives it input; it may be read at the next {@link #run}. */
  public void input(int program, byte[] bytes) {
    Native.lk_programs_input(handle, program, bytes, bytes.length, 0);
  }

  /** Its input ends after what it was given. */
  public void closeInput(int program) {
    Native.lk_programs_input(handle, program, new byte[0], 0, 1);
  }

  /** Tells its terminal how large it is. */
  public void resize(int program, int rows, int columns) {
    Native.lk_programs_resize(handle, program, rows, columns);
  }

  /** System calls that were trapped so far. */
  public long calls() {
    return shared.getLong(CALLS);
  }

  /** Of these, how many the host has answered. */
  public long hostCalls() {
    return shared.getLong(HOST_CALLS);
  }

  /** Kills everything that runs. Before the kernels are closed. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Native.lk_programs_close(handle);
      delete(executable);
    }
  }
}
