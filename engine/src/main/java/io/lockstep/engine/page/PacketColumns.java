package io.lockstep.engine.page;

import io.lockstep.engine.json.JsonWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts frames into columns. The bytes of a frame are told by what differs from the frame before of
 * the same direction and kept length; then all first bytes of the frames of a length, all second
 * ones, and so on, so that what stays the same costs next to nothing.
 */
final class PacketColumns {
  private PacketColumns() {}

  static void write(PacketLog log, Columns columns, JsonWriter json) {
    int[] numbers = log.numbers();
    int count = numbers.length;
    json.beginObject();
    json.key("total").value(log.count());
    json.key("first").value(Math.min(count, PacketLog.FIRST));
    json.key("count").value(count);
    json.key("sent").value(columns.add(count, i -> log.sent(numbers[i])));
    json.key("took")
        .value(
            columns.add(
                count,
                i -> log.ended(numbers[i]) < 0 ? -1 : log.ended(numbers[i]) - log.sent(numbers[i])));
    json.key("from").value(columns.add(count, i -> log.from(numbers[i])));
    json.key("to").value(columns.add(count, i -> log.to(numbers[i])));
    json.key("length").value(columns.add(count, i -> log.length(numbers[i])));
    json.key("fate").value(columns.add(count, i -> log.fate(numbers[i])));
    json.key("kept").value(columns.add(count, i -> log.kept(numbers[i])));
    json.key("bytes").value(columns.addBytes(bytes(log, numbers)));
    json.endObject();
  }

  private static byte[] bytes(PacketLog log, int[] numbers) {
    int[] ofLength = new int[PacketLog.SNAP + 1];
    int total = 0;
    for (int number : numbers) {
      ofLength[log.kept(number)]++;
      total += log.kept(number);
    }
    byte[] all = new byte[total];
    Map<Integer, Integer> before = new HashMap<>();
    int[] row = new int[PacketLog.SNAP + 1];
    int[] start = new int[PacketLog.SNAP + 1];
    for (int length = 1; length <= PacketLog.SNAP; length++) {
      start[length] = start[length - 1] + ofLength[length - 1] * (length - 1);
    }
    for (int number : numbers) {
      int length = log.kept(number);
      Integer last = before.put(log.from(number) << 8 | length, number);
      int at = start[length] + row[length]++;
      for (int i = 0; i < length; i++) {
        byte old = last == null ? 0 : log.at(last, i);
        all[at] = (byte) (log.at(number, i) ^ old);
        at += ofLength[length];
      }
    }
    return all;
  }
}
