package io.lockstep.libos.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lockstep.libos.image.ImageProblem.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSharingTest {
  private static final String REFERENCES =
      """
        movq small(%rip), %rax
        leaq big+8(%rip), %rcx
        movl $7, small(%rip)
        cmpb $3, small+1(%rip)
        movw $258, big(%rip)
        movups small(%rip), %xmm0
        call *pointer(%rip)
        leaq work(%rip), %rdx
        leaq 1f(%rip), %rdx
        call work
      1:
      """;

  private static final String POINTERS =
      """
      .data
      pointer: .quad work
      .quad small
      .long small - .
      """;

  @TempDir private Path directory;
  private Path out;

  @BeforeEach
  void setUp() {
    out = directory.resolve("shared.so");
  }

  private SharingReport rewrite(Path image) throws Exception {
    return TextSharing.rewrite(image, out);
  }

  private ImageRefusedException refused(Path image) {
    ImageRefusedException e =
        catchThrowableOfType(ImageRefusedException.class, () -> TextSharing.rewrite(image, out));
    assertThat(e).isNotNull();
    assertThat(out).doesNotExist();
    return e;
  }

  @Test
  void redirectsReferencesToDataOnly() throws Exception {
    Path image = new TestImage(directory).link(REFERENCES, POINTERS);
    SharingReport report = rewrite(image);
    assertThat(report.dataReferences()).isEqualTo(7);
    assertThat(report.textReferences()).isEqualTo(2);
    assertThat(report.relativeToText()).isEqualTo(1);
    assertThat(report.relativeToData()).isEqualTo(1);
    assertThat(report.rbxWriters()).containsExactly("libos_entry");
    assertThat(report.bytes()).isEqualTo(Files.size(out));

    SharingReport check = ImageCheck.verify(out);
    assertThat(check.dataReferences()).isEqualTo(7);
    assertThat(check.textReferences()).isEqualTo(2);
    assertThat(check.rbxWriters()).containsExactly("libos_entry");
  }

  @Test
  void usesLinkAddressesAsDisplacements() throws Exception {
    Path path = new TestImage(directory).link("movl $7, big+16(%rip)", "");
    rewrite(path);
    ElfImage image = ElfImage.read(path, new Problems(path));
    ElfImage shared = ElfImage.read(out, new Problems(out));
    long work = value(image, "work");
    int at = shared.offsetOf(work);
    assertThat(shared.bytes()[at]).isEqualTo((byte) 0xC7);
    assertThat(shared.bytes()[at + 1]).isEqualTo((byte) 0x83);
    assertThat(shared.file().getInt(at + 2)).isEqualTo((int) value(image, "big") + 16);
    assertThat(shared.file().getInt(at + 6)).isEqualTo(7);
  }

  private static long value(ElfImage image, String symbol) {
    return image.symbols().stream().filter(s -> s.name().equals(symbol)).findFirst().get().value();
  }

  @ParameterizedTest
  @EnumSource(KeptSymbols.class)
  void keepsTheSymbolsAskedFor(KeptSymbols kept) throws Exception {
    Path path = new TestImage(directory).link(REFERENCES, POINTERS);
    TextSharing.rewrite(path, out, TextSharing.RBX_WRITERS, kept);
    assertThat(ImageCheck.verify(out).dataReferences()).isEqualTo(7);
    ElfImage shared = ElfImage.read(out, new Problems(out));
    List<String> names = shared.symbols().stream().map(ElfSymbol::name).toList();
    assertThat(names.contains("work")).isEqualTo(kept != KeptSymbols.NONE);
    assertThat(names.contains("small")).isEqualTo(kept == KeptSymbols.ALL);
    assertThat(shared.sections()).noneMatch(s -> s.name().startsWith(".rela.text"));
  }

  @Test
  void isTheSameBytesEachTime() throws Exception {
    Path path = new TestImage(directory).link(REFERENCES, POINTERS);
    rewrite(path);
    byte[] first = Files.readAllBytes(out);
    rewrite(path);
    assertThat(Files.readAllBytes(out)).isEqualTo(first);
  }

  @Test
  void acceptsALoadFromTheOffsetTable() throws Exception {
    Path path =
        new TestImage(directory).link("subq small@GOTPCREL(%rip), %rax", ".weak small");
    SharingReport report = rewrite(path);
    assertThat(report.dataReferences()).isEqualTo(1);
    assertThat(report.kinds()).containsKey("R_X86_64_REX_GOTPCRELX load from the offset table");
    ImageCheck.verify(out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"movq", "subq"})
  void acceptsWeakSymbolsThatNobodyDefines(String instruction) throws Exception {
    Path path =
        new TestImage(directory)
            .link(
                instruction + " absent@GOTPCREL(%rip), %rax",
                ".weak absent; .hidden absent; .data; .quad absent");
    rewrite(path);
    ImageCheck.verify(out);
  }

  @Test
  void acceptsALoadThatTheLinkerMadeALea() throws Exception {
    Path path = new TestImage(directory).link("movq small@GOTPCREL(%rip), %rax", "");
    assertThat(rewrite(path).dataReferences()).isEqualTo(1);
    ImageCheck.verify(out);
  }

  @Test
  void decidesByTheSymbolsSectionAtTheBorder() throws Exception {
    Path path =
        new TestImage(directory).withFullText().link("leaq text_end(%rip), %rax", "");
    SharingReport report = rewrite(path);
    assertThat(report.textReferences()).isEqualTo(1);
    assertThat(report.dataReferences()).isZero();
    ImageCheck.verify(out);
  }

  @Test
  void refusesAPointerToTheEndOfTextThatTheLoaderWouldTakeForData() throws Exception {
    Path path = new TestImage(directory).withFullText().link("", ".data\n.quad text_end");
    ImageRefusedException e = refused(path);
    assertThat(e.problems()).extracting(ImageProblem::kind).containsOnly(Kind.RELOCATION_REFUSED);
    assertThat(e).hasMessageContaining("R_X86_64_64 to text_end: belongs to text");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "movq %rax, %rbx              | RBX_WRITE           | changes rbx",
        "cpuid                        | RBX_WRITE           | changes rbx",
        "popq %rbx                    | RBX_WRITE           | work: changes rbx",
        "movq 8(%rbx), %rax           | RBX_ADDRESS         | addresses memory by rbx",
        "rdtsc                        | FORBIDDEN_CODE      | privileged or machine-dependent",
        "movq %fs:40, %rax            | FORBIDDEN_CODE      | segment override",
        ".byte 6                      | UNKNOWN_CODE        | unknown opcode: 06",
        "movabs $small, %rax          | RELOCATION_REFUSED  | R_X86_64_64 to small",
        ".byte 0x48, 0x8d, 5; .long 0x100000      | DATA_REFERENCE | without relocation",
        ".byte 0xeb, 0xff, 0xc0       | BRANCH_TARGET       | where no instruction begins",
        ".byte 0xb8; hidden_label: .long 0x90909090 | UNKNOWN_CODE | runs over its end",
        "nop; jmp small               | RELOCATION_REFUSED  | branch to a symbol that is not text",
        "nop; .byte 0xb8; .long small - .  | RELOCATION_REFUSED | an address that moves",
        "nop; .byte 0x90, 0xb8; .reloc ., R_X86_64_PC32, small; .byte 0,0,0,0,0xb8,0,0,0,0;"
            + ".reloc .-3, R_X86_64_PC32, small | RELOCATION_MISMATCH | does not lie on a field",
      })
  void refusesCode(String body, Kind kind, String text) throws Exception {
    ImageRefusedException e = refused(new TestImage(directory).link(body, ""));
    assertThat(e.problems()).extracting(ImageProblem::kind).contains(kind);
    assertThat(e).hasMessageContaining(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        ".data; .long work - .        | RELOCATION_REFUSED  | a distance from data to text",
        ".section .init_array, \"aw\"; .quad work | DYNAMIC | constructors",
        ".data; .globl outside; .quad outside | DYNAMIC     | only R_X86_64_RELATIVE",
      })
  void refusesData(String more, Kind kind, String text) throws Exception {
    ImageRefusedException e = refused(new TestImage(directory).link("", more));
    assertThat(e.problems()).extracting(ImageProblem::kind).contains(kind);
    assertThat(e).hasMessageContaining(text);
  }

  @Test
  void letsOnlyNamedFunctionsLoadRbx() throws Exception {
    Path path = new TestImage(directory).link("popq %rbx", "");
    Set<String> names = Set.of("libos_entry", "work");
    TextSharing.rewrite(path, out, names, KeptSymbols.NONE);
    assertThat(ImageCheck.verify(out, names).rbxWriters()).containsExactly("libos_entry", "work");
    assertThatThrownBy(() -> ImageCheck.verify(out))
        .isInstanceOf(ImageRefusedException.class)
        .hasMessageContaining("the image lets work load rbx");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xorl %ebx, %ebx                    | only by a 64-bit mov or pop",
        "popq %rbx; movq small(%rip), %rax  | loads rbx and refers to data",
      })
  void refusesDoubtfulLoadsOfRbx(String body, String text) throws Exception {
    Path path = new TestImage(directory).link(body, "");
    assertThatThrownBy(
            () -> TextSharing.rewrite(path, out, Set.of("libos_entry", "work"), KeptSymbols.NONE))
        .isInstanceOf(ImageRefusedException.class)
        .hasMessageContaining(text);
  }

  @Test
  void refusesAnImageWithoutRelocations() throws Exception {
    assertThat(refused(new TestImage(directory).withoutRelocations().link(REFERENCES, POINTERS)))
        .hasMessageContaining("link with --emit-relocs");
  }

  @Test
  void refusesSegmentsThatShareAPage() throws Exception {
    assertThat(refused(new TestImage(directory).withDataInTextPage().link(REFERENCES, POINTERS)))
        .hasMessageContaining("must not share a page");
  }

  @Test
  void refusesToRewriteTwice() throws Exception {
    rewrite(new TestImage(directory).link(REFERENCES, POINTERS));
    assertThatThrownBy(() -> TextSharing.rewrite(out, directory.resolve("again.so")))
        .isInstanceOf(ImageRefusedException.class)
        .hasMessageContaining("shareable already");
  }

  @Test
  void refusesWhatIsNoImage() throws Exception {
    Path path = directory.resolve("x");
    Files.writeString(path, "no image");
    assertThat(refused(path)).hasMessageContaining("not a little-endian ELF64 file");
  }

  @Test
  void survivesTruncationAnywhere() throws Exception {
    Path path = new TestImage(directory).link(REFERENCES, POINTERS);
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length += 97) {
      Path part = directory.resolve("part");
      Files.write(part, Arrays.copyOf(whole, length));
      refused(part);
    }
  }

  @Test
  void survivesDamageAnywhere() throws Exception {
    byte[] whole = Files.readAllBytes(new TestImage(directory).link(REFERENCES, POINTERS));
    Random random = new Random(1);
    Path damaged = directory.resolve("damaged");
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = whole.clone();
      int headers = random.nextBoolean() ? 1024 : bytes.length;
      bytes[random.nextInt(headers)] = (byte) random.nextInt();
      bytes[bytes.length - 1 - random.nextInt(2048)] = (byte) random.nextInt();
      Files.write(damaged, bytes);
      try {
        rewrite(damaged);
        ImageCheck.verify(out);
      } catch (ImageRefusedException e) {
        assertThat(e.problems()).isNotEmpty();
      }
    }
  }

  @Test
  void checkFindsAReferenceThatWasNotRewritten() throws Exception {
    rewrite(new TestImage(directory).link("movq small(%rip), %rax", ""));
    ElfImage shared = ElfImage.read(out, new Problems(out));
    int at = shared.offsetOf(value(shared, "work"));
    byte[] bytes = Files.readAllBytes(out);
    bytes[at + 2] = 0x05; // back to rip-relative
    Files.write(out, bytes);
    assertThatThrownBy(() -> ImageCheck.verify(out))
        .isInstanceOf(ImageRefusedException.class)
        .hasMessageContaining("outside of the text");
  }

  @Test
  void checkRefusesAnImageThatWasNotRewritten() throws Exception {
    Path path = new TestImage(directory).link(REFERENCES, POINTERS);
    assertThatThrownBy(() -> ImageCheck.verify(path))
        .isInstanceOf(ImageRefusedException.class)
        .hasMessageContaining("was not made shareable");
  }
}
