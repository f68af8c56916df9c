package io.lockstep.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a document goes: into a file, or to standard output. */
final class Output {
  private Output() {}

  /**
   * Writes it.
   *
   * @param file or null for standard output
   * @throws Refusal if the file cannot be written
   */
  static void write(String document, Path file, PrintWriter standard) {
    if (file == null) {
      standard.print(document);
      standard.flush();
      return;
    }
    write(document.getBytes(StandardCharsets.UTF_8), file);
  }

  /** Writes a file. */
  static void write(byte[] document, Path file) {
    try {
      Files.write(file, document);
    } catch (IOException e) {
      throw new Refusal("Cannot write " + file + ": " + reason(file, e) + ".");
    }
  }

  private static String reason(Path file, IOException cause) {
    if (Files.isDirectory(file)) {
      return "it is a directory";
    } else if (cause instanceof NoSuchFileException) {
      return "there is no such directory";
    } else if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    return String.valueOf(cause.getMessage());
  }
}
