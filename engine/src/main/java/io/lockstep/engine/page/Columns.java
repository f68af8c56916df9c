package io.lockstep.engine.page;

import io.lockstep.engine.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Columns of numbers in little room, for a script to read ({@code data.js}): one after the other,
 * together compressed by gzip (RFC 1952), in base64. Whole numbers are differences to the one before
 * in zigzag variable-length code (as in Protocol Buffers); others are doubles, first all their first
 * bytes, then all their second ones.
 */
final class Columns {
  private static final double MOST_EXACT = 9007199254740992.0;

  private record Column(char kind, int start, int end, int count) {}

  private byte[] bytes = new byte[1 << 12];
  private int size;
  private final List<Column> columns = new ArrayList<>();

  /** Gives the number at an index. */
  interface Numbers {
    long at(int index);
  }

  /** Gives the number at an index. */
  interface Reals {
    double at(int index);
  }

  /** Adds whole numbers below 2^53; returns the number of the column. */
  int add(int count, Numbers numbers) {
    int start = size;
    long before = 0;
    for (int i = 0; i < count; i++) {
      long now = numbers.at(i);
      variable(now - before);
      before = now;
    }
    return end('i', start, count);
  }

  private void variable(long difference) {
    long rest = difference << 1 ^ difference >> 63;
    while (rest >= 0x80 || rest < 0) {
      write((int) (rest | 0x80));
      rest >>>= 7;
    }
    write((int) rest);
  }

  private void write(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) value;
  }

  /** Adds numbers of any kind. */
  int addReals(int count, Reals reals) {
    boolean whole = true;
    for (int i = 0; i < count && whole; i++) {
      double value = reals.at(i);
      whole = value == Math.rint(value) && Math.abs(value) < MOST_EXACT;
    }
    if (whole) {
      return add(count, i -> (long) reals.at(i));
    }
    int start = size;
    for (int shift = 56; shift >= 0; shift -= 8) {
      for (int i = 0; i < count; i++) {
        write((int) (Double.doubleToLongBits(reals.at(i)) >>> shift));
      }
    }
    return end('d', start, count);
  }

  /** Adds bytes as they are. */
  int addBytes(byte[] all) {
    int start = size;
    if (size + all.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (size + all.length));
    }
    System.arraycopy(all, 0, bytes, size, all.length);
    size += all.length;
    return end('b', start, all.length);
  }

  private int end(char kind, int start, int count) {
    columns.add(new Column(kind, start, size, count));
    return columns.size() - 1;
  }

  /** For each column its kind, where its bytes start and end, and how many numbers it has. */
  void index(JsonWriter json) {
    json.beginArray();
    for (Column column : columns) {
      json.value(column.kind + " " + column.start + " " + column.end + " " + column.count);
    }
    json.endArray();
  }

  /** All columns. */
  String text() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new Packer(packed)) {
      gzip.write(bytes, 0, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  /** Quick rather than small: a report must not keep anybody waiting. */
  private static final class Packer extends GZIPOutputStream {
    Packer(ByteArrayOutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED + 3);
    }
  }
}
