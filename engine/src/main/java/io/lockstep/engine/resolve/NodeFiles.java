package io.lockstep.engine.resolve;

import io.lockstep.engine.model.FileContent;
import io.lockstep.engine.model.NodeFile;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Template;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads {@code file} settings about files that programs see. */
final class NodeFiles {
  private final Context context;

  NodeFiles(Context context) {
    this.context = context;
  }

  /** {@code file "PATH" = "TEXT"} or {@code file "PATH" from "FILE"}. */
  NodeFile file(Setting setting, Scope scope) {
    boolean copied = setting instanceof Setting.FileCopy;
    Template where =
        copied ? ((Setting.FileCopy) setting).path() : ((Setting.FileWrite) setting).path();
    String path = absolute(where, scope);
    if (NodeFile.isKernels(path)) {
      throw Mistake.at(
          where.span(),
          "bad-path",
          "a file of the kernel takes a text, expected 'file \"" + path + "\" = \"…\"' in the block"
              + " of a node");
    }
    FileContent content =
        copied
            ? hostFile(((Setting.FileCopy) setting).from(), scope)
            : FileContent.of(
                context.evaluator().text(((Setting.FileWrite) setting).content(), scope));
    return new NodeFile(path, content, context.sources().of(setting));
  }

  /** A path in a node. */
  String absolute(Template template, Scope scope) {
    String path = context.evaluator().text(template, scope);
    boolean climbs = (path + "/").contains("/../");
    if (!path.startsWith("/") || path.endsWith("/") || path.indexOf('\0') >= 0 || climbs) {
      throw Mistake.at(
          template.span(),
          "bad-path",
          "expected an absolute path such as \"/etc/motd\", found \"" + path + "\"");
    }
    return path;
  }

  /** A file beside that of the scenario. */
  FileContent hostFile(Template template, Scope scope) {
    String text = context.evaluator().text(template, scope);
    Span span = template.span();
    try {
      Path path = Path.of(span.file()).resolveSibling(text);
      if (!text.isEmpty() && Files.isRegularFile(path) && Files.isReadable(path)) {
        return FileContent.copyOf(path.toString());
      }
      throw Mistake.at(
          span,
          "no-file",
          "cannot read '" + text + "', expected a file beside " + Path.of(span.file()).getFileName());
    } catch (InvalidPathException e) {
      throw Mistake.at(span, "no-file", "'" + text + "' is not the path of a file");
    }
  }
}
