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
 * @param origin where the source came from, such as {@code debian:6.12}
 */
public record Manifest(
    String release,
    String key,
    String source,
    String overlay,
    String contract,
    String config,
    int patches,
    String origin) {
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
            + line("origin", origin))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #toBytes} wrote; throws {@link IOException} if anything is missing. */
  public static Manifest read(InputStream in) throws IOException {
    Properties properties = new Properties();
    properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    return new Manifest(
        get(properties, "release"),
        get(properties, "key"),
        get(properties, "source"),
        get(properties, "overlay"),
        get(properties, "contract"),
        get(properties, "config"),
        number(properties, "patches"),
        get(properties, "origin"));
  }

  public static Manifest read(Path directory) throws IOException {
    try (InputStream in = Files.newInputStream(directory.resolve(FILE))) {
      return read(in);
    }
  }

  private static String line(String key, String value) {
    return key + "=" + value.replace("\\", "\\\\").replace("\n", "\\n") + "\n";
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
