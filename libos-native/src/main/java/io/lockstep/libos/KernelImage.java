package io.lockstep.libos;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel build that can be instantiated. Its text is mapped once per process, at an address that
 * follows from its contents, and stays mapped until the process ends.
 */
public final class KernelImage {
  private static final Pattern BANNER = Pattern.compile("Linux version (\\S+) ");

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

  long handle() {
    return handle;
  }

  private static String findRelease(Path image) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(image))) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      Matcher m = BANNER.matcher(text);
      return m.find() ? m.group(1) : "unknown";
    } catch (IOException e) {
      throw new LibosException("cannot read " + image + ": " + e.getMessage(), e);
    }
  }
}
