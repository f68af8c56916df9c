package io.lockstep.grammar;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Attribute;
import io.lockstep.grammar.ast.Endpoint;
import io.lockstep.grammar.ast.LinkEnd;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.RouteDestination;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a tree in the canonical layout: two spaces of indent, blocks of short settings on one
 * line, an empty line between statements of different kinds.
 */
final class ScenarioFormatter {
  private static final int WIDTH = 100;

  private final StringBuilder out = new StringBuilder();
  private int depth;

  String format(ScenarioFile file) {
    statements(file.statements());
    return out.toString();
  }

  private void statements(List<Statement> statements) {
    Statement previous = null;
    for (Statement statement : statements) {
      if (previous != null && group(previous) != group(statement)) {
        out.append('\n');
      }
      statement(statement);
      previous = statement;
    }
  }

  /** Statements of one group stand together. */
  private static int group(Statement statement) {
    if (statement instanceof Statement.Title) {
      return 0;
    } else if (statement instanceof Statement.Profile) {
      return 2;
    } else if (statement instanceof Statement.Nodes) {
      return 3;
    } else if (statement instanceof Statement.Set) {
      return 4;
    } else if (statement instanceof Statement.Link
        || statement instanceof Statement.RoutesAuto
        || statement instanceof Statement.Route) {
      return 5;
    } else if (statement instanceof Statement.For loop) {
      return loop.body().isEmpty() ? 6 : group(loop.body().get(0));
    } else if (statement instanceof Statement.Flow || statement instanceof Statement.Ping) {
      return 7;
    } else if (statement instanceof Statement.At || statement instanceof Statement.LinkState) {
      return 8;
    } else if (statement instanceof Statement.Expect) {
      return 9;
    }
    return 1;
  }

  private void statement(Statement statement) {
    if (statement instanceof Statement.For loop) {
      body("for " + loop.variable() + " in " + join(loop.values(), Expressions::write), loop.body());
    } else if (statement instanceof Statement.At at) {
      body("at " + Expressions.write(at.time()), at.actions());
    } else if (statement instanceof Statement.Profile profile) {
      settings("profile " + profile.name(), profile.settings(), true);
    } else if (statement instanceof Statement.Nodes nodes) {
      String profiles =
          nodes.profiles().isEmpty() ? "" : " : " + join(nodes.profiles(), Name::text);
      settings("node " + references(nodes.nodes()) + profiles, nodes.settings(), false);
    } else if (statement instanceof Statement.Set set) {
      settings("set " + references(set.targets()), set.settings(), true);
    } else if (statement instanceof Statement.Link link) {
      settings(
          "link " + definition(link.name()) + end(link.left()) + " -- " + end(link.right()),
          link.settings(),
          false);
    } else if (statement instanceof Statement.Flow flow) {
      String protocol = flow.protocol().word() + " ";
      settings(
          "flow " + definition(flow.name()) + protocol + path(flow.from(), flow.to()),
          flow.settings(),
          false);
    } else if (statement instanceof Statement.Ping ping) {
      settings(
          "ping " + definition(ping.name()) + path(ping.from(), ping.to()),
          ping.settings(),
          false);
    } else {
      line(simple(statement));
    }
  }

  private static String simple(Statement statement) {
    if (statement instanceof Statement.Title title) {
      return "scenario " + Templates.quoted(title.title());
    } else if (statement instanceof Statement.Seed seed) {
      return "seed " + Expressions.write(seed.value());
    } else if (statement instanceof Statement.Param param) {
      return "param " + param.name() + " = " + join(param.values(), Expressions::write);
    } else if (statement instanceof Statement.Let let) {
      return "let " + let.name() + " = " + Expressions.write(let.value());
    } else if (statement instanceof Statement.KernelAlias alias) {
      return "kernel " + alias.alias() + " = " + Templates.raw(alias.kernel());
    } else if (statement instanceof Statement.RoutesAuto) {
      return "routes auto";
    } else if (statement instanceof Statement.Route route) {
      String destination =
          route.destination() instanceof RouteDestination.To to
              ? Expressions.write(to.prefix())
              : "default";
      return "route "
          + Expressions.write(route.node())
          + " "
          + destination
          + route.hops().stream()
              .map(hop -> attributes(hop.attributes()))
              .collect(Collectors.joining(","))
          + attributes(route.attributes());
    } else if (statement instanceof Statement.LinkState state) {
      return (state.up() ? "up " : "down ") + references(state.targets());
    } else if (statement instanceof Statement.Capture capture) {
      return "capture " + (capture.on() ? "on" : "off");
    } else if (statement instanceof Statement.Expect expect) {
      return "expect "
          + Expressions.write(expect.condition())
          + expect.by().map(time -> " by " + Expressions.write(time)).orElse("")
          + expect.at().map(time -> " at " + Expressions.write(time)).orElse("");
    }
    throw new IllegalArgumentException("no layout for " + statement.getClass());
  }

  private static String attributes(List<Attribute> attributes) {
    return attributes.stream()
        .map(attribute -> " " + attribute.name() + " " + Expressions.write(attribute.value()))
        .collect(Collectors.joining());
  }

  private void body(String head, ImmutableList<Statement> statements) {
    if (statements.isEmpty()) {
      line(head + " { }");
      return;
    }
    if (statements.size() == 1 && isPlain(statements.get(0))) {
      String whole = head + " { " + inline(statements.get(0)) + " }";
      if (fits(whole)) {
        line(whole);
        return;
      }
    }
    line(head + " {");
    depth++;
    for (Statement statement : statements) {
      statement(statement);
    }
    depth--;
    line("}");
  }

  private static boolean isPlain(Statement statement) {
    return !(statement instanceof Statement.For || statement instanceof Statement.At);
  }

  /** A statement on its own, in as many lines as it needs. */
  private static String inline(Statement statement) {
    ScenarioFormatter alone = new ScenarioFormatter();
    alone.statement(statement);
    return alone.out.toString().stripTrailing();
  }

  private void settings(String head, ImmutableList<? extends Setting> settings, boolean always) {
    if (settings.isEmpty()) {
      line(always ? head + " { }" : head);
      return;
    }
    if (settings.stream().noneMatch(setting -> setting instanceof Setting.Toward)) {
      String whole = head + " { " + join(settings, ScenarioFormatter::setting, "; ") + " }";
      if (fits(whole)) {
        line(whole);
        return;
      }
    }
    line(head + " {");
    depth++;
    for (Setting setting : settings) {
      if (setting instanceof Setting.Toward toward) {
        settings("toward " + Expressions.write(toward.node()), toward.settings(), true);
      } else {
        line(setting(setting));
      }
    }
    depth--;
    line("}");
  }

  private static String setting(Setting setting) {
    if (setting instanceof Setting.Property property) {
      return property.name().word() + " " + Expressions.write(property.value());
    } else if (setting instanceof Setting.Sysctl sysctl) {
      return "sysctl "
          + Templates.raw(sysctl.key())
          + " = "
          + Templates.rawOrQuoted(sysctl.value());
    } else if (setting instanceof Setting.FileWrite file) {
      return "file " + Templates.quoted(file.path()) + " = " + Templates.quoted(file.content());
    } else if (setting instanceof Setting.Kernel kernel) {
      return "kernel " + Templates.raw(kernel.name());
    }
    throw new IllegalArgumentException("no layout for " + setting.getClass());
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

  private static String path(Endpoint from, Endpoint to) {
    return Expressions.write(from) + " -> " + Expressions.write(to);
  }

  private static String references(ImmutableList<Reference> references) {
    return join(references, Expressions::write);
  }

  private static <T> String join(List<T> parts, Function<? super T, String> write) {
    return join(parts, write, ", ");
  }

  private static <T> String join(
      List<T> parts, Function<? super T, String> write, String separator) {
    return parts.stream().map(write).collect(Collectors.joining(separator));
  }

  private boolean fits(String line) {
    return line.indexOf('\n') < 0 && 2 * depth + line.length() <= WIDTH;
  }

  private void line(String line) {
    out.append("  ".repeat(depth)).append(line).append('\n');
  }
}
