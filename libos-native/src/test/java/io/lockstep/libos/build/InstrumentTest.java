package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What make thinks of the variables of instruments. */
class InstrumentTest {
  @TempDir Path directory;

  /** As kbuild does: a recipe in which $(obj) is a directory and $@ an object file. */
  private String make(Instrument instrument, String variable, List<String> scope, String object)
      throws Exception {
    int slash = object.lastIndexOf('/');
    Files.writeString(
        directory.resolve("Makefile"),
        "obj := " + object.substring(0, slash) + "\n" + object + ":\n\t@echo '[$(" + variable
            + ")]'\n");
    List<String> command = new ArrayList<>(List.of("make", "-s", "-C", directory.toString()));
    command.addAll(instrument.variables(scope));
    command.add(object);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void directoriesHoldAllBelowThem() throws Exception {
    for (String object : List.of("net/core/dev.o", "net/socket.o", "drivers/net/tun.o")) {
      assertThat(make(Instrument.COVERAGE, "GCOV_PROFILE", Instrument.NETWORK, object))
          .isEqualTo("[y]");
    }
    assertThat(make(Instrument.COVERAGE, "GCOV_PROFILE", Instrument.NETWORK, "mm/slub.o"))
        .isEqualTo("[]");
    assertThat(make(Instrument.UBSAN, "UBSAN_SANITIZE", List.of("net/ipv4"), "net/ipv6/udp.o"))
        .isEqualTo("[n]");
  }

  @Test
  void filesAreCompiledAlone() throws Exception {
    List<String> scope = List.of("net/ipv4/tcp_input.c", "net/sched");
    assertThat(make(Instrument.DEBUG_INFO, "CFLAGS_KERNEL", scope, "net/ipv4/tcp_input.o"))
        .isEqualTo("[-g]");
    assertThat(make(Instrument.DEBUG_INFO, "CFLAGS_KERNEL", scope, "net/sched/sch_fq.o"))
        .isEqualTo("[-g]");
    assertThat(make(Instrument.DEBUG_INFO, "CFLAGS_KERNEL", scope, "net/ipv4/tcp.o"))
        .isEqualTo("[]");
    assertThat(make(Instrument.DEBUG_INFO, "CFLAGS_KERNEL", scope, "arch/libos/kernel/time.o"))
        .isEqualTo("[-g]");
  }
}
