package io.lockstep.libos.build;

import io.lockstep.libos.LibosException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The architecture port that is laid over a kernel tree. It lives in the checkout, and as a zip
 * file inside the jar.
 *
 * @param files content by name relative to the top of the kernel tree
 */
public record Overlay(SortedMap<String, byte[]> files) {
  static final String RESOURCE = "kernel-overlay.zip";
  private static final String CONFIGS = "arch/libos/configs/";
  private static final String CONTRACT = "arch/libos/include/uapi/asm/libos";

  /** Reads {@code arch/**} below a directory. */
  public static Overlay ofDirectory(Path directory) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(directory.resolve("arch"))) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String base = file.getFileName().toString();
        if (!base.startsWith(".") && !base.endsWith("~")) {
          files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return new Overlay(Collections.unmodifiableSortedMap(files));
  }

  /** The overlay inside the jar. */
  public static Overlay bundled() {
    try (InputStream in = Overlay.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new LibosException(
            "This Lockstep was packaged without the kernel port (" + RESOURCE + " is missing).");
      }
      return ofZip(in);
    } catch (IOException e) {
      throw new LibosException("The kernel port inside the jar cannot be read: " + e, e);
    }
  }

  static Overlay ofZip(InputStream in) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      files.put(entry.getName(), zip.readAllBytes());
    }
    return new Overlay(Collections.unmodifiableSortedMap(files));
  }

  /** The same files always give the same bytes. */
  byte[] toZip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Hash of all names and contents. */
  public String hash() {
    return hash("");
  }

  /**
   * Hash of the headers that describe what passes between host and kernel. An image with another
   * contract than this Lockstep's cannot be used by it.
   */
  public String contract() {
    return hash(CONTRACT);
  }

  private String hash(String prefix) {
    ContentHash hash = new ContentHash();
    files.forEach(
        (name, content) -> {
          if (name.startsWith(prefix)) {
            hash.add(name).add(content);
          }
        });
    return hash.hex();
  }

  /** The configuration fragments, in the order of their names. */
  List<byte[]> configFragments() {
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith(CONFIGS) && file.getKey().endsWith(".config"))
        .map(file -> file.getValue())
        .toList();
  }
}
