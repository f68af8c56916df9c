package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Scenarios;
import org.eclipse.lsp4j.TextEdit;

/** The canonical layout, as an edit of the lines that differ. */
final class Formatting {
  private Formatting() {}

  /** No edit if there is nothing to change, or something that was not understood. */
  static ImmutableList<TextEdit> of(SourceFile file) {
    if (file.isYaml() || !file.parsed().isValid()) {
      return ImmutableList.of();
    }
    String before = file.text();
    String after = Scenarios.format(file.tree().orElseThrow());
    return LineDifference.edits(file.lines(), before, after);
  }
}
