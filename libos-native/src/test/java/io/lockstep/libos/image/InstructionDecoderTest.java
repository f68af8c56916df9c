package io.lockstep.libos.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionDecoderTest {
  private static Instruction decode(String hex) throws UnknownInstructionException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", "") + "cccccccccccccccc");
    return new InstructionDecoder(bytes).decode(0, bytes.length);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "c3,                             ret",
    "90,                             nop",
    "f390,                           pause",
    "cc,                             int3",
    "0f0b,                           ud2",
    "f30f1efa,                       endbr64",
    "0f1f440000,                     nopl 0x0(%rax|%rax|1)",
    "662e0f1f840000000000,           cs nopw 0x0(%rax|%rax|1)",
    "66662e0f1f840000000000,         data16 cs nopw",
    "55,                             push %rbp",
    "4157,                           push %r15",
    "6a05,                           push $5",
    "6878563412,                     push $0x12345678",
    "4889e5,                         mov %rsp|%rbp",
    "488b4508,                       mov 8(%rbp)|%rax",
    "488b842480000000,               mov 0x80(%rsp)|%rax",
    "488b04c500000000,               mov 0(|%rax|8)|%rax",
    "488d0578563412,                 lea 0x12345678(%rip)|%rax",
    "48c7057856341201000000,         movq $1|0x12345678(%rip)",
    "66c7057856341201 00,            movw $1|0x12345678(%rip)",
    "803d7856341201,                 cmpb $1|0x12345678(%rip)",
    "48b8efcdab8967452301,           movabs $0x123456789abcdef|%rax",
    "b801000000,                     mov $1|%eax",
    "66b80100,                       mov $1|%ax",
    "f605785634127f,                 testb $0x7f|0x12345678(%rip)",
    "f7c000010000,                   test $0x100|%eax",
    "f7d8,                           neg %eax",
    "69c0e8030000,                   imul $1000|%eax|%eax",
    "66 69c0e803,                    imul $1000|%ax|%ax",
    "486bc064,                       imul $100|%rax|%rax",
    "e800000000,                     call",
    "67e800000000,                   addr32 call",
    "ff1578563412,                   call *0x12345678(%rip)",
    "ffe0,                           jmp *%rax",
    "3effe0,                         notrack jmp *%rax",
    "7405,                           je",
    "0f8400000000,                   je rel32",
    "ebfe,                           jmp",
    "f348ab,                         rep stos",
    "f3a4,                           rep movsb",
    "0f94c0,                         sete %al",
    "480f44c2,                       cmove %rdx|%rax",
    "f04c0fb105785634 12,            lock cmpxchg %r8|0x12345678(%rip)",
    "480fba7d0007,                   btcq $7|0(%rbp)",
    "480fa4d008,                     shld $8|%rdx|%rax",
    "f30fb8c1,                       popcnt %ecx|%eax",
    "0fc8,                           bswap %eax",
    "0f10 05 78563412,               movups 0x12345678(%rip)|%xmm0",
    "f20f5805 78563412,              addsd 0x12345678(%rip)|%xmm0",
    "66480f6ec0,                     movq %rax|%xmm0",
    "660f70c04e,                     pshufd $0x4e|%xmm0|%xmm0",
    "660f73d808,                     psrldq $8|%xmm0",
    "660f3840c1,                     pmulld %xmm1|%xmm0",
    "660f3a0fc108,                   palignr $8|%xmm1|%xmm0",
    "f2480f38f1c1,                   crc32q %rcx|%rax",
    "660f3a44c100,                   pclmullqlqdq %xmm1|%xmm0",
    "d9c0,                           fld %st(0)",
    "dd05 78563412,                  fldl 0x12345678(%rip)",
    "0faee8,                         lfence",
    "0fae1424,                       ldmxcsr (%rsp)",
    "c8100000,                       enter $16|$0",
    "c20800,                         ret $8",
    "c5f877,                         vzeroupper",
    "c5f96f05 78563412,              vmovdqa 0x12345678(%rip)|%xmm0",
    "c4e37d4605 7856341231,          vperm2i128 $0x31|0x12345678(%rip)|%ymm0|%ymm0",
    "c4e2f8f2c1,                     andn %rcx|%rax|%rax",
  })
  void knowsLengths(String hex, String text) throws UnknownInstructionException {
    Instruction i = decode(hex);
    assertThat(i.length()).as(text).isEqualTo(hex.replace(" ", "").length() / 2);
    assertThat(i.forbidden()).isNull();
    assertThat(i.writesRbx()).isFalse();
    assertThat(i.ripRelative()).isEqualTo(text.contains("%rip"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "488d0578563412,         2, 3, -1, 0",
    "48c7057856341201000000, 2, 3,  7, 4",
    "66c70578563412 0100,    2, 3,  7, 2",
    "803d7856341201,         1, 2,  6, 1",
    "f605785634127f,         1, 2,  6, 1",
    "0f1005 78563412,        2, 3, -1, 0",
    "660f3a0f05 78563412 08, 4, 5,  9, 1",
    "c4e37d4605 78563412 31, 4, 5,  9, 1",
  })
  void findsTheFieldsOfARipRelativeOperand(
      String hex, int modrmAt, int dispAt, int immAt, int immSize)
      throws UnknownInstructionException {
    Instruction i = decode(hex);
    assertThat(i.modrmAt()).isEqualTo(modrmAt);
    assertThat(i.dispAt()).isEqualTo(dispAt);
    assertThat(i.dispSize()).isEqualTo(4);
    assertThat(i.immAt()).isEqualTo(immAt);
    assertThat(i.immSize()).isEqualTo(immSize);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "5b,                 pop %rbx",
    "8fc3,               pop %rbx in its long form",
    "4889c3,             mov %rax|%rbx",
    "488b18,             mov (%rax)|%rbx",
    "bb01000000,         mov $1|%ebx",
    "b301,               mov $1|%bl",
    "b701,               mov $1|%bh",
    "88c7,               mov %al|%bh",
    "8a38,               mov (%rax)|%bh",
    "31db,               xor %ebx|%ebx",
    "4883c308,           add $8|%rbx",
    "ffc3,               inc %ebx",
    "f7db,               neg %ebx",
    "93,                 xchg %eax|%ebx",
    "4887d8,             xchg %rbx|%rax",
    "480fc1d8,           xadd %rbx|%rax",
    "0fcb,               bswap %ebx",
    "0f94c3,             sete %bl",
    "480f44d8,           cmove %rax|%rbx",
    "480fb6d8,           movzx %al|%rbx",
    "488d1d78563412,     lea 0x12345678(%rip)|%rbx",
    "66480f7ec3,         movq %xmm0|%rbx",
    "f2480f2cd8,         cvttsd2si %xmm0|%rbx",
    "660fd7d8,           pmovmskb %xmm0|%ebx",
    "c1e304,             shl $4|%ebx",
    "480fbaeb07,         bts $7|%rbx",
    "480fb1cb,           cmpxchg %rcx|%rbx",
    "0fa2,               cpuid",
    "c4e2f8f2d9,         andn %rcx|%rax|%rbx",
    "c4e2e0f3c9,         blsr %rcx|%rbx",
    "c4e2e3f6c1,         mulx %rcx|%rbx|%rax",
  })
  void seesChangesOfRbx(String hex, String text) throws UnknownInstructionException {
    Instruction i = decode(hex);
    assertThat(i.writesRbx()).as(text).isTrue();
    assertThat(i.length()).isEqualTo(hex.length() / 2);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "53,             push %rbx",
    "415b,           pop %r11",
    "4189c3,         mov %eax|%r11d",
    "4883fb08,       cmp $8|%rbx",
    "4885db,         test %rbx|%rbx",
    "48891c24,       mov %rbx|(%rsp)",
    "4088c7,         mov %al|%dil",
    "40b701,         mov $1|%dil",
    "4993,           xchg %rax|%r11",
    "66480f6ec3,     movq %rbx|%xmm0",
    "f30f7ec3,       movq %xmm3|%xmm0",
    "0fc70b,         cmpxchg8b (%rbx)",
  })
  void seesWhatLeavesRbxAlone(String hex, String text) throws UnknownInstructionException {
    assertThat(decode(hex).writesRbx()).as(text).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0f31", "0f01f9", "0fc7f0", "0fc7f8", "0fa2", "0f05", "cd80", "f4", "fa", "fb", "e460",
        "0f20c0", "0f30", "64488b042528000000", "65488b042500000000", "0f01d0", "8ed8", "cf",
      })
  void marksWhatAKernelInAProcessMustNotDo(String hex) throws UnknownInstructionException {
    Instruction i = decode(hex);
    assertThat(i.forbidden()).isNotNull();
    assertThat(i.length()).isEqualTo(hex.length() / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "06", "d6", "82c001", "ea", "9a", "d7", "a0", "0f04", "0f0f", "0fb8c1", "fef0", "fff8",
        "62f17c4828c0", "66e80000", "8dc0", "4048 89c0", "0fba c001", "c6f801", "678d0500000000",
        "0f38ffc0", "0f3affc000",
      })
  void refusesWhatItDoesNotKnow(String hex) {
    assertThatThrownBy(() -> decode(hex)).isInstanceOf(UnknownInstructionException.class);
  }

  @Test
  void refusesInstructionsThatRunOverTheEnd() throws Exception {
    byte[] bytes = HexFormat.of().parseHex("488d0578563412");
    assertThat(new InstructionDecoder(bytes).decode(0, 7).length()).isEqualTo(7);
    for (int end = 1; end < 7; end++) {
      int limit = end;
      assertThatThrownBy(() -> new InstructionDecoder(bytes).decode(0, limit))
          .isInstanceOf(UnknownInstructionException.class);
    }
  }

  @Test
  void refusesMoreThanFifteenBytes() {
    assertThatThrownBy(() -> decode("66".repeat(15) + "90"))
        .isInstanceOf(UnknownInstructionException.class);
  }

  @Test
  void makesTheOperandRelativeToRbx() throws UnknownInstructionException {
    Instruction i = decode("488b1578563412"); // mov 0x12345678(%rip),%rdx
    assertThat(i.modrmByRbx()).isEqualTo((byte) 0x93);
    Instruction changed = decode("488b9378563412");
    assertThat(changed.rbxDisp32()).isTrue();
    assertThat(changed.length()).isEqualTo(i.length());
    assertThat(decode("498b9378563412").rbxDisp32()).isFalse(); // by r11
    assertThat(decode("488b5308").rbxDisp32()).isFalse();
    assertThat(decode("488b9403785634 12").addressesByRbx()).isTrue(); // by rbx+rax
  }
}
