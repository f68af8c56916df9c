package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildAdviceTest {
  @TempDir Path tree;

  private String advice(String line) {
    return advice(line, "");
  }

  private String advice(String line, String others) {
    List<String> lines = line.replace("TREE", tree.toString()).lines().toList();
    return String.join("\n", BuildAdvice.of(lines, tree, symbol -> others));
  }

  @Test
  void aFunctionThatArchitecturesDefine() {
    assertThat(
            advice(
                "ld: vmlinux.o: in function `start_kernel':\n(.init.text+0x5e4): "
                    + "undefined reference to `arch_post_acpi_subsys_init'",
                "arch/um/kernel/x.c"))
        .isEqualTo(
            "start_kernel() needs arch_post_acpi_subsys_init, which nothing in this configuration"
                + " defines. Other architectures define it (arch/um/kernel/x.c), so the port has to"
                + " as well: add it to a file of its topic in"
                + " libos-native/kernel/arch/libos/kernel/.");
  }

  @Test
  void aHeaderThatKbuildCanWrap() throws Exception {
    Path generic = Files.createDirectories(tree.resolve("include/asm-generic"));
    Files.writeString(generic.resolve("rqspinlock.h"), "");
    String line = ":9:10: fatal error: asm/%s: No such file or directory";
    assertThat(advice("TREE/kernel/bpf/lock.c" + line.formatted("rqspinlock.h")))
        .contains("(kernel/bpf/lock.c:9)")
        .contains("add \"generic-y += rqspinlock.h\" to"
            + " libos-native/kernel/arch/libos/include/asm/Kbuild");
    assertThat(advice("TREE/kernel/bpf/lock.c" + line.formatted("text-patching.h")))
        .contains("There is no generic one: write"
            + " libos-native/kernel/arch/libos/include/asm/text-patching.h");
  }

  @Test
  void aFunctionThatIsGone() {
    assertThat(
            advice(
                "TREE/arch/libos/kernel/time.c:57:2: error: implicit declaration of function"
                    + " ‘tick_old’; did you mean ‘tick_new’? [-Werror=implicit-function-declaration]"))
        .isEqualTo(
            "This tree no longer has tick_old, or declares it in another header. Adapt"
                + " libos-native/kernel/arch/libos/kernel/time.c:57. The compiler suggests"
                + " tick_new.");
  }

  @Test
  void aPrototypeThatHasChanged() {
    assertThat(
            advice(
                "TREE/arch/libos/kernel/process.c:12:5: error: conflicting types for ‘copy_thread’;"
                    + " have ‘int(struct task_struct *)’"))
        .startsWith("The prototype of copy_thread is another one in this tree. Adapt"
            + " libos-native/kernel/arch/libos/kernel/process.c:12");
  }

  @Test
  void aMistakeInTheTreeItself() {
    assertThat(advice("TREE/net/ipv4/tcp.c:100:3: error: expected ‘;’ before ‘}’ token"))
        .isEqualTo(
            "The mistake is in the tree itself, not in the port: net/ipv4/tcp.c:100: expected ‘;’"
                + " before ‘}’ token.");
    assertThat(advice("TREE/net/ipv4/tcp.c:100:3: error: ‘nonsens’ undeclared (first use)"))
        .startsWith("The mistake is in the tree itself");
  }

  @Test
  void theSystemCallTable() {
    assertThat(
            advice(
                "make[2]: *** No rule to make target 'TREE/arch/x86/entry/syscalls/syscall_64.tbl',"
                    + " needed by 'arch/libos/include/generated/uapi/asm/unistd_64.h'.  Stop."))
        .contains("libos-native/kernel/arch/libos/syscalls/Makefile");
  }

  @Test
  void aFullDiskAndMemory() {
    assertThat(advice("fatal error: error writing to x.s: No space left on device"))
        .contains("kernel prune");
    assertThat(advice("gcc: fatal error: Killed signal terminated program cc1"))
        .contains("memory ran out");
  }
}
