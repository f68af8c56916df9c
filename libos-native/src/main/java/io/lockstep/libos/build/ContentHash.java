package io.lockstep.libos.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over a sequence of fields. Each field is preceded by its length, so that moving a byte
 * from one field to its neighbour gives another hash.
 */
final class ContentHash {
  private final MessageDigest digest = sha256();

  ContentHash add(byte[] field) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(field.length).array());
    digest.update(field);
    return this;
  }

  ContentHash add(String field) {
    return add(field.getBytes(StandardCharsets.UTF_8));
  }

  ContentHash add(long field) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(field).array());
    return this;
  }

  /** Adds the bytes of a file, not its name. */
  ContentHash addFile(Path file) throws IOException {
    return add(ofFile(file));
  }

  /** 64 lower-case hexadecimal digits; ends this hash. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The plain SHA-256 of a file, as {@code sha256sum} prints it. */
  static String ofFile(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
