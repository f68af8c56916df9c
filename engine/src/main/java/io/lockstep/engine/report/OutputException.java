package io.lockstep.engine.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Results cannot be written. The message is one sentence for users. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean usersChoice;

  private OutputException(String message, boolean usersChoice, Throwable cause) {
    super(message, cause);
    this.usersChoice = usersChoice;
  }

  /** The directory the user asked for cannot be used. */
  public static OutputException refused(String message) {
    return new OutputException(message, true, null);
  }

  /** The output directory cannot be made or written to. */
  static OutputException unwritable(Path directory, IOException cause) {
    return new OutputException(
        "Cannot write to the output directory " + directory + ": " + reason(cause) + ".",
        !isFull(cause),
        cause);
  }

  /** Writing a result failed in the middle. */
  public static OutputException failed(Path file, IOException cause) {
    return new OutputException(
        isFull(cause)
            ? "The disk is full: cannot write " + file + "; the results are incomplete."
            : "Cannot write " + file + ": " + reason(cause) + "; the results are incomplete.",
        false,
        cause);
  }

  /** True if another choice of the directory helps, false for a failure on the way. */
  public boolean isUsersChoice() {
    return usersChoice;
  }

  private static boolean isFull(IOException cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("quota exceeded")
        || message.contains("file too large");
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    } else if (cause instanceof FileAlreadyExistsException
        || cause instanceof NotDirectoryException) {
      return "there is a file of that name";
    } else if (cause instanceof NoSuchFileException) {
      return "no such directory";
    } else if (cause instanceof FileSystemException fs && fs.getReason() != null) {
      return fs.getReason();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
