package io.lockstep.engine.programs;

import io.lockstep.engine.model.OutputStreams;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a program has written, with the virtual times of the scenario. */
public final class OutputLog {
  /** Bytes that are kept. */
  static final int MOST = 64 << 20;

  /** A piece that was written at once; a null stream stands for a remark about the program. */
  public record Piece(long timeNs, OutputStreams stream, byte[] bytes) {}

  private final List<Piece> pieces = new ArrayList<>();
  private final Map<OutputStreams, ByteArrayOutputStream> bytes =
      new EnumMap<>(OutputStreams.class);
  private final Map<OutputStreams, Long> counts = new EnumMap<>(OutputStreams.class);
  private final Map<OutputStreams, Long> lines = new EnumMap<>(OutputStreams.class);
  private boolean full;

  /** Nothing yet. */
  public OutputLog() {
    for (OutputStreams streams : OutputStreams.values()) {
      bytes.put(streams, new ByteArrayOutputStream());
      counts.put(streams, 0L);
      lines.put(streams, 0L);
    }
  }

  /** The program has written something. */
  public void add(long timeNs, OutputStreams stream, byte[] written) {
    count(stream, written);
    count(OutputStreams.OUTPUT, written);
    if (full) {
      return;
    }
    if (bytes.get(OutputStreams.OUTPUT).size() + written.length > MOST) {
      full = true;
      note(timeNs, "more than 64 MiB of output; what follows is not kept");
      return;
    }
    pieces.add(new Piece(timeNs, stream, written));
    bytes.get(stream).writeBytes(written);
    bytes.get(OutputStreams.OUTPUT).writeBytes(written);
  }

  private void count(OutputStreams streams, byte[] written) {
    long ends = 0;
    for (byte b : written) {
      ends += b == '\n' ? 1 : 0;
    }
    lines.merge(streams, ends, Long::sum);
    counts.merge(streams, (long) written.length, Long::sum);
  }

  /** There is something to say about the program. */
  public void note(long timeNs, String text) {
    pieces.add(new Piece(timeNs, null, (text + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** All pieces, in order. */
  public List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  /** How much was written. */
  public long count(OutputStreams streams) {
    return counts.get(streams);
  }

  /** What was written. */
  public byte[] bytes(OutputStreams streams) {
    return bytes.get(streams).toByteArray();
  }

  /** Likewise; what is no UTF-8 is replaced. */
  public String text(OutputStreams streams) {
    return bytes.get(streams).toString(StandardCharsets.UTF_8);
  }

  /** How many lines; the last one may lack its end. */
  public long lines(OutputStreams streams) {
    String text = text(streams);
    boolean open = !text.isEmpty() && !text.endsWith("\n");
    return lines.get(streams) + (open ? 1 : 0);
  }

  /** Every line with its time and stream: {@code 1.000250000 stdout hello}. */
  public List<String> timedLines() {
    List<String> out = new ArrayList<>();
    Map<OutputStreams, StringBuilder> open = new EnumMap<>(OutputStreams.class);
    Map<OutputStreams, Long> since = new EnumMap<>(OutputStreams.class);
    for (Piece piece : pieces) {
      if (piece.stream() == null) {
        out.add(line(piece.timeNs(), "note", text(piece).strip()));
        continue;
      }
      StringBuilder line = open.computeIfAbsent(piece.stream(), any -> new StringBuilder());
      String[] parts = text(piece).split("\n", -1);
      for (int i = 0; i < parts.length; i++) {
        if (line.length() == 0) {
          since.put(piece.stream(), piece.timeNs());
        }
        line.append(parts[i]);
        if (i + 1 < parts.length) {
          out.add(line(since.get(piece.stream()), piece.stream().word(), line.toString()));
          line.setLength(0);
        }
      }
    }
    open.forEach(
        (stream, line) -> {
          if (line.length() > 0) {
            out.add(line(since.get(stream), stream.word(), line.toString()));
          }
        });
    return out;
  }

  private static String text(Piece piece) {
    return new String(piece.bytes(), StandardCharsets.UTF_8);
  }

  private static String line(long timeNs, String stream, String text) {
    String clean = text.replaceAll("[\\p{Cntrl}&&[^\t]]", "\uFFFD");
    return String.format(
        Locale.ROOT,
        "%d.%09d %s %s",
        timeNs / 1_000_000_000L,
        timeNs % 1_000_000_000L,
        stream,
        clean);
  }
}
