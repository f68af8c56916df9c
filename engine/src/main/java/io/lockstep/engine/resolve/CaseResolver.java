package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.RouteSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.grammar.ast.ScenarioFile;
import java.util.List;

/** Resolves one case of a scenario, in the order in which one thing needs another. */
final class CaseResolver {
  private final ScenarioFile file;
  private final ResolveOptions options;
  private final Problems problems;
  private final Sources sources;
  private final Evaluator evaluator;

  CaseResolver(
      ScenarioFile file,
      ResolveOptions options,
      Problems problems,
      Sources sources,
      Evaluator evaluator) {
    this.file = file;
    this.options = options;
    this.problems = problems;
    this.sources = sources;
    this.evaluator = evaluator;
  }

  /** The case; not to be used if the problems have errors. */
  ScenarioCase resolve(Plan plan, String name) {
    Names names = plan.names;
    Kernels kernels = new Kernels(plan, evaluator, problems, options);
    NodeSettings nodeSettings = new NodeSettings(evaluator, problems, sources, kernels);
    List<NodeState> nodes =
        new NodeResolver(plan, names, nodeSettings, problems, sources).resolve();
    if (nodes.isEmpty() && plan.nodes.isEmpty()) {
      problems.error(
          file.span(), "no-nodes", "the scenario has no nodes, expected at least one 'node'");
    }
    LinkProperties properties = new LinkProperties(evaluator, problems, names, nodes);
    List<LinkState> links =
        new LinkResolver(plan, names, nodes, properties, problems, sources).resolve();
    ActionResolver actionResolver =
        new ActionResolver(
            plan, names, nodes, links, nodeSettings, properties, problems, sources);
    actionResolver.applySets();
    new Addressing(links, nodes, problems).run();
    ImmutableList<NodeSpec> nodeSpecs =
        nodes.stream().map(NodeState::spec).collect(toImmutableList());
    ImmutableList<LinkSpec> linkSpecs =
        links.stream().map(LinkState::spec).collect(toImmutableList());
    Topology topology = new Topology(nodes.size(), linkSpecs);
    ImmutableList<RouteSpec> routes =
        new RouteResolver(plan, names, nodes, topology, evaluator, problems).resolve();
    PathFinder paths = new PathFinder(plan, nodes, topology, names, problems);
    ImmutableList<ActivitySpec> activities =
        new ActivityResolver(plan, names, nodes, paths, evaluator, problems, sources).resolve();
    ImmutableList<ActionBlock> timeline = actionResolver.timeline();
    ImmutableList<Expectation> expectations = expectations(plan, names, activities);
    return new ScenarioCase(
        file.span().file(),
        title(plan),
        name,
        ImmutableMap.copyOf(plan.parameters),
        seed(plan),
        nodeSpecs,
        linkSpecs,
        ImmutableList.of(),
        routes,
        ImmutableList.of(),
        activities,
        timeline,
        expectations,
        plan.captureWanted);
  }

  private ImmutableList<Expectation> expectations(
      Plan plan, Names names, List<ActivitySpec> activities) {
    OperandResolver operands = new OperandResolver(names, activities, evaluator);
    FilterResolver filters = new FilterResolver(evaluator, problems, options);
    return new ExpectationResolver(
            plan, names, operands, filters, evaluator, problems, sources)
        .resolve();
  }

  private String title(Plan plan) {
    if (plan.title != null) {
      return problems
          .attempt(
              () -> evaluator.text(plan.title.statement().title(), plan.title.scope()).strip())
          .orElse("");
    }
    String path = file.span().file();
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private long seed(Plan plan) {
    long seed =
        plan.seed == null
            ? 0
            : problems
                .attempt(() -> evaluator.whole(plan.seed.statement().value(), plan.seed.scope()))
                .orElse(0L);
    return options.seed().orElse(seed);
  }
}
