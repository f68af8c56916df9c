package io.lockstep.libos.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what kbuild prints: one line such as {@code "  CC      net/ipv4/tcp.o"} per file. */
final class MakeOutput {
  private static final Pattern STEP = Pattern.compile("^ {2}([A-Z][A-Z0-9_+]*(?: \\[M\\])?) +(\\S+)");
  private static final Pattern ERROR =
      Pattern.compile("(?i)\\b(fatal )?error\\b|undefined reference|No such file|\\*\\*\\*|cannot");
  private static final int KEPT = 40;
  private static final int MOST = 2000;

  private final Deque<String> last = new ArrayDeque<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> all = new ArrayList<>();
  private int steps;

  /** Takes one line; returns what was made, or null if the line says something else. */
  String take(String line) {
    Matcher step = STEP.matcher(line);
    if (step.find()) {
      if (step.group(1).equals("SYNC") || step.group(1).equals("CALL")) {
        return null;
      }
      steps++;
      return step.group(2);
    }
    if (!line.isBlank()) {
      if (all.size() < MOST) {
        all.add(line);
      }
      if (last.size() == KEPT) {
        last.removeFirst();
      }
      last.addLast(line);
      if (errors.size() < KEPT && ERROR.matcher(line).find()) {
        errors.add(line);
      }
    }
    return null;
  }

  int steps() {
    return steps;
  }

  /** Everything but the steps, up to a limit. */
  List<String> all() {
    return List.copyOf(all);
  }

  /** The lines that most likely say why make failed. */
  List<String> failure() {
    List<String> lines = errors.isEmpty() ? new ArrayList<>(last) : errors;
    return List.copyOf(lines.subList(0, Math.min(lines.size(), 20)));
  }
}
