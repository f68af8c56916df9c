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
import io.lockstep.libos.ProgramEvent;
import io.lockstep.libos.ProgramNode;
import io.lockstep.libos.ProgramSpec;
import io.lockstep.libos.Programs;
import io.lockstep.libos.UserMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Runs programs by way of {@link Programs}; nothing is prepared before the first one starts. */
public final class LibosProgramHost implements ProgramHost {
  private static final int PLAIN = 0644;
  private static final int EXECUTABLE = 0755;
  private static final String SCRIPTS = "/tmp/.lockstep-script-";
  private static final String HOME = "/root";
  private static final long MEMORY_BYTES = 1L << 20;
  private static final String PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final ScenarioCase scenario;
  private final ProgramAccess access;
  private final IntFunction<Kernel> kernels;
  private final UserMemory memory;
  private final NameFiles names;

  /** Nodes in which programs can run. */
  private final BitSet prepared = new BitSet();

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
    this.names = new NameFiles(scenario);
  }

  /** User memory that programs take; it costs nothing if none runs. */
  public static long memoryBytes() {
    return MEMORY_BYTES;
  }

  @Override
  public int start(ActivitySpec.Program program, long now) {
    Source source = program.source();
    if (!access.allowed()) {
      throw new ProgramException(source, "programs are not allowed to run", null);
    }
    try {
      open();
      prepare(scenario.nodes().get(program.node()));
      for (NodeFile file : program.files()) {
        write(program.node(), file);
      }
      byte[] input = bytes(program.input(), source);
      ProgramSpec spec =
          new ProgramSpec(
              command(program),
              environment(program.environment()),
              program.directory().isEmpty() ? HOME : program.directory(),
              input.length == 0 ? ProgramSpec.Input.NONE : ProgramSpec.Input.PIPE);
      programs.start(program.node(), program.index(), spec, now);
      if (input.length > 0) {
        programs.input(program.index(), input);
        programs.closeInput(program.index());
      }
      return program.index();
    } catch (LibosException e) {
      throw new ProgramException(source, program.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void visit(int id, int node, Visitor visitor, long now) {
    open();
    prepare(scenario.nodes().get(node));
    Map<String, String> environment = environment(Map.of("TERM", visitor.terminalType()));
    environment.put("SHELL", "/bin/bash");
    environment.put("PS1", "\\h:\\w\\$ ");
    programs.start(
        node,
        id,
        new ProgramSpec(visitor.command(), environment, HOME, ProgramSpec.Input.TERMINAL),
        now);
  }

  @Override
  public void input(int id, byte[] bytes) {
    programs.input(id, bytes);
  }

  @Override
  public void resize(int id, int rows, int columns) {
    programs.resize(id, rows, columns);
  }

  private void open() {
    if (programs == null) {
      programs = Programs.open(memory);
    }
  }

  private void prepare(NodeSpec spec) {
    if (prepared.get(spec.index())) {
      return;
    }
    List<ProgramNode.HostPath> paths =
        access.paths().stream()
            .map(allowed -> new ProgramNode.HostPath(allowed.path(), allowed.writable()))
            .toList();
    programs.node(
        kernels.apply(spec.index()),
        new ProgramNode(spec.index(), NameFiles.hostName(spec), layer(spec.index()), paths, spec.callCostNs()));
    prepared.set(spec.index());
    names
        .of(spec)
        .forEach(
            (path, text) ->
                programs.put(spec.index(), path, PLAIN, text.getBytes(StandardCharsets.UTF_8)));
    for (NodeFile file : spec.files()) {
      write(spec.index(), file);
    }
  }

  /** Where a node's programs write. A node that is rebooted keeps what is there. */
  private Path layer(int node) {
    try {
      if (access.layers().isEmpty() && directory == null) {
        directory = Files.createTempDirectory("lockstep-programs-");
      }
      return Files.createDirectories(
          access.layers().isEmpty()
              ? directory.resolve("node-" + node)
              : access.layers().get(node));
    } catch (IOException e) {
      throw new LibosException("cannot make a directory for the files of a node", e);
    }
  }

  /** Scripts that name their interpreter are files; those of several lines are for bash. */
  private List<String> command(ActivitySpec.Program program) {
    String command = program.command();
    if (command.startsWith("#!")) {
      String path = SCRIPTS + (program.index() + 1);
      programs.put(program.node(), path, EXECUTABLE, command.getBytes(StandardCharsets.UTF_8));
      return List.of(path);
    }
    boolean several = command.indexOf('\n') >= 0;
    return List.of(several ? "/bin/bash" : "/bin/sh", "-c", command);
  }

  private static Map<String, String> environment(Map<String, String> own) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", HOME);
    environment.put("LANG", "C.UTF-8");
    environment.put("LOGNAME", "root");
    environment.put("PATH", PATH);
    environment.put("SHELL", "/bin/sh");
    environment.put("TZ", "UTC");
    environment.put("USER", "root");
    environment.putAll(own);
    return environment;
  }

  private void write(int node, NodeFile file) {
    byte[] content = bytes(file.content(), file.source());
    boolean script = content.length > 1 && content[0] == '#' && content[1] == '!';
    boolean executable =
        script
            || file.content().isCopied() && Files.isExecutable(Path.of(file.content().copied()));
    programs.put(node, file.path(), executable ? EXECUTABLE : PLAIN, content);
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
  public int touched(int i) {
    return programs.touched(i);
  }

  @Override
  public void clearTouched() {
    if (programs != null) {
      programs.clearTouched();
    }
  }

  @Override
  public ProgramEvent poll() {
    return programs == null ? null : programs.poll();
  }

  @Override
  public void forget(int node) {
    if (prepared.get(node)) {
      prepared.clear(node);
      programs.drop(node);
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
