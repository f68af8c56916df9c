package io.lockstep.libos.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a kernel build was made of. Holds no time and no machine, so that the same ingredients give
 * the same bytes.
 *
 * @param release what {@code uname -r} prints, such as 6.12.117
 * @param key the SHA-256 of all ingredients
 * @param source hash of the source tree
 * @param overlay hash of the architecture port
 * @param contract hash of the headers that say what passes between host and kernel
 * @param config hash of the resulting configuration
 * @param patches number of patches
 * @param made what it was built from when it was built first
 */
public record Manifest(
    String release,
    String key,
    String source,
    String overlay,
    String contract,
    String config,
    int patches,
    Provenance made) {
  public static final String FILE = "manifest.properties";

  byte[] toBytes() {
    return ("# Ingredients of this kernel build\n"
            + line("release", release)
            + line("key", key)
            + line("source", source)
            + line("overlay", overlay)
            + line("contract", contract)
            + line("config", config)
            + line("patches", Integer.toString(patches))
            + made.toText())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #toBytes} wrote; throws {@link IOException} if anything is missing. */
  public static Manifest read(InputStream in) throws IOException {
    Properties properties = new Properties();
    properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    get(properties, "origin");
    return new Manifest(
        get(properties, "release"),
        get(properties, "key"),
        get(properties, "source"),
        get(properties, "overlay"),
        get(properties, "contract"),
        get(properties, "config"),
        number(properties, "patches"),
        Provenance.read(properties));
  }

  /** How the user named the source, such as {@code debian:6.12}. */
  public String origin() {
    return made.origin();
  }

  /** The same image, built from the same content under other names. */
  public Manifest withMade(Provenance other) {
    return new Manifest(release, key, source, overlay, contract, config, patches, other);
  }

  public static Manifest read(Path directory) throws IOException {
    try (InputStream in = Files.newInputStream(directory.resolve(FILE))) {
      return read(in);
    }
  }

  private static String line(String key, String value) {
    return Provenance.line(key, value);
  }

  private static String get(Properties properties, String key) throws IOException {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IOException("the manifest of a kernel build lacks \"" + key + "\"");
    }
    return value;
  }

  private static int number(Properties properties, String key) throws IOException {
    try {
      return Integer.parseInt(get(properties, key));
    } catch (NumberFormatException e) {
      throw new IOException("the manifest of a kernel build has a bad \"" + key + "\"", e);
    }
  }
}
