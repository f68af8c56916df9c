package io.lockstep.libos.build;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a user built a kernel from, in the user's words. It does not decide about the image, so two
 * names of one image may differ in it.
 *
 * @param origin how the source was named: a directory, a tarball, {@code debian:6.12}
 * @param describe what {@code git describe} says about the source, with {@code -dirty} if files
 *     differ from the commit; empty if it is not a git checkout
 * @param patches in the order in which they were applied
 * @param fragments configuration fragments, in order
 */
public record Provenance(
    String origin, String describe, List<Part> patches, List<Part> fragments) {

  /**
   * A file that was given.
   *
   * @param name base name
   * @param sha256 hash of its content
   */
  public record Part(String name, String sha256) {
    static List<Part> of(List<Path> files) throws IOException {
      List<Part> parts = new ArrayList<>();
      for (Path file : files) {
        parts.add(new Part(file.getFileName().toString(), ContentHash.ofFile(file)));
      }
      return parts;
    }
  }

  public Provenance {
    patches = List.copyOf(patches);
    fragments = List.copyOf(fragments);
  }

  /** Of a source without git, patches and fragments. */
  static Provenance plain(String origin) {
    return new Provenance(origin, "", List.of(), List.of());
  }

  /** Writes it to a file that {@link #read(Path)} reads. */
  public void write(Path file) throws IOException {
    Cache.writeWhole(file, toText().getBytes(StandardCharsets.UTF_8));
  }

  /** What was written; nothing if the file is not there or cannot be read. */
  public static Optional<Provenance> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      Properties properties = new Properties();
      properties.load(reader);
      return Optional.of(read(properties));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  String toText() {
    StringBuilder text = new StringBuilder(line("origin", origin));
    if (!describe.isEmpty()) {
      text.append(line("describe", describe));
    }
    parts(text, "patch", patches);
    parts(text, "fragment", fragments);
    return text.toString();
  }

  private static void parts(StringBuilder text, String key, List<Part> parts) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      text.append(line(key + "." + (i + 1), part.sha256() + " " + part.name()));
    }
  }

  static String line(String key, String value) {
    return key + "=" + value.replace("\\", "\\\\").replace("\n", "\\n") + "\n";
  }

  static Provenance read(Properties properties) {
    return new Provenance(
        properties.getProperty("origin", ""),
        properties.getProperty("describe", ""),
        parts(properties, "patch"),
        parts(properties, "fragment"));
  }

  private static List<Part> parts(Properties properties, String key) {
    List<Part> parts = new ArrayList<>();
    for (int i = 1; ; i++) {
      String value = properties.getProperty(key + "." + i);
      if (value == null) {
        return parts;
      }
      int space = value.indexOf(' ');
      parts.add(new Part(value.substring(space + 1), value.substring(0, Math.max(space, 0))));
    }
  }
}
