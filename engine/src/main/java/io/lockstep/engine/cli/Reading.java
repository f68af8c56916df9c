package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.ReadOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** The options of all commands that read scenarios. */
final class Reading {
  @Option(
      names = {"-I", "--include"},
      paramLabel = "DIR",
      description = {
        "Look for included files in this directory too, after that of the including file.",
        "May be given several times."
      })
  private List<Path> searchPath = new ArrayList<>();

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = {
        "Only the cases in which a parameter has this one of its values.",
        "May be given several times."
      })
  private Map<String, String> parameters = new LinkedHashMap<>();

  ReadOptions options() {
    return new ReadOptions(
        OptionalLong.empty(),
        ImmutableMap.copyOf(parameters),
        ImmutableList.copyOf(searchPath));
  }
}
