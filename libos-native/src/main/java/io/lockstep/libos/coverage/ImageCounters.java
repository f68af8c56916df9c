package io.lockstep.libos.coverage;

import io.lockstep.libos.LibosException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The counters of all instances of an image with coverage, added up: those of their boot, and those
 * of what they did afterwards.
 */
public final class ImageCounters {
  private static final Map<Path, Optional<ImageCounters>> ALL = new ConcurrentHashMap<>();
  private static final String HEAD = "gcov_info_head";
  private static final String START = "__libos_data_start";
  private static final String END = "_end";

  private final Path directory;
  /** Link addresses. */
  private final long head;
  private final long start;
  private final long end;
  private List<CounterLayout.Item> layout;
  private int[] first;
  private long[] boot;
  private long[] run;
  private boolean used;
  private Map<String, Map<Integer, FunctionNotes>> notes;

  private ImageCounters(Path directory, Map<String, Long> symbols) {
    this.directory = directory;
    this.head = symbols.get(HEAD);
    this.start = symbols.get(START);
    this.end = symbols.get(END);
  }

  /**
   * Those of an image; none if it was not built with coverage.
   *
   * @param image the file {@code vmlinux} in the directory of the build
   */
  public static Optional<ImageCounters> of(Path image) {
    Path directory = image.toAbsolutePath().getParent();
    return ALL.computeIfAbsent(directory, ImageCounters::open);
  }

  private static Optional<ImageCounters> open(Path directory) {
    if (!Files.isDirectory(directory.resolve(NotesFile.DIRECTORY))) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(directory.resolve("System.map"))) {
      Map<String, Long> symbols = new TreeMap<>();
      lines
          .map(line -> line.split(" "))
          .filter(part -> part.length == 3 && List.of(HEAD, START, END).contains(part[2]))
          .forEach(part -> symbols.put(part[2], Long.parseUnsignedLong(part[0], 16)));
      if (symbols.size() < 3) {
        throw new LibosException("the kernel in " + directory + " has no counters");
      }
      return Optional.of(new ImageCounters(directory, symbols));
    } catch (IOException e) {
      throw new LibosException("cannot read the symbols in " + directory + ": " + e, e);
    }
  }

  /** All images with coverage that this process has asked for. */
  public static List<ImageCounters> all() {
    return ALL.values().stream().flatMap(Optional::stream).toList();
  }

  /** The directory of the build. */
  public Path directory() {
    return directory;
  }

  /** Link address of the first byte of an instance's data. */
  public long start() {
    return start;
  }

  /** Bytes of an instance's data. */
  public long size() {
    return end - start;
  }

  /**
   * An instance has booted: remembers its counters.
   *
   * @param data of the instance, little-endian
   * @param bias address of link address 0
   * @return its counters, for {@link #ended}
   */
  public synchronized long[] booted(ByteBuffer data, long bias) {
    if (layout == null) {
      layout = CounterLayout.read(data, bias + start, bias + head);
      first = new int[layout.size() + 1];
      for (int i = 0; i < layout.size(); i++) {
        first[i + 1] = first[i] + layout.get(i).count();
      }
      boot = new long[first[layout.size()]];
      run = new long[boot.length];
    }
    long[] counters = read(data);
    used = true;
    for (int i = 0; i < counters.length; i++) {
      boot[i] += counters[i];
    }
    return counters;
  }

  /** An instance is over: adds what it has counted since it booted. */
  public synchronized void ended(ByteBuffer data, long[] before) {
    long[] counters = read(data);
    for (int i = 0; i < counters.length; i++) {
      run[i] += counters[i] - before[i];
    }
  }

  private long[] read(ByteBuffer data) {
    long[] counters = new long[boot.length];
    for (int i = 0; i < layout.size(); i++) {
      CounterLayout.Item item = layout.get(i);
      data.slice(item.offset(), 8 * item.count())
          .order(data.order())
          .asLongBuffer()
          .get(counters, first[i], item.count());
    }
    return counters;
  }

  /** Whether instances have counted since this was {@link #reset}. */
  public synchronized boolean used() {
    return used;
  }

  /** Starts again from 0. */
  public synchronized void reset() {
    if (used) {
      Arrays.fill(boot, 0);
      Arrays.fill(run, 0);
      used = false;
    }
  }

  /** Is told how often blocks of a function were executed. */
  @FunctionalInterface
  public interface Sink {
    /** Block 0 is the function's entry. */
    void add(FunctionNotes function, long[] blocks);
  }

  /**
   * Tells of all functions that were executed.
   *
   * @param whileBooting of the boot, and otherwise of what came after it
   */
  public synchronized void each(boolean whileBooting, Sink sink) {
    long[] counters = whileBooting ? boot : run;
    for (int i = 0; used && i < layout.size(); i++) {
      CounterLayout.Item item = layout.get(i);
      boolean any = false;
      for (int c = first[i]; c < first[i + 1] && !any; c++) {
        any = counters[c] != 0;
      }
      FunctionNotes function =
          any ? notes().getOrDefault(item.object(), Map.of()).get(item.id()) : null;
      if (function != null && !function.artificial() && function.counters() == item.count()) {
        sink.add(function, function.solve(counters, first[i]));
      }
    }
  }

  /** All functions with counters, executed or not. */
  public synchronized Collection<FunctionNotes> functions() {
    return notes().values().stream()
        .flatMap(object -> object.values().stream())
        .filter(function -> !function.artificial())
        .toList();
  }

  private Map<String, Map<Integer, FunctionNotes>> notes() {
    if (notes == null) {
      Path top = directory.resolve(NotesFile.DIRECTORY);
      Map<String, Map<Integer, FunctionNotes>> all = new TreeMap<>();
      try (Stream<Path> walk = Files.walk(top)) {
        for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
          Map<Integer, FunctionNotes> object = new TreeMap<>();
          NotesFile.read(file).forEach(function -> object.put(function.id(), function));
          all.put(top.relativize(file).toString().replaceFirst("\\.gcno$", ""), object);
        }
      } catch (IOException e) {
        throw new LibosException("cannot read the compiler's notes: " + e.getMessage(), e);
      }
      notes = all;
    }
    return notes;
  }
}
