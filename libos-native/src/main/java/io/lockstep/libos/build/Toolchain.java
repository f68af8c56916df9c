package io.lockstep.libos.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The programs that a kernel build needs, and the Debian packages that hold them. Our architecture
 * needs neither libelf (objtool is x86's) nor OpenSSL (there are no modules to sign).
 */
final class Toolchain {
  private static final Map<String, String> PACKAGES = packages();

  private Toolchain() {}

  private static Map<String, String> packages() {
    Map<String, String> packages = new LinkedHashMap<>();
    packages.put("gcc", "gcc");
    packages.put("ld", "binutils");
    packages.put("make", "make");
    packages.put("flex", "flex");
    packages.put("bison", "bison");
    packages.put("bc", "bc");
    packages.put("perl", "perl-base");
    packages.put("tar", "tar");
    packages.put("xz", "xz-utils");
    return packages;
  }

  /**
   * Makes sure that everything for building this source is there: as root on Debian by installing
   * it, otherwise by saying how.
   *
   * @throws KernelBuildException naming one command that installs all that is missing
   */
  static void require(KernelSource source, boolean patches, BuildProgress progress)
      throws IOException {
    TreeSet<String> missing = missing(source, patches);
    if (missing.isEmpty()) {
      return;
    }
    String names = String.join(" ", missing);
    if (isRoot() && Command.exists("apt-get")) {
      progress.stage("installing " + names);
      apt(progress, List.of("apt-get", "-q", "update"));
      List<String> install = new ArrayList<>();
      install.addAll(List.of("apt-get", "-q", "install", "-y", "--no-install-recommends"));
      install.addAll(missing);
      apt(progress, install);
      progress.end();
      missing = missing(source, patches);
      if (missing.isEmpty()) {
        return;
      }
    }
    String sudo = isRoot() ? "" : "sudo ";
    throw KernelBuildException.badRequest(
        "Building a kernel from "
            + source.origin()
            + " needs packages that are not installed. On Debian 12:\n  "
            + sudo
            + "apt-get update && "
            + sudo
            + "apt-get install -y "
            + String.join(" ", missing));
  }

  private static TreeSet<String> missing(KernelSource source, boolean patches) {
    TreeSet<String> missing = new TreeSet<>();
    PACKAGES.forEach(
        (program, name) -> {
          if (!Command.exists(program)) {
            missing.add(name);
          }
        });
    // gcc only recommends the C library's headers, which the programs of kbuild itself need.
    if (!Files.exists(Path.of("/usr/include/stdio.h"))) {
      missing.add("libc6-dev");
    }
    if (patches && !Command.exists("patch")) {
      missing.add("patch");
    }
    if (source instanceof KernelSource.Debian debian && !Files.exists(debian.tarball())) {
      missing.add(debian.packageName());
    }
    return missing;
  }

  private static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private static void apt(BuildProgress progress, List<String> command) throws IOException {
    ProcessBuilder builder = Command.builder(Path.of("/"), command).redirectErrorStream(true);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Process process = builder.start();
    process.getOutputStream().close();
    StringBuilder log = new StringBuilder();
    int lines = 0;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        log.append(line).append('\n');
        progress.step(++lines, 0, line.strip());
      }
    }
    if (Command.waitFor(process) != 0) {
      throw KernelBuildException.failed(
          "\"" + String.join(" ", command) + "\" failed:\n" + log.toString().strip());
    }
  }

  /** First lines of {@code gcc --version} and {@code ld --version}: another compiler, other code. */
  static String version() throws IOException {
    StringBuilder version = new StringBuilder();
    for (String program : List.of("gcc", "ld")) {
      String text = Command.run(Path.of("/"), true, List.of(program, "--version")).text();
      version.append(text.lines().findFirst().orElse("")).append('\n');
    }
    return version.toString();
  }
}
