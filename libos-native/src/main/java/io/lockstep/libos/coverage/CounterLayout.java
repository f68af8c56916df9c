package io.lockstep.libos.coverage;

import io.lockstep.libos.LibosException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an image's counters lie: the same place in the data of all its instances. Found by following
 * the list of {@code struct gcov_info} that constructors have made at boot, whose layout is in the
 * kernel's {@code kernel/gcov/gcc_4_7.c}.
 */
final class CounterLayout {
  private static final int NEXT = 8;
  private static final int NAME = 24;
  private static final int MERGE = 32;
  private static final int MOST_FILES = 100_000;

  /**
   * The counters of a function.
   *
   * @param object the object file without its ending, relative to the top of the build
   * @param id of the function, as in the notes
   * @param offset of the first counter in the data, bytes from its start
   * @param count of 64-bit counters
   */
  record Item(String object, int id, int offset, int count) {}

  private CounterLayout() {}

  /**
   * Reads it from an instance that has booted.
   *
   * @param data of the instance, from its first byte
   * @param start address of that byte
   * @param head address of the variable {@code gcov_info_head}
   */
  static List<Item> read(ByteBuffer data, long start, long head) {
    List<Item> items = new ArrayList<>();
    long info = data.getLong(at(data, start, head));
    for (int files = 0; info != 0; files++) {
      if (files == MOST_FILES) {
        throw new LibosException("the kernel's list of counters does not end");
      }
      int from = at(data, start, info);
      int major = NotesFile.major(data.getInt(from));
      if (major < 10 || major > 99) {
        throw new LibosException(
            "the kernel's counters were compiled by a gcc of unknown version (" + major + ")");
      }
      String object = object(text(data, at(data, start, data.getLong(from + NAME))));
      int functions = from + MERGE + 8 * kinds(major);
      int count = data.getInt(functions);
      int table = at(data, start, data.getLong(functions + 8));
      for (int i = 0; i < count; i++) {
        long function = data.getLong(table + 8 * i);
        if (function != 0) {
          int f = at(data, start, function);
          // Another object file's copy of an inline function was linked.
          if (data.getLong(f) == info) {
            int n = data.getInt(f + 24);
            items.add(
                new Item(
                    object, data.getInt(f + 8), at(data, start, data.getLong(f + 32)), n));
          }
        }
      }
      info = data.getLong(from + NEXT);
    }
    return items;
  }

  /** How many kinds of counters that gcc has: GCOV_COUNTERS. */
  private static int kinds(int major) {
    return major >= 15 ? 10 : major == 14 ? 9 : 8;
  }

  private static int at(ByteBuffer data, long start, long address) {
    long offset = address - start;
    if (offset < 0 || offset + 8 > data.capacity()) {
      throw new LibosException("the kernel's list of counters points out of its data");
    }
    return (int) offset;
  }

  private static String text(ByteBuffer data, int at) {
    int end = at;
    while (data.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - at];
    data.get(at, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String object(String name) {
    int top = name.lastIndexOf("/objects/");
    String below = top < 0 ? name : name.substring(top + "/objects/".length());
    return below.replaceFirst("\\.gcda$", "");
  }
}
