package io.lockstep.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Who runs the tests, and how to become somebody who may do less. */
final class Users {
  /** Before a command: runs it without any rights. */
  static final String[] NOBODY = {
    "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"
  };

  private Users() {}

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Whether a file system can be mounted, in a mount namespace that vanishes with its process. */
  static boolean canMount(Path where) throws IOException {
    Process process =
        new ProcessBuilder(
                "unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs",
                where.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy of the jar that everybody can read. */
  static Path readableJar(Path directory) throws IOException {
    Path copy = directory.resolve("lockstep.jar");
    Files.copy(Program.JAR, copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r--r--r--"));
    return copy;
  }
}
