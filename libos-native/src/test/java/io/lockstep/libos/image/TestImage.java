package io.lockstep.libos.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small images linked like a kernel, from assembly. */
final class TestImage {
  private static final String SCRIPT =
      """
      ENTRY(libos_entry)
      PHDRS { text PT_LOAD FLAGS(5); data PT_LOAD FLAGS(6); dynamic PT_DYNAMIC FLAGS(6); }
      SECTIONS {
        . = SIZEOF_HEADERS;
        .hash : { *(.hash) } :text
        .dynsym : { *(.dynsym) }
        .dynstr : { *(.dynstr) }
        .rela.dyn : { *(.rela.dyn .rela.*) }
        . = ALIGN(4096);
        .text : { *(.text) FILL } :text
        DATA_ALIGN
        .dynamic : { *(.dynamic) } :data :dynamic
        .got : { *(.got .got.plt) } :data
        .init_array : { *(.init_array) }
        .data : { *(.data) }
        .bss : { *(.bss) }
        fixed = ABSOLUTE(big);
        /DISCARD/ : { *(.note.*) *(.eh_frame) *(.comment) }
      }
      """;

  private static final String PROLOGUE =
      """
      .globl libos_entry
      .type libos_entry, @function
      libos_entry:
        pushq %rbx
        movq %rsi, %rbx
        call work
        popq %rbx
        ret
      .size libos_entry, . - libos_entry
      .globl work
      .hidden work
      .type work, @function
      work:
      """;

  private static final String EPILOGUE =
      """
        ret
      .size work, . - work
      .data
      .hidden small, big
      .globl small, big
      small: .quad 5
      .bss
      big: .skip 10000
      """;

  private final Path directory;
  private boolean relocations = true;
  private String fill = "";
  private String dataAlign = ". = ALIGN(4096);";

  TestImage(Path directory) {
    this.directory = directory;
  }

  TestImage withoutRelocations() {
    relocations = false;
    return this;
  }

  /** The text ends exactly where the data begins. */
  TestImage withFullText() {
    fill = ". = ALIGN(4096); text_end = .;";
    return this;
  }

  TestImage withDataInTextPage() {
    dataAlign = ". = . + 1;";
    return this;
  }

  /** Links the function {@code work} with {@code body}, and {@code more} behind it. */
  Path link(String body, String more) throws IOException, InterruptedException {
    assumeTrue(run("gcc", "--version") == 0, "needs gcc");
    Path source = directory.resolve("a.S");
    Path script = directory.resolve("a.lds");
    Path image = directory.resolve("a.so");
    Files.writeString(source, ".text\n" + PROLOGUE + body + "\n" + EPILOGUE + more + "\n");
    Files.writeString(script, SCRIPT.replace("FILL", fill).replace("DATA_ALIGN", dataAlign));
    List<String> command =
        new ArrayList<>(
            List.of(
                "gcc", "-nostdlib", "-shared",
                "-Wl,-Bsymbolic,-z,norelro,-z,notext,--hash-style=sysv",
                "-Wl,--build-id=none,-z,max-page-size=4096,--no-warn-rwx-segments",
                "-Wl,-T," + script, "-o", image.toString(), source.toString()));
    if (relocations) {
      command.add("-Wl,--emit-relocs");
    }
    if (run(command.toArray(String[]::new)) != 0) {
      throw new IOException(Files.readString(directory.resolve("gcc.log"), StandardCharsets.UTF_8));
    }
    return image;
  }

  private int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(directory.resolve("gcc.log").toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
