package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compiles the native runtime, the small C library between the JVM and the kernels. */
final class NativeRuntime {
  private static final String LIBRARY = "liblockstep_runtime.so";
  private static final List<String> FLAGS =
      List.of(
          "-std=gnu11", "-O2", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror",
          "-fvisibility=hidden");

  private NativeRuntime() {}

  /**
   * Compiles {@code sources/*.c} into {@code target/native/linux-x86_64}, unless the library there
   * was made of the same files.
   */
  static void build(Path sources, Path includes, Path target, BuildProgress progress)
      throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(sources)) {
      files = list.filter(file -> file.toString().matches(".*\\.[chS]")).sorted().toList();
    }
    List<String> units = new ArrayList<>();
    ContentHash hash = new ContentHash();
    for (Path file : files) {
      hash.add(file.getFileName().toString()).addFile(file);
      if (!file.toString().endsWith(".h")) {
        units.add(file.toString());
      }
    }
    if (units.isEmpty()) {
      return;
    }
    try (Stream<Path> list = Files.list(includes.resolve("asm"))) {
      for (Path file : list.filter(Files::isRegularFile).sorted().toList()) {
        hash.addFile(file);
      }
    }
    FLAGS.forEach(hash::add);
    String key = hash.add(Toolchain.version()).hex();
    Path directory = target.resolve("native/linux-x86_64");
    Path library = directory.resolve(LIBRARY);
    Path keyFile = target.resolveSibling("native-runtime.key");
    if (Files.exists(library) && Files.exists(keyFile)
        && Files.readString(keyFile).equals(key)) {
      return;
    }
    progress.stage("compiling the native runtime");
    Files.createDirectories(directory);
    Path made = directory.resolve(LIBRARY + ".new");
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(FLAGS);
    command.addAll(List.of("-I", sources.toString(), "-idirafter", includes.toString()));
    command.addAll(List.of("-o", made.toString()));
    command.addAll(units);
    command.add("-lpthread");
    Command.Result result = Command.run(sources, true, command);
    if (!result.ok()) {
      throw KernelBuildException.failed("The native runtime does not compile:\n" + result.text());
    }
    Files.move(made, library, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(keyFile, key);
    progress.end();
  }
}
