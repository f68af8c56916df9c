package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MakeOutputTest {
  private final MakeOutput output = new MakeOutput();

  @Test
  void countsFilesMade() {
    assertThat(output.take("  CC      net/ipv4/tcp.o")).isEqualTo("net/ipv4/tcp.o");
    assertThat(output.take("  AR      net/built-in.a")).isEqualTo("net/built-in.a");
    assertThat(output.take("  HOSTCC  scripts/kconfig/conf.o")).isNotNull();
    assertThat(output.take("  LD      vmlinux")).isEqualTo("vmlinux");
    assertThat(output.steps()).isEqualTo(4);
  }

  @Test
  void doesNotCountWhatMakesNothing() {
    assertThat(output.take("  SYNC    include/config/auto.conf")).isNull();
    assertThat(output.take("  CALL    scripts/checksyscalls.sh")).isNull();
    assertThat(output.take("make[1]: Entering directory '/x'")).isNull();
    assertThat(output.take("")).isNull();
    assertThat(output.steps()).isZero();
  }

  @Test
  void keepsTheLinesThatSayWhyItFailed() {
    output.take("  CC      net/ipv4/tcp.o");
    output.take("net/ipv4/tcp.c: In function 'tcp_push':");
    output.take("net/ipv4/tcp.c:7:3: error: 'x' undeclared (first use in this function)");
    output.take("make[4]: *** [scripts/Makefile.build:244: net/ipv4/tcp.o] Error 1");
    assertThat(output.failure())
        .containsExactly(
            "net/ipv4/tcp.c:7:3: error: 'x' undeclared (first use in this function)",
            "make[4]: *** [scripts/Makefile.build:244: net/ipv4/tcp.o] Error 1");
  }

  @Test
  void fallsBackToTheLastLines() {
    output.take("Killed");
    assertThat(output.failure()).containsExactly("Killed");
  }
}
