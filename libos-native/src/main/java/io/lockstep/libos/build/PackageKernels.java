package io.lockstep.libos.build;

import io.lockstep.libos.KernelStore;
import io.lockstep.libos.LibosException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A step of the Maven build: compiles the native runtime, makes sure that the kernels which go into
 * the jar are in the cache, and copies them and the overlay to where the jar is made from.
 */
public final class PackageKernels {
  private PackageKernels() {}

  /**
   * Arguments: the directory of the module, the directory of its classes, and for each kernel
   * {@code NAME=SOURCE}. With no kernel, only the runtime and the overlay are packaged.
   */
  public static void main(String[] arguments) throws IOException {
    Path module = Path.of(arguments[0]);
    Path classes = Path.of(arguments[1]);
    List<String> kernels = Arrays.asList(arguments).subList(2, arguments.length);
    ConsoleProgress progress = ConsoleProgress.standard();
    if (!Files.isDirectory(module.resolve("kernel/arch/libos"))) {
      progress.note("There is no kernel port here, so no kernels are built.");
      return;
    }
    Overlay overlay = Overlay.ofDirectory(module.resolve("kernel"));
    NativeRuntime.build(
        module.resolve("runtime"),
        module.resolve("kernel/arch/libos/include/uapi"),
        classes,
        progress);
    writeIfChanged(classes.resolve(Overlay.RESOURCE), overlay.toZip());
    Cache cache = Cache.standard();
    KernelBuilder builder = KernelBuilder.standard(cache, overlay);
    List<String> names = new ArrayList<>();
    for (String kernel : kernels) {
      String[] parts = kernel.split("=", 2);
      if (parts.length != 2) {
        throw new LibosException("\"" + kernel + "\" is not of the form NAME=SOURCE.");
      }
      KernelSource source = KernelSource.parse(parts[1]);
      Path image =
          builder.build(
              new KernelBuilder.Request(source, parts[0], List.of(), List.of()), progress);
      // Says that no name in the cache needs to refer to this image for it to be kept.
      Path mark = image.resolveSibling(image.getFileName() + ".packaged");
      if (!Files.exists(mark)) {
        Files.createFile(mark);
      }
      copy(image, classes.resolve("kernels").resolve(parts[0]));
      names.add(parts[0]);
    }
    String index = names.isEmpty() ? "" : String.join("\n", names) + "\n";
    writeIfChanged(classes.resolve(KernelStore.INDEX), index.getBytes(StandardCharsets.UTF_8));
  }

  private static void copy(Path image, Path target) throws IOException {
    byte[] manifest = Files.readAllBytes(image.resolve(Manifest.FILE));
    Path last = target.resolve(Manifest.FILE);
    if (Files.exists(last) && Arrays.equals(Files.readAllBytes(last), manifest)) {
      return;
    }
    Cache.deleteTree(target);
    Files.createDirectories(target);
    for (String file : List.of("vmlinux", "System.map", "config")) {
      Files.write(target.resolve(file + ".gz"), gzip(Files.readAllBytes(image.resolve(file))));
    }
    // Last, because it says that the rest is there.
    Files.write(last, manifest);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2);
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static void writeIfChanged(Path file, byte[] content) throws IOException {
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
  }
}
