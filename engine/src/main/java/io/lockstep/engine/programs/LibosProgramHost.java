package io.lockstep.engine.programs;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.FileContent;
import io.lockstep.engine.model.NodeFile;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.NodeFiles;
import io.lockstep.libos.ProgramEvent;
import io.lockstep.libos.ProgramNode;
import io.lockstep.libos.ProgramSpec;
import io.lockstep.libos.Programs;
import io.lockstep.libos.UserMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Runs programs by way of {@link Programs}; nothing is prepared before the first one starts. */
public final class LibosProgramHost implements ProgramHost {
  private static final int PLAIN = 0644;
  private static final int EXECUTABLE = 0755;
  private static final String SCRIPTS = "/run/lockstep/";
  private static final String PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final ScenarioCase scenario;
  private final ProgramAccess access;
  private final IntFunction<Kernel> kernels;
  private final UserMemory memory;
  private final Map<Integer, ProgramNode> nodes = new HashMap<>();
  private Path directory;
  private Programs programs;

  /**
   * Creates it.
   *
   * @param kernels the present kernel of a node
   */
  public LibosProgramHost(
      ScenarioCase scenario,
      ProgramAccess access,
      IntFunction<Kernel> kernels,
      UserMemory memory) {
    this.scenario = scenario;
    this.access = access;
    this.kernels = kernels;
    this.memory = memory;
  }

  @Override
  public int start(ActivitySpec.Program program) {
    Source source = program.source();
    if (!access.allowed()) {
      throw new ProgramException(source, "programs are not allowed to run", null);
    }
    try {
      open();
      ProgramNode node = nodes.get(program.node());
      if (node == null) {
        node = node(scenario.nodes().get(program.node()));
        nodes.put(program.node(), node);
      }
      for (NodeFile file : program.files()) {
        write(node, file);
      }
      ProgramSpec spec =
          new ProgramSpec(
              arguments(program, node),
              environment(program),
              program.directory(),
              bytes(program.input(), source),
              false);
      return programs.start(node, spec);
    } catch (LibosException e) {
      throw new ProgramException(source, program.name() + ": " + e.getMessage(), e);
    }
  }

  private void open() {
    if (programs == null) {
      try {
        directory = Files.createTempDirectory("lockstep-programs-");
      } catch (IOException e) {
        throw new LibosException("cannot make a directory for the files of nodes", e);
      }
      programs = Programs.open(directory, memory);
    }
  }

  private ProgramNode node(NodeSpec spec) {
    List<NodeFiles.Shared> shared =
        access.paths().stream()
            .map(allowed -> new NodeFiles.Shared(allowed.path(), allowed.writable()))
            .toList();
    ProgramNode node =
        programs.node(
            kernels.apply(spec.index()), new NodeFiles(spec.name(), shared, spec.callCostNs()));
    for (NodeFile file : spec.files()) {
      write(node, file);
    }
    return node;
  }

  /** Scripts that name their interpreter are files; those of several lines are for bash. */
  private static List<String> arguments(ActivitySpec.Program program, ProgramNode node) {
    String command = program.command();
    if (command.startsWith("#!")) {
      String path = SCRIPTS + "program-" + (program.index() + 1);
      node.write(path, command.getBytes(StandardCharsets.UTF_8), EXECUTABLE);
      return List.of(path);
    }
    boolean several = command.indexOf('\n') >= 0;
    return List.of(several ? "/bin/bash" : "/bin/sh", "-c", command);
  }

  private static Map<String, String> environment(ActivitySpec.Program program) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", "/root");
    environment.put("LANG", "C.UTF-8");
    environment.put("LOGNAME", "root");
    environment.put("PATH", PATH);
    environment.put("SHELL", "/bin/sh");
    environment.put("TZ", "UTC");
    environment.put("USER", "root");
    environment.putAll(program.environment());
    return environment;
  }

  private static void write(ProgramNode node, NodeFile file) {
    byte[] content = bytes(file.content(), file.source());
    boolean script = content.length > 1 && content[0] == '#' && content[1] == '!';
    boolean executable =
        script
            || file.content().isCopied() && Files.isExecutable(Path.of(file.content().copied()));
    node.write(file.path(), content, executable ? EXECUTABLE : PLAIN);
  }

  private static byte[] bytes(FileContent content, Source source) {
    if (!content.isCopied()) {
      return content.text().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Files.readAllBytes(Path.of(content.copied()));
    } catch (IOException e) {
      throw new ProgramException(source, "cannot read " + content.copied(), e);
    }
  }

  @Override
  public void signal(int id, int signal) {
    if (programs != null) {
      programs.signal(id, signal);
    }
  }

  @Override
  public boolean pending() {
    return programs != null && programs.pending();
  }

  @Override
  public boolean run(long now) {
    return programs == null || programs.run(now);
  }

  @Override
  public int touchedCount() {
    return programs == null ? 0 : programs.touchedCount();
  }

  @Override
  public Kernel touched(int i) {
    return programs.touched(i);
  }

  @Override
  public ProgramEvent poll() {
    return programs == null ? null : programs.poll();
  }

  @Override
  public void forget(int node) {
    ProgramNode gone = nodes.remove(node);
    if (gone != null) {
      gone.close();
    }
  }

  @Override
  public void close() {
    if (programs != null) {
      programs.close();
    }
    if (directory != null) {
      try {
        MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
      } catch (IOException e) {
        // What cannot be removed lies in the directory for temporary files.
      }
    }
  }
}
