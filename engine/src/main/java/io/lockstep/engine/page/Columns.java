package io.lockstep.engine.page;

import io.lockstep.engine.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
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
    int start = bytes.size();
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
      bytes.write((int) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
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
    int start = bytes.size();
    for (int shift = 56; shift >= 0; shift -= 8) {
      for (int i = 0; i < count; i++) {
        bytes.write((int) (Double.doubleToLongBits(reals.at(i)) >>> shift));
      }
    }
    return end('d', start, count);
  }

  /** Adds bytes as they are. */
  int addBytes(byte[] all) {
    int start = bytes.size();
    bytes.writeBytes(all);
    return end('b', start, all.length);
  }

  private int end(char kind, int start, int count) {
    columns.add(new Column(kind, start, bytes.size(), count));
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
      bytes.writeTo(gzip);
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
