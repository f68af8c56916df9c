package io.lockstep.engine.compare;

import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.packet.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the first event in which two captures differ. */
final class FrameComparison {
  private static final int BEFORE = 3;
  private static final int MOST_FIELDS = 16;

  private FrameComparison() {}

  /** The frames of a run that count, one after the other. */
  private static final class Frames {
    private final CaptureReader capture;

    /** Null if all counts. */
    private final DrawnNumbers drawn;

    /** What happened besides, where frames stand alone. */
    private final List<String> events = new ArrayList<>();

    Frames(CaptureReader capture, boolean exact) {
      this.capture = capture;
      this.drawn = exact ? null : new DrawnNumbers();
    }

    /** Of one moment, those of other netdevs may stand in any order. */
    private final Deque<RecordedFrame> moment = new ArrayDeque<>();

    /** Of the next moment. */
    private RecordedFrame ahead;

    RecordedFrame next() throws IOException {
      if (drawn == null) {
        return capture.next();
      }
      if (moment.isEmpty()) {
        gather();
      }
      return moment.poll();
    }

    private void gather() throws IOException {
      List<RecordedFrame> frames = new ArrayList<>();
      RecordedFrame frame = ahead == null ? counting() : ahead;
      ahead = null;
      while (frame != null && (frames.isEmpty() || frame.timeNs() == frames.get(0).timeNs())) {
        frames.add(frame);
        frame = counting();
      }
      ahead = frame;
      frames.sort(Comparator.comparing(RecordedFrame::netdev));
      moment.addAll(frames);
    }

    private RecordedFrame counting() throws IOException {
      while (true) {
        RecordedFrame frame = capture.next();
        if (frame == null) {
          return null;
        }
        events.addAll(drawn.comments(frame));
        RecordedFrame plain = drawn.without(frame);
        if (plain != null) {
          return plain;
        }
      }
    }
  }

  /**
   * Lines about the first difference; none if there is no difference.
   *
   * @param exact whether numbers that kernels draw at random count
   */
  static List<String> compare(Path first, Path second, boolean exact) throws IOException {
    try (CaptureReader one = new CaptureReader(first);
        CaptureReader other = new CaptureReader(second)) {
      Frames ones = new Frames(one, exact);
      Frames others = new Frames(other, exact);
      List<RecordedFrame> before = new ArrayList<>();
      for (long number = 1; ; number++) {
        RecordedFrame a = ones.next();
        RecordedFrame b = others.next();
        if (a == null && b == null) {
          return events(ones.events, others.events);
        } else if (a == null || b == null || !a.isSame(b)) {
          return explain(number, before, a, b);
        }
        if (before.size() == BEFORE) {
          before.remove(0);
        }
        before.add(a);
      }
    }
  }

  /** What the scenario did, and what was lost, where all frames are the same. */
  private static List<String> events(List<String> first, List<String> second) {
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      String a = i < first.size() ? first.get(i) : "(nothing further)";
      String b = i < second.size() ? second.get(i) : "(nothing further)";
      if (!a.equals(b)) {
        return List.of("first thing besides frames that differs:", "  first  " + a, " second  " + b);
      }
    }
    return List.of();
  }

  private static List<String> explain(
      long number, List<RecordedFrame> before, RecordedFrame a, RecordedFrame b) {
    List<String> lines = new ArrayList<>();
    lines.add("first event that differs: number " + number);
    before.forEach(frame -> lines.add("    both  " + frame.line()));
    lines.add("  first  " + (a == null ? "(no further event)" : a.line()));
    lines.add(" second  " + (b == null ? "(no further event)" : b.line()));
    if (a == null || b == null) {
      return lines;
    }
    if (a.timeNs() != b.timeNs()) {
      long gap = b.timeNs() - a.timeNs();
      lines.add(
          "         the second is " + Quantity.time(Math.abs(gap)) + (gap > 0 ? " later" : " earlier"));
    }
    if (!a.comments().equals(b.comments())) {
      a.comments().forEach(comment -> lines.add("  first  before it: " + comment));
      b.comments().forEach(comment -> lines.add(" second  before it: " + comment));
    }
    if (a.netdev().equals(b.netdev()) && a.sent() == b.sent()) {
      fields(a, b, lines);
    }
    return lines;
  }

  /** The fields that differ, next to each other. */
  private static void fields(RecordedFrame a, RecordedFrame b, List<String> lines) {
    Map<String, String> first = Fields.values(a.view());
    Map<String, String> second = Fields.values(b.view());
    Set<String> names = new LinkedHashSet<>(first.keySet());
    names.addAll(second.keySet());
    int shown = 0;
    for (String name : names) {
      String one = first.getOrDefault(name, "-");
      String other = second.getOrDefault(name, "-");
      if (!one.equals(other) && shown++ < MOST_FIELDS) {
        lines.add("         " + name + "  " + one + " | " + other);
      }
    }
    if (shown == 0 && !Arrays.equals(a.bytes(), b.bytes())) {
      int at = Arrays.mismatch(a.bytes(), b.bytes());
      lines.add("         byte " + at + "  " + hex(a, at) + " | " + hex(b, at));
    }
  }

  private static String hex(RecordedFrame frame, int at) {
    return at < frame.bytes().length ? String.format("0x%02x", frame.bytes()[at]) : "-";
  }
}
