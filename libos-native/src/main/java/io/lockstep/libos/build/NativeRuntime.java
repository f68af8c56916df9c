package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles the native runtime: the small C library between the JVM and the kernels, and the
 * executable that starts real programs.
 */
final class NativeRuntime {
  private static final String LIBRARY = "liblockstep_runtime.so";
  private static final String NEST = "lockstep-nest";
  private static final List<String> FLAGS =
      List.of("-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror");
  private static final List<String> LIBRARY_FLAGS =
      List.of("-fPIC", "-shared", "-fvisibility=hidden", "-Wl,--no-undefined");

  private final Path sources;
  private final Path includes;

  private NativeRuntime(Path sources, Path includes) {
    this.sources = sources;
    this.includes = includes;
  }

  /**
   * Compiles {@code sources} into {@code target/native/linux-x86_64}, unless what is there was made
   * of the same files.
   */
  static void build(Path sources, Path includes, Path target, BuildProgress progress)
      throws IOException {
    if (Files.isDirectory(sources)) {
      new NativeRuntime(sources, includes).build(target, progress);
    }
  }

  private void build(Path target, BuildProgress progress) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.walk(sources)) {
      files = list.filter(file -> file.toString().matches(".*\\.[chS]")).sorted().toList();
    }
    Path directory = target.resolve("native/linux-x86_64");
    Path library = directory.resolve(LIBRARY);
    Path nest = directory.resolve(NEST);
    Path keyFile = target.resolveSibling("native-runtime.key");
    String key = key(files);
    if (Files.exists(library)
        && Files.exists(nest)
        && Files.exists(keyFile)
        && Files.readString(keyFile).equals(key)) {
      return;
    }
    progress.stage("compiling the native runtime");
    Files.createDirectories(directory);
    List<String> options = new ArrayList<>(LIBRARY_FLAGS);
    options.addAll(List.of("-I", sources.toString(), "-idirafter", includes.toString()));
    compile(options, files.stream().filter(file -> isUnit(file) && !ofNestAlone(file)), library);
    compile(List.of(), files.stream().filter(file -> isUnit(file) && ofNest(file)), nest);
    Files.writeString(keyFile, key);
    progress.end();
  }

  private String key(List<Path> files) throws IOException {
    ContentHash hash = new ContentHash();
    for (Path file : files) {
      hash.add(sources.relativize(file).toString()).addFile(file);
    }
    try (Stream<Path> list = Files.list(includes.resolve("asm"))) {
      for (Path file : list.filter(Files::isRegularFile).sorted().toList()) {
        hash.addFile(file);
      }
    }
    FLAGS.forEach(hash::add);
    LIBRARY_FLAGS.forEach(hash::add);
    return hash.add(Toolchain.version()).hex();
  }

  private static boolean isUnit(Path file) {
    return !file.toString().endsWith(".h");
  }

  private boolean ofNest(Path file) {
    return sources.relativize(file).startsWith("nest");
  }

  /** Both sides use the code for packets between them. */
  private boolean ofNestAlone(Path file) {
    return ofNest(file) && !file.endsWith("channel.c");
  }

  private void compile(List<String> options, Stream<Path> units, Path result) throws IOException {
    Path made = result.resolveSibling(result.getFileName() + ".new");
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(FLAGS);
    command.addAll(options);
    command.addAll(List.of("-o", made.toString()));
    units.forEach(unit -> command.add(unit.toString()));
    command.add("-lpthread");
    Command.Result outcome = Command.run(sources, true, command);
    if (!outcome.ok()) {
      throw KernelBuildException.failed("The native runtime does not compile:\n" + outcome.text());
    }
    Files.move(made, result, StandardCopyOption.REPLACE_EXISTING);
  }
}
