package io.lockstep.engine.report;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.OutputStreams;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.programs.OutputLog;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files with what programs have written. */
final class ProgramFiles {
  static final String DIRECTORY = "programs";
  static final List<String> ENDINGS = List.of(".stdout", ".stderr", ".log");

  /** What programs have written of the node's files. */
  static final String LAYER = "files";

  private ProgramFiles() {}

  private static List<String> nodes(ScenarioCase scenario) {
    return FileNames.safe(scenario.nodes().stream().map(NodeSpec::name).toList());
  }

  /** By node, the directory for what its programs write. */
  static List<String> layers(ScenarioCase scenario) {
    return nodes(scenario).stream()
        .map(node -> DIRECTORY + "/" + node + "/" + LAYER)
        .toList();
  }

  /** By activity, the path of its files without the ending: {@code programs/r/show}. */
  static Map<Integer, String> names(ScenarioCase scenario) {
    List<String> nodes = nodes(scenario);
    List<ActivitySpec> programs =
        scenario.activities().stream()
            .filter(spec -> spec instanceof ActivitySpec.Program)
            .toList();
    List<String> own = FileNames.safe(programs.stream().map(ActivitySpec::name).toList());
    Map<Integer, String> names = new LinkedHashMap<>();
    for (int i = 0; i < programs.size(); i++) {
      names.put(
          programs.get(i).index(),
          DIRECTORY + "/" + nodes.get(programs.get(i).from()) + "/" + own.get(i));
    }
    return names;
  }

  /** What belongs into the file with an ending. */
  static byte[] content(OutputLog output, String ending) {
    return switch (ending) {
      case ".stdout" -> output.bytes(OutputStreams.STDOUT);
      case ".stderr" -> output.bytes(OutputStreams.STDERR);
      default ->
          output.timedLines().stream()
              .map(line -> line + "\n")
              .collect(Collectors.joining())
              .getBytes(StandardCharsets.UTF_8);
    };
  }
}
