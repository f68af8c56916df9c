package io.lockstep.grammar.format;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Completion;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.LinkEnd;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.TopologyParameter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns statements into entries. */
final class StatementEntries {
  private StatementEntries() {}

  static ImmutableList<Entry> of(List<Statement> statements) {
    return statements.stream().map(StatementEntries::of).collect(ImmutableList.toImmutableList());
  }

  static Entry of(Statement statement) {
    if (statement instanceof Statement.Topology topology) {
      return body(
          statement,
          "topology "
              + topology.name()
              + join(topology.parameters(), StatementEntries::parameter, "(", ")"),
          topology.body());
    } else if (statement instanceof Statement.For loop) {
      return body(
          statement,
          "for " + loop.variable() + " in " + Expressions.list(loop.values()),
          loop.body());
    } else if (statement instanceof Statement.If choice) {
      return choice(choice);
    } else if (statement instanceof Statement.At at) {
      return body(statement, "at " + Expressions.write(at.time()), at.actions());
    } else if (statement instanceof Statement.During during) {
      return body(
          statement,
          "from " + Expressions.write(during.from()) + " to " + Expressions.write(during.to()),
          during.actions());
    } else if (statement instanceof Statement.Every every) {
      return body(statement, every(every), every.actions());
    } else if (statement instanceof Statement.After after) {
      return body(
          statement, "after " + Expressions.write(after.completion()), after.actions());
    } else if (statement instanceof Statement.When when) {
      return body(statement, "when " + Expressions.write(when.condition()), when.actions());
    } else if (statement instanceof Statement.Profile profile) {
      return settings(
          statement,
          "profile " + profile.name() + names(profile.bases()),
          profile.settings(),
          false);
    } else if (statement instanceof Statement.Nodes nodes) {
      String head = "node " + Expressions.references(nodes.nodes()) + names(nodes.profiles());
      return settings(statement, head, nodes.settings(), true);
    } else if (statement instanceof Statement.Set set) {
      return settings(
          statement, "set " + Expressions.references(set.targets()), set.settings(), false);
    } else if (statement instanceof Statement.Link link) {
      String head =
          "link " + definition(link.name()) + end(link.left()) + " -- " + end(link.right());
      return settings(statement, head, link.settings(), true);
    } else if (statement instanceof Statement.Lan lan) {
      String members = join(lan.members(), StatementEntries::end, "", "");
      String head = "lan " + definition(lan.name()) + members;
      return settings(statement, head, lan.settings(), true);
    } else if (statement instanceof Statement.Flow flow) {
      String head =
          "flow "
              + definition(flow.name())
              + flow.protocol().word()
              + " "
              + Expressions.path(flow.from(), flow.to());
      return settings(statement, head, flow.settings(), true);
    } else if (statement instanceof Statement.Ping ping) {
      String head =
          (ping.traceroute() ? "traceroute " : "ping ")
              + definition(ping.name())
              + Expressions.path(ping.from(), ping.to());
      return settings(statement, head, ping.settings(), true);
    }
    if (statement instanceof Statement.Exec exec) {
      String head =
          (exec.daemon() ? "daemon " : "exec ")
              + definition(exec.name())
              + "on "
              + Expressions.write(exec.node())
              + " "
              + Templates.quotedOrBlock(exec.command());
      return settings(statement, head, exec.settings(), true);
    }
    if (statement instanceof Statement.Script script) {
      String head =
          "program " + Expressions.write(script.name()) + " on " + Expressions.write(script.node());
      return body(statement, head, script.steps());
    } else if (statement instanceof Statement.ScriptSetting one) {
      return new Entry(statement, SettingEntries.of(one.setting()).head(), ImmutableList.of());
    } else if (statement instanceof Statement.Sequence
        || statement instanceof Statement.PacketLine
        || statement instanceof Statement.Fault
        || statement instanceof Statement.Inject) {
      return PacketEntries.of(statement);
    }
    return new Entry(statement, line(statement), ImmutableList.of());
  }

  /** Statements without a block. */
  private static String line(Statement statement) {
    if (statement instanceof Statement.Title title) {
      return "scenario " + Templates.quoted(title.title());
    } else if (statement instanceof Statement.Seed seed) {
      return "seed " + Expressions.write(seed.value());
    } else if (statement instanceof Statement.Param param) {
      return "param " + param.name() + " = " + Expressions.list(param.values());
    } else if (statement instanceof Statement.Constraint constraint) {
      return "constraint " + Expressions.write(constraint.condition());
    } else if (statement instanceof Statement.Let let) {
      return "let " + let.name() + " = " + Expressions.write(let.value());
    } else if (statement instanceof Statement.Include include) {
      return "include " + Templates.quoted(include.path());
    } else if (statement instanceof Statement.KernelAlias alias) {
      return "kernel " + alias.alias() + " = " + Templates.raw(alias.kernel());
    } else if (statement instanceof Statement.Group group) {
      return "group "
          + definition(Optional.of(group.name()))
          + Expressions.references(group.members());
    } else if (statement instanceof Statement.Use use) {
      return "use "
          + definition(use.name())
          + use.topology()
          + Expressions.arguments(use.arguments());
    } else if (statement instanceof Statement.RoutesAuto) {
      return "routes auto";
    } else if (statement instanceof Statement.Remove remove) {
      return "remove " + line(remove.item());
    } else if (statement instanceof Statement.LinkState state) {
      return (state.up() ? "up " : "down ") + Expressions.references(state.targets());
    } else if (statement instanceof Statement.StartStop state) {
      return (state.start() ? "start " : "stop ") + Expressions.references(state.activities());
    } else if (statement instanceof Statement.Reboot reboot) {
      return "reboot " + Expressions.references(reboot.nodes());
    } else if (statement instanceof Statement.Capture capture) {
      return "capture " + (capture.on() ? "on" : "off");
    } else if (statement instanceof Statement.Expect expect) {
      return "expect "
          + (expect.mode().isEmpty() ? "" : expect.mode() + " ")
          + condition(expect)
          + expect.by().map(time -> " by " + Expressions.write(time)).orElse("")
          + expect.at().map(time -> " at " + Expressions.write(time)).orElse("")
          + expect.within().map(time -> " within " + Expressions.write(time)).orElse("");
    } else if (statement instanceof Statement.Implicit implicit) {
      return "implicit "
          + String.join(", ", implicit.names())
          + (implicit.names().isEmpty() ? "" : " ")
          + (implicit.on() ? "on" : "off");
    } else if (statement instanceof Statement.Sample sample) {
      return "sample "
          + sample.values().stream().map(Expressions::write).collect(Collectors.joining(", "));
    }
    if (statement instanceof Statement.Step step) {
      return moment(step.moment(), step.sequel())
          + step.variable().map(name -> "let " + Expressions.write(name) + " = ").orElse("")
          + Expressions.write(step.value())
          + step.clauses().stream()
              .map(one -> " " + one.kind().word() + " " + Expressions.write(one.value()))
              .collect(Collectors.joining());
    } else if (statement instanceof Statement.Label label) {
      return "label " + label.name();
    } else if (statement instanceof Statement.Wait wait) {
      return moment(wait.moment(), wait.sequel()).strip();
    }
    return Routing.line(statement);
  }

  private static String moment(Optional<Expression> time, Optional<Completion> sequel) {
    return time.map(moment -> "at " + Expressions.write(moment) + " ")
        .or(() -> sequel.map(after -> "after " + Expressions.write(after) + " "))
        .orElse("");
  }

  /** Behind a mode, what could go on with it as with a name stands in parentheses. */
  private static String condition(Statement.Expect expect) {
    String text = Expressions.write(expect.condition());
    boolean doubtful = text.startsWith("-") || text.startsWith("[");
    return doubtful && !expect.mode().isEmpty() ? "(" + text + ")" : text;
  }

  private static String every(Statement.Every every) {
    return "every "
        + Expressions.write(every.interval())
        + every.from().map(time -> " from " + Expressions.write(time)).orElse("")
        + every.to().map(time -> " to " + Expressions.write(time)).orElse("")
        + every.times().map(times -> " " + Expressions.write(times) + " times").orElse("");
  }

  private static Entry choice(Statement.If choice) {
    ImmutableList.Builder<Entry.Block> blocks = ImmutableList.builder();
    for (Statement.If.Branch branch : choice.branches()) {
      boolean first = branch == choice.branches().get(0);
      blocks.add(
          new Entry.Block(
              first ? "" : "else if " + Expressions.write(branch.condition()),
              of(branch.body()),
              false));
    }
    choice.otherwise().ifPresent(body -> blocks.add(new Entry.Block("else", of(body), false)));
    return new Entry(
        choice,
        "if " + Expressions.write(choice.branches().get(0).condition()),
        blocks.build());
  }

  private static Entry body(Statement statement, String head, List<Statement> body) {
    return new Entry(statement, head, ImmutableList.of(new Entry.Block("", of(body), false)));
  }

  private static Entry settings(
      Statement statement, String head, List<Setting> settings, boolean optional) {
    return new Entry(
        statement,
        head,
        ImmutableList.of(new Entry.Block("", SettingEntries.of(settings), optional)));
  }

  private static String parameter(TopologyParameter parameter) {
    return parameter.name()
        + parameter.defaultValue().map(value -> " = " + Expressions.write(value)).orElse("");
  }

  private static String names(List<Name> names) {
    return names.isEmpty() ? "" : " : " + join(names, Name::text, "", "");
  }

  private static String definition(Optional<Reference> name) {
    return name.map(reference -> Expressions.write(reference) + " = ").orElse("");
  }

  private static String end(LinkEnd end) {
    return Expressions.write(end.place())
        + Stream.concat(end.addresses().stream(), end.mac().stream())
            .map(address -> " " + Expressions.write(address))
            .collect(Collectors.joining());
  }

  private static <T> String join(
      List<T> parts, Function<? super T, String> write, String open, String close) {
    return parts.stream().map(write).collect(Collectors.joining(", ", open, close));
  }
}
