package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Watching;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Statement;
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
    Context context =
        new Context(
            plan,
            plan.names,
            evaluator,
            problems,
            sources,
            new SettingExpander(evaluator, problems));
    Kernels kernels = new Kernels(plan, evaluator, problems, options);
    NodeSettings nodeSettings = new NodeSettings(context, kernels);
    List<NodeState> nodes = new NodeResolver(context, nodeSettings).resolve();
    plan.names.checkGroups();
    if (nodes.isEmpty() && plan.nodes.isEmpty() && !problems.hasErrors()) {
      problems.error(
          file.span(), "no-nodes", "the scenario has no nodes, expected at least one 'node'");
    }
    WireProperties properties = new WireProperties(context, nodeSettings, nodes);
    WireResolver wires = new WireResolver(context, nodes, properties);
    wires.resolve();
    new SetResolver(context, nodes, wires, nodeSettings, properties).apply();
    QdiscResolver qdiscs = new QdiscResolver(context, nodeSettings);
    InterfaceResolver interfaces = new InterfaceResolver(context, nodeSettings, qdiscs);
    NetworkResolver network = new NetworkResolver(context, nodes);
    NetdevResolver netdevs =
        new NetdevResolver(context, nodes, nodeSettings, interfaces, network);
    netdevs.resolve();
    List<Segment> segments = Segments.of(nodes, wires.wires());
    new Addressing(segments, nodes, problems).run();
    Topology topology = new Topology(nodes.size(), segments);
    RouteResolver routes = new RouteResolver(context, nodes, topology, network);
    routes.resolve();
    PathFinder paths = new PathFinder(context, nodes, topology);
    ActivityResolver activityResolver = new ActivityResolver(context, nodes, paths);
    List<ActivitySpec> activities = activityResolver.resolve();
        FilterResolver filters = new FilterResolver(evaluator, problems, options, nodes);
    PacketWires packetWires = new PacketWires(context, wires);
    OperandResolver operands =
        new OperandResolver(
            plan.names, nodes, activities, evaluator, filters, packetWires);
    PacketResolver packets =
        new PacketResolver(context, nodes, packetWires, filters);
    ActionResolver actions =
        new ActionResolver(
            context,
            nodes,
            wires,
            properties,
            new NodeChanges(context, nodeSettings, interfaces),
            network,
            packets);
    ImmutableList<ActionBlock> timeline =
        new TimelineResolver(
                context,
                actions,
                scope ->
                    new Conditions(
                        plan.names, operands, filters, packetWires, scope, -1, null),
                activities,
                activityResolver.starts(),
                activityResolver::acted)
            .resolve();
    ImmutableList<Expectation> expectations =
        new ExpectationResolver(
                plan, plan.names, operands, filters, packetWires, packets, evaluator, problems,
                sources)
            .resolve();
    ScenarioCase scenario = new ScenarioCase(
        file.span().file(),
        title(plan),
        name,
        ImmutableMap.copyOf(plan.parameters),
        seed(plan),
        nodes.stream().map(NodeState::spec).collect(toImmutableList()),
        wires.links().stream().map(LinkState::spec).collect(toImmutableList()),
        wires.lans().stream().map(LanState::spec).collect(toImmutableList()),
        routes.routes(),
        ImmutableList.<NetworkItem>builder()
            .addAll(netdevs.items())
            .addAll(routes.items())
            .build(),
        ImmutableList.copyOf(activities),
        timeline,
        expectations,
        plan.captureWanted,
        new Watching(ImmutableSet.copyOf(plan.implicit), samples(plan, operands, problems)));
    TimelessFlows.check(scenario, activityResolver.starts(), problems);
    return scenario;
  }

  private static ImmutableList<Watching.Sample> samples(
      Plan plan, OperandResolver operands, Problems problems) {
    ImmutableList.Builder<Watching.Sample> samples = ImmutableList.builder();
    for (Plan.Placed<Statement.Sample> placed : plan.samples) {
      for (Expression value : placed.statement().values()) {
        problems.guard(
            () ->
                samples.add(
                    new Watching.Sample(
                        operands.observed(value, placed.scope()), Sources.oneLine(value))));
      }
    }
    return samples.build();
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
