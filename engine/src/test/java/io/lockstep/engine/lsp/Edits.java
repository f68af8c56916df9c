package io.lockstep.engine.lsp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;

/** Parts of texts, and texts with edits made, as an editor would. */
final class Edits {
  private Edits() {}

  static String text(String source, Range range) {
    LineMap lines = new LineMap(source);
    return source.substring(lines.offset(range.getStart()), lines.offset(range.getEnd()));
  }

  static String apply(String source, List<? extends TextEdit> edits) {
    LineMap lines = new LineMap(source);
    List<TextEdit> last = new ArrayList<>(edits);
    last.sort(Comparator.comparingInt(edit -> -lines.offset(edit.getRange().getStart())));
    StringBuilder text = new StringBuilder(source);
    for (TextEdit edit : last) {
      text.replace(
          lines.offset(edit.getRange().getStart()),
          lines.offset(edit.getRange().getEnd()),
          edit.getNewText());
    }
    return text.toString();
  }
}
