package io.lockstep.libos.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelConfigTest {
  @Test
  void readsValuesAndUnsetSymbolsAndLetsTheLastLineWin() {
    assertThat(
            KernelConfig.parse(
                """
                # a comment
                CONFIG_NET=y
                CONFIG_HZ=100
                # CONFIG_SMP is not set
                CONFIG_HZ=1000
                CONFIG_NAME="a = b"
                """))
        .containsEntry("NET", "y")
        .containsEntry("HZ", "1000")
        .containsEntry("SMP", "n")
        .containsEntry("NAME", "\"a = b\"")
        .hasSize(4);
  }

  @Test
  void tellsAnUnmetWishFromAnUnknownSymbol() {
    String wishes = "CONFIG_NET=y\nCONFIG_DCCP=y\nCONFIG_IPV6=y\n";
    String result = "CONFIG_NET=y\n# CONFIG_IPV6 is not set\n";
    List<KernelConfig.Miss> misses =
        KernelConfig.misses(wishes, result, Set.of("NET", "IPV6"));
    assertThat(misses)
        .containsExactly(
            new KernelConfig.Miss("DCCP", "y", "n", false),
            new KernelConfig.Miss("IPV6", "y", "n", true));
    assertThat(misses.get(0)).hasToString("CONFIG_DCCP: this kernel has no such option");
    assertThat(misses.get(1).toString()).contains("wanted y, got n");
  }

  @Test
  void grantsAModuleThatWasBuiltIn() {
    assertThat(KernelConfig.misses("CONFIG_A=m\n", "CONFIG_A=y\n", Set.of("A"))).isEmpty();
    assertThat(KernelConfig.misses("CONFIG_A=y\n", "CONFIG_A=m\n", Set.of("A"))).hasSize(1);
  }

  @Test
  void absenceGrantsAWishForN() {
    assertThat(KernelConfig.misses("# CONFIG_A is not set\nCONFIG_B=n\n", "", Set.of())).isEmpty();
  }

  @Test
  void collectsSymbolsOfOurArchitectureOnly(@TempDir Path tree) throws Exception {
    for (String name : List.of("net/Kconfig", "lib/Kconfig.debug", "arch/arm/Kconfig")) {
      Files.createDirectories(tree.resolve(name).getParent());
    }
    Files.writeString(tree.resolve("net/Kconfig"), "menuconfig NET\n\tbool\nconfig INET\n");
    Files.writeString(tree.resolve("lib/Kconfig.debug"), "config KASAN\n# config NOT\n");
    Files.writeString(tree.resolve("arch/arm/Kconfig"), "config ARM\n");
    assertThat(
            KernelConfig.symbols(
                tree, List.of("arch/arm/Kconfig", "lib/Kconfig.debug", "net/Kconfig", "net/x.c")))
        .containsExactlyInAnyOrder("NET", "INET", "KASAN");
  }
}
