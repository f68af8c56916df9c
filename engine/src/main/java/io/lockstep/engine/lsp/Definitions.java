package io.lockstep.engine.lsp;

import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.TopologyParameter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which names there are, before anything is looked up. */
final class Definitions {
  private record Use(Statement.Use statement, Scope scope) {}

  private final Map<AstNode, Scope> bodies = new IdentityHashMap<>();
  private final List<Use> uses = new ArrayList<>();

  /** The scope that a topology or a loop opens. */
  Scope body(AstNode statement, Scope around) {
    return bodies.computeIfAbsent(
        statement,
        node -> node instanceof Statement.Topology ? around.body() : around.loop());
  }

  /** The names inside an instance of a topology. */
  Optional<Scope> inside(Symbol instance) {
    return instance.statement() instanceof Statement.Use use
        ? body(use.topology(), instance.scope())
        : Optional.empty();
  }

  private Optional<Scope> body(Name topology, Scope scope) {
    return scope
        .find(Symbol.Space.TOPOLOGIES, topology.text())
        .map(symbol -> bodies.get(symbol.statement()));
  }

  void add(List<? extends AstNode> statements, Scope scope) {
    statements.forEach(statement -> add(statement, scope));
  }

  private void add(AstNode node, Scope scope) {
    if (node instanceof Statement.Let let) {
      scope.define(Symbol.Kind.VARIABLE, let.name().text(), let);
    } else if (node instanceof Statement.Param param) {
      scope.define(Symbol.Kind.PARAMETER, param.name().text(), param);
    } else if (node instanceof Statement.KernelAlias alias) {
      scope.define(Symbol.Kind.KERNEL, alias.alias().text(), alias);
    } else if (node instanceof Statement.Profile profile) {
      scope.define(Symbol.Kind.PROFILE, profile.name().text(), profile);
      loops(profile.settings(), scope);
    } else if (node instanceof Statement.Group group) {
      define(Symbol.Kind.GROUP, group.name(), group, scope);
    } else if (node instanceof Statement.Nodes nodes) {
      nodes.nodes().forEach(name -> define(Symbol.Kind.NODE, name, nodes, scope));
      loops(nodes.settings(), scope);
    } else if (node instanceof Statement.Set set) {
      loops(set.settings(), scope);
    } else if (node instanceof Statement.Link link) {
      link.name().ifPresent(name -> define(Symbol.Kind.LINK, name, link, scope));
    } else if (node instanceof Statement.Lan lan) {
      lan.name().ifPresent(name -> define(Symbol.Kind.LAN, name, lan, scope));
    } else if (node instanceof Statement.Flow flow) {
      flow.name().ifPresent(name -> define(Symbol.Kind.FLOW, name, flow, scope));
    } else if (node instanceof Statement.Ping ping) {
      ping.name().ifPresent(name -> define(Symbol.Kind.PING, name, ping, scope));
    } else if (node instanceof Statement.Exec exec) {
      exec.name().ifPresent(name -> define(Symbol.Kind.PROGRAM, name, exec, scope));
      loops(exec.settings(), scope);
    } else if (node instanceof Statement.Script script) {
      define(Symbol.Kind.PROGRAM, script.name(), script, scope);
      add(script.steps(), scope);
    } else {
      addBlock(node, scope);
    }
  }

  private void addBlock(AstNode node, Scope scope) {
    if (node instanceof Statement.Use use) {
      use.name().ifPresent(name -> define(Symbol.Kind.INSTANCE, name, use, scope));
      uses.add(new Use(use, scope));
    } else if (node instanceof Statement.Topology topology) {
      scope.define(Symbol.Kind.TOPOLOGY, topology.name().text(), topology);
      Scope body = body(topology, scope);
      for (TopologyParameter parameter : topology.parameters()) {
        body.define(Symbol.Kind.PARAMETER, parameter.name().text(), parameter);
      }
      add(topology.body(), body);
    } else if (node instanceof Statement.For loop) {
      Scope body = body(loop, scope);
      body.define(Symbol.Kind.VARIABLE, loop.variable().text(), loop);
      add(loop.body(), body);
    } else if (node instanceof Statement.If choice) {
      choice.branches().forEach(branch -> add(branch.body(), scope));
      choice.otherwise().ifPresent(body -> add(body, scope));
    } else if (node instanceof Statement.At at) {
      add(at.actions(), scope);
    } else if (node instanceof Statement.During during) {
      add(during.actions(), scope);
    } else if (node instanceof Statement.Every every) {
      add(every.actions(), scope);
    } else if (node instanceof Statement.After after) {
      add(after.actions(), scope);
    } else if (node instanceof Statement.When when) {
      add(when.actions(), scope);
    }
  }

  /** Loops among settings have variables too. */
  private void loops(List<Setting> settings, Scope scope) {
    for (Setting setting : settings) {
      if (setting instanceof Setting.For loop) {
        Scope body = body(loop, scope);
        body.define(Symbol.Kind.VARIABLE, loop.variable().text(), loop);
        loops(loop.body(), body);
      } else if (setting instanceof Setting.If choice) {
        choice.branches().forEach(branch -> loops(branch.body(), scope));
        choice.otherwise().ifPresent(body -> loops(body, scope));
      } else if (setting instanceof Setting.Interface netdev) {
        loops(netdev.settings(), scope);
      } else if (setting instanceof Setting.Device device) {
        loops(device.settings(), scope);
      } else if (setting instanceof Setting.Qdisc qdisc) {
        loops(qdisc.settings(), scope);
      } else if (setting instanceof Setting.QdiscClass part) {
        loops(part.settings(), scope);
      }
    }
  }

  private static void define(
      Symbol.Kind kind, Reference name, AstNode statement, Scope scope) {
    if (name.parent().isEmpty()) {
      scope.define(kind, name.name(), statement);
    }
  }

  /** Makes visible what a {@code use} without a name brings; to be called once, at the end. */
  void linkInstances() {
    for (Use use : uses) {
      if (use.statement().name().isEmpty()) {
        body(use.statement().topology(), use.scope()).ifPresent(use.scope()::addImport);
      }
    }
  }
}
