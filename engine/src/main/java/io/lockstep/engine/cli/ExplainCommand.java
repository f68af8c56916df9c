package io.lockstep.engine.cli;

import io.lockstep.engine.ExitCode;
import io.lockstep.engine.explain.Explanation;
import io.lockstep.engine.explain.Section;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.grammar.Suggestions;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep explain}. */
@Command(
    name = "explain",
    description = "Shows what a scenario expands to: nodes, addresses, routes, timeline.",
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand private LockstepCommand parent;
  @Mixin private Reading reading;
  @Mixin private CaseOption which;
  @Mixin private DocumentOption out;
  @Spec private CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "FILE", description = "Scenario file (.scn).")
  private Path file;

  @Option(
      names = "--section",
      split = ",",
      paramLabel = "SECTION",
      description = {
        "Only these: nodes, settings, netdevs, links, lans, network (devices, qdiscs, rules,",
        "neighbours), routes, traffic, timeline, expectations. Several with commas."
      })
  private List<String> sections = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text: for people (default); json: for programs.")
  private Format format = Format.TEXT;

  @Option(names = "--all", description = "Cut nothing, however long.")
  private boolean all;

  /** How it is written. */
  enum Format implements Word {
    TEXT,
    JSON
  }

  @Override
  public Integer call() {
    Set<Section> wanted = wanted();
    List<ScenarioCase> cases =
        Selection.cases(
            parent.engine(), file, reading.options(), spec.commandLine().getErr());
    if (cases.isEmpty()) {
      return ExitCode.INVALID.code();
    }
    Explanation explanation =
        new Explanation(
            which.choose(cases),
            cases.stream().map(ScenarioCase::name).toList(),
            wanted);
    out.write(
        format == Format.TEXT ? explanation.text(all) : explanation.json(),
        spec.commandLine().getOut());
    return ExitCode.MET.code();
  }

  private Set<Section> wanted() {
    if (sections.isEmpty()) {
      return EnumSet.allOf(Section.class);
    }
    List<String> known =
        Stream.of(Section.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    Set<Section> wanted = EnumSet.noneOf(Section.class);
    for (String name : sections) {
      int index = known.indexOf(name.strip().toLowerCase(Locale.ROOT));
      if (index < 0) {
        String near = Suggestions.didYouMean(name, known);
        throw new Refusal(
            "There is no section '" + name + "'"
                + (near.isEmpty() ? "; expected " + String.join(", ", known) + "." : near));
      }
      wanted.add(Section.values()[index]);
    }
    return wanted;
  }
}
