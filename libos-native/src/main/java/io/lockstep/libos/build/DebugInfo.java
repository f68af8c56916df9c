package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a debugger needs of a linked kernel, beside the image. */
public final class DebugInfo {
  /** Beside the image: an ELF file with the sections' addresses, the symbols and DWARF. */
  public static final String FILE = "vmlinux.debug";

  private DebugInfo() {}

  /** Keeps the debugging sections, without the relocations that the rewriting needed. */
  static void keep(Path linked, Path to) throws IOException {
    List<String> command =
        List.of(
            "objcopy", "--only-keep-debug", "--remove-section=.rela*", linked.toString(),
            to.toString());
    Process process = Command.builder(Path.of("/"), command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (Command.waitFor(process) != 0) {
      throw new IOException("objcopy failed: " + said.strip());
    }
  }
}
