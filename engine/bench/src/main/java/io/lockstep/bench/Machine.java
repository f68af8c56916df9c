package io.lockstep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a measurement was made on. */
public final class Machine {
  private Machine() {}

  /** Processor, number of CPUs, kernel, Java and load. */
  public static String describe() throws IOException {
    return "%s, %d CPUs, Linux %s, Java %s, load average %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.version"),
            System.getProperty("java.version"),
            Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
  }

  private static String processor() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    }
  }

  /** Whether this process runs as root. */
  public static boolean isRoot() throws IOException {
    return status("Uid").split("\\s+")[1].equals("0");
  }

  /** Private and anonymous memory of this process that is resident, bytes. */
  public static long privateBytes() throws IOException {
    long kib = 0;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps_rollup"))) {
      if (line.startsWith("Private_Clean:") || line.startsWith("Private_Dirty:")) {
        kib += Long.parseLong(line.split("\\s+")[1]);
      }
    }
    return kib << 10;
  }

  /** The most memory that was ever resident in this process, bytes. */
  public static long peakResidentBytes() throws IOException {
    return Long.parseLong(status("VmHWM").split(" ")[0]) << 10;
  }

  /** A line of /proc/self/status that begins with the name, without it. */
  private static String status(String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElseThrow(() -> new IOException("/proc/self/status has no " + name));
    }
  }
}
