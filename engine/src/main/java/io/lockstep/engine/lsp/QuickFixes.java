package io.lockstep.engine.lsp;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;

/** Turns {@code did you mean 'x'?} into an edit. */
final class QuickFixes {
  private static final Pattern SUGGESTION = Pattern.compile("did you mean '([^'\\n]+)'\\?");
  private static final Pattern QUOTED = Pattern.compile("'([^'\\n]+)'");

  private QuickFixes() {}

  static ImmutableList<CodeAction> of(String uri, SourceFile file, List<Diagnostic> diagnostics) {
    List<CodeAction> actions = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      String message = Strings.nullToEmpty(diagnostic.getMessage());
      Matcher matcher = SUGGESTION.matcher(message);
      if (!Reports.SOURCE.equals(diagnostic.getSource()) || !matcher.find()) {
        continue;
      }
      String better = matcher.group(1);
      int start = file.lines().offset(diagnostic.getRange().getStart());
      int end = file.lines().offset(diagnostic.getRange().getEnd());
      String written = file.text().substring(start, Math.max(start, end));
      String wrong = wrong(message.substring(0, matcher.start()), written);
      int at = written.indexOf(wrong);
      TextEdit edit =
          new TextEdit(
              file.lines().range(start + at, start + at + wrong.length()), better);
      CodeAction action = new CodeAction("Replace '" + wrong + "' by '" + better + "'");
      action.setKind(CodeActionKind.QuickFix);
      action.setDiagnostics(ImmutableList.of(diagnostic));
      action.setIsPreferred(true);
      action.setEdit(new WorkspaceEdit(ImmutableMap.of(uri, ImmutableList.of(edit))));
      actions.add(action);
    }
    return ImmutableList.copyOf(actions);
  }

  /** The part of what was written that the message calls wrong; all of it if none is named. */
  private static String wrong(String message, String written) {
    Matcher matcher = QUOTED.matcher(message);
    while (matcher.find()) {
      if (written.contains(matcher.group(1))) {
        return matcher.group(1);
      }
    }
    return written;
  }
}
