package io.lockstep.engine.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.configure.KernelFiles;
import io.lockstep.libos.BootOptions;
import io.lockstep.libos.FramePool;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.KernelImage;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.NetDevice;
import io.lockstep.libos.Task;
import io.lockstep.libos.UnknownKernelException;
import io.lockstep.libos.UserMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The lists of sysctls and counters that the server proposes are what the kernels show. To write
 * them anew, run this test with {@code -Dlockstep.lists.write=true}.
 */
class KernelListsTest {
  private static final List<String> KERNELS = List.of("linux-6.1", "linux-6.12");
  private static final Path RESOURCES =
      Path.of("src/main/resources/io/lockstep/engine/lsp");

  private final SortedSet<String> sysctls = new TreeSet<>();
  private final SortedSet<String> counters = new TreeSet<>();

  @Test
  void namesAreThoseOfTheKernels() throws IOException {
    KERNELS.forEach(this::ask);
    check("sysctls.txt", "Sysctls below net in linux-6.1 and linux-6.12", sysctls);
    check("counters.txt", "Counters of linux-6.1 and linux-6.12 as nstat(8) names them", counters);
  }

  private static void check(String file, String title, SortedSet<String> names)
      throws IOException {
    if (Boolean.getBoolean("lockstep.lists.write")) {
      Files.writeString(
          RESOURCES.resolve(file),
          "# " + title + ";\n# made by KernelListsTest with -Dlockstep.lists.write=true.\n"
              + String.join("\n", names) + "\n");
    } else {
      assertThat(Resources.lines(file)).containsExactlyElementsOf(names);
    }
  }

  private void ask(String name) {
    KernelImage image;
    try {
      image = KernelImage.load(KernelStore.standard().find(name));
    } catch (UnknownKernelException e) {
      image = Assumptions.abort(e.getMessage());
    }
    try (FramePool frames = new FramePool();
        UserMemory memory = UserMemory.create(8 << 20);
        Kernel kernel =
            Kernel.boot(BootOptions.of(image).slot(name.length()).seed(1), frames, memory)) {
      Task task = new Task(kernel, 0);
      NetDevice.create(task, 0, "eth0", 0x020000000001L, 1500);
      KernelFiles files =
          new KernelFiles(task::call, memory, KernelFiles.allocateScratch(memory));
      collect(files, "/proc/sys/net", "net");
      pairs(files.read("/proc/net/snmp"));
      pairs(files.read("/proc/net/netstat"));
      for (String line : files.read("/proc/net/snmp6").split("\n")) {
        counters.add(line.split("\\s+")[0]);
      }
    }
  }

  private void collect(KernelFiles files, String directory, String key) {
    for (String name : files.list(directory)) {
      List<String> inside = files.list(directory + "/" + name);
      boolean netdev = key.endsWith(".conf") || key.endsWith(".neigh");
      String below = key + "." + (netdev ? "IFACE" : name);
      if (inside.isEmpty()) {
        sysctls.add(below);
      } else {
        collect(files, directory + "/" + name, below);
      }
    }
  }

  /** {@code Tcp: InSegs OutSegs}, then {@code Tcp: 10 12}. */
  private void pairs(String table) {
    String[] lines = table.split("\n");
    for (int i = 0; i < lines.length; i += 2) {
      String[] words = lines[i].split("[: ]+");
      for (int k = 1; k < words.length; k++) {
        counters.add(words[0] + words[k]);
      }
    }
  }

  @Test
  void onlyExistingSysctlsAreDocumented() {
    assertThat(Sysctls.names()).containsAll(Sysctls.docs().keySet());
  }
}
