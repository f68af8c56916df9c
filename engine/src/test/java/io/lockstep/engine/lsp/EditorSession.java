package io.lockstep.engine.lsp;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each open an editor in a folder of its own, with a text that is no file. */
abstract class EditorSession {
  static final String URI = "untitled:one.scn";
  static final TextDocumentIdentifier TEXT = new TextDocumentIdentifier(URI);

  @TempDir Path folder;
  Editor editor;

  @BeforeEach
  void open() throws IOException {
    editor = new Editor(folder);
  }

  @AfterEach
  void close() throws IOException {
    editor.close();
  }
}
