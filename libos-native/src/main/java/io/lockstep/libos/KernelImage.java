package io.lockstep.libos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A kernel build that can be instantiated. Its text is mapped once per process, at an address that
 * follows from its contents, and stays mapped until the process ends.
 */
public final class KernelImage {
  private static final String BANNER = "Linux version ";

  private final Path path;
  private final long handle;
  private final String release;

  private KernelImage(Path path, long handle, String release) {
    this.path = path;
    this.handle = handle;
    this.release = release;
  }

  /**
   * Maps an image.
   *
   * @throws LibosException if it cannot be read or is no LibOS image with shared text
   */
  public static KernelImage load(Path image) {
    long handle = Native.check(Native.lk_image_open(image.toAbsolutePath().toString()));
    return new KernelImage(image, handle, findRelease(image));
  }

  /** The kernel release, as {@code uname -r} prints it: {@code 6.12.117}. */
  public String release() {
    return release;
  }

  public Path path() {
    return path;
  }

  /** Where its text is mapped: address minus link address. */
  public long text() {
    return Native.lk_image_text(handle);
  }

  long handle() {
    return handle;
  }

  /** Finds the kernel's banner; its number follows at once. */
  private static String findRelease(Path image) {
    String text;
    try {
      text = new String(Files.readAllBytes(image), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new LibosException("cannot read " + image + ": " + e.getMessage(), e);
    }
    for (int at = 0; (at = text.indexOf(BANNER, at)) >= 0; ) {
      at += BANNER.length();
      if (Character.isDigit(text.charAt(at))) {
        return text.substring(at, text.indexOf(' ', at));
      }
    }
    return "unknown";
  }
}
