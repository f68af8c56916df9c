package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Argument;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Attribute;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.LinkEnd;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Template;
import io.lockstep.grammar.ast.TopologyParameter;
import io.lockstep.grammar.ast.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks up all names in trees. */
final class References {
  private final Definitions definitions;
  private final List<Occurrence> found = new ArrayList<>();

  /** The nodes that the settings being visited belong to. */
  private ImmutableList<Symbol> owners = ImmutableList.of();

  References(Definitions definitions) {
    this.definitions = definitions;
  }

  List<Occurrence> found() {
    return found;
  }

  void visit(List<? extends AstNode> nodes, Scope scope) {
    nodes.forEach(node -> visit(node, scope));
  }

  private void visit(AstNode node, Scope scope) {
    if (node instanceof Statement statement) {
      statement(statement, scope);
    } else if (node instanceof Setting setting) {
      setting(setting, scope);
    } else if (node instanceof Expression expression) {
      expression(expression, scope);
    } else if (node instanceof Reference reference) {
      reference(reference, scope, false);
    } else if (node instanceof LinkEnd end) {
      reference(end.place(), scope, true);
      visit(end.addresses(), scope);
      end.mac().ifPresent(mac -> visit(mac, scope));
    } else if (node instanceof Attribute attribute) {
      attribute(attribute, scope);
    } else {
      visit(Trees.children(node), scope);
    }
  }

  private void statement(Statement node, Scope scope) {
    if (node instanceof Statement.Let let) {
      defined(Symbol.Space.VALUES, let.name(), scope);
      visit(let.value(), scope);
    } else if (node instanceof Statement.Param param) {
      defined(Symbol.Space.VALUES, param.name(), scope);
      visit(param.values(), scope);
    } else if (node instanceof Statement.KernelAlias alias) {
      defined(Symbol.Space.KERNELS, alias.alias(), scope);
      visit(alias.kernel(), scope);
    } else if (node instanceof Statement.Profile profile) {
      defined(Symbol.Space.PROFILES, profile.name(), scope);
      profile.bases().forEach(base -> used(Symbol.Space.PROFILES, base, scope));
      visit(profile.settings(), scope);
    } else if (node instanceof Statement.Nodes nodes) {
      nodes.nodes().forEach(name -> definedObject(name, scope));
      nodes.profiles().forEach(profile -> used(Symbol.Space.PROFILES, profile, scope));
      settings(nodes.nodes(), nodes.settings(), scope);
    } else if (node instanceof Statement.Set set) {
      visit(set.targets(), scope);
      settings(set.targets(), set.settings(), scope);
    } else if (node instanceof Statement.Topology topology) {
      topology(topology, scope);
    } else if (node instanceof Statement.Use use) {
      use(use, scope);
    } else if (node instanceof Statement.For loop) {
      Scope body = definitions.body(loop, scope);
      visit(loop.values(), scope);
      defined(Symbol.Space.VALUES, loop.variable(), body);
      visit(loop.body(), body);
    } else {
      named(node).ifPresent(name -> definedObject(name, scope));
      for (AstNode child : Trees.children(node)) {
        if (named(node).filter(name -> name == child).isEmpty()) {
          visit(child, scope);
        }
      }
    }
  }

  private static Optional<Reference> named(Statement node) {
    if (node instanceof Statement.Link link) {
      return link.name();
    } else if (node instanceof Statement.Lan lan) {
      return lan.name();
    } else if (node instanceof Statement.Flow flow) {
      return flow.name();
    } else if (node instanceof Statement.Ping ping) {
      return ping.name();
    } else if (node instanceof Statement.Exec exec) {
      return exec.name();
    } else if (node instanceof Statement.Script script) {
      return Optional.of(script.name());
    }
    return node instanceof Statement.Group group ? Optional.of(group.name()) : Optional.empty();
  }

  private void topology(Statement.Topology topology, Scope scope) {
    defined(Symbol.Space.TOPOLOGIES, topology.name(), scope);
    Scope body = definitions.body(topology, scope);
    for (TopologyParameter parameter : topology.parameters()) {
      defined(Symbol.Space.VALUES, parameter.name(), body);
      parameter.defaultValue().ifPresent(value -> visit(value, body));
    }
    visit(topology.body(), body);
  }

  private void use(Statement.Use use, Scope scope) {
    use.name().ifPresent(name -> definedObject(name, scope));
    used(Symbol.Space.TOPOLOGIES, use.topology(), scope);
    Optional<Scope> body =
        scope
            .find(Symbol.Space.TOPOLOGIES, use.topology().text())
            .map(symbol -> definitions.body(symbol.statement(), symbol.scope()));
    for (Argument argument : use.arguments()) {
      argument
          .name()
          .ifPresent(
              name ->
                  body.flatMap(inside -> inside.inside(Symbol.Space.VALUES, name.text()))
                      .ifPresent(symbol -> add(symbol, name.span(), false)));
      visit(argument.value(), scope);
    }
  }

  private void settings(List<Reference> nodes, List<Setting> settings, Scope scope) {
    ImmutableList<Symbol> before = owners;
    owners =
        nodes.stream()
            .map(node -> lookUp(node, scope))
            .flatMap(Optional::stream)
            .filter(symbol -> symbol.kind() == Symbol.Kind.NODE)
            .distinct()
            .collect(ImmutableList.toImmutableList());
    visit(settings, scope);
    owners = before;
  }

  private void setting(Setting node, Scope scope) {
    if (node instanceof Setting.Kernel kernel) {
      kernel
          .name()
          .constant()
          .flatMap(name -> scope.find(Symbol.Space.KERNELS, name))
          .ifPresent(symbol -> add(symbol, kernel.name().span(), false));
      visit(kernel.name(), scope);
    } else if (node instanceof Setting.For loop) {
      Scope body = definitions.body(loop, scope);
      visit(loop.values(), scope);
      defined(Symbol.Space.VALUES, loop.variable(), body);
      visit(loop.body(), body);
    } else if (node instanceof Setting.Interface netdev) {
      netdev(netdev.name(), netdev, false);
      visit(Trees.children(node), scope);
    } else if (node instanceof Setting.Device device) {
      netdev(device.name(), device, true);
      visit(Trees.children(node), scope);
    } else if (node instanceof Setting.Option option) {
      option.values().forEach(value -> plain(value, scope));
    } else {
      visit(Trees.children(node), scope);
    }
  }

  private void netdev(Template name, AstNode where, boolean definition) {
    name.constant()
        .ifPresent(
            text ->
                owners.forEach(
                    node -> add(node.netdev(text, where), name.span(), definition)));
  }

  private void attribute(Attribute attribute, Scope scope) {
    plain(attribute.value(), scope);
  }

  /** A value in which a plain word can be a variable, but not a node or a flow. */
  private void plain(Expression value, Scope scope) {
    if (value instanceof Expression.Word word) {
      scope
          .find(Symbol.Space.VALUES, word.name())
          .ifPresent(symbol -> add(symbol, nameIn(word.span(), word.name()), false));
    } else {
      visit(value, scope);
    }
  }

  private void expression(Expression node, Scope scope) {
    if (node instanceof Expression.Word word) {
      scope
          .find(Symbol.Space.VALUES, word.name())
          .or(() -> scope.find(Symbol.Space.OBJECTS, word.name()))
          .ifPresent(symbol -> add(symbol, nameIn(word.span(), word.name()), false));
    } else if (node instanceof Expression.Member member) {
      visit(member.target(), scope);
      meaning(member, scope).ifPresent(symbol -> add(symbol, member.name().span(), false));
    } else if (node instanceof Expression.PacketSeen seen) {
      reference(seen.link(), scope, false);
      seen.filter().ifPresent(filter -> filter(filter, scope));
    } else {
      visit(Trees.children(node), scope);
    }
  }

  /** Names in a filter are fields of the packet, except what they are compared with. */
  private void filter(Expression node, Scope scope) {
    if (node instanceof Expression.Unary unary) {
      filter(unary.operand(), scope);
    } else if (node instanceof Expression.Binary binary) {
      if (binary.operator().isComparison()) {
        plain(binary.right(), scope);
      } else {
        filter(binary.left(), scope);
        filter(binary.right(), scope);
      }
    }
  }

  /** The object that an expression names, if it names one. */
  private Optional<Symbol> meaning(Expression node, Scope scope) {
    if (node instanceof Expression.Word word) {
      return scope.find(Symbol.Space.VALUES, word.name()).isPresent()
          ? Optional.empty()
          : scope.find(Symbol.Space.OBJECTS, word.name());
    } else if (node instanceof Expression.Element element) {
      return meaning(element.target(), scope);
    } else if (node instanceof Expression.Member member) {
      return meaning(member.target(), scope)
          .flatMap(definitions::inside)
          .flatMap(inside -> inside.inside(Symbol.Space.OBJECTS, member.name().text()));
    }
    return Optional.empty();
  }

  /** Notes a reference and returns what it names. */
  private Optional<Symbol> reference(Reference reference, Scope scope, boolean makesNetdevs) {
    visit(reference.indices(), scope);
    Name name = reference.lastName();
    if (reference.parent().isEmpty()) {
      Optional<Symbol> symbol = scope.find(Symbol.Space.OBJECTS, name.text());
      // A loop's variable may stand for a node.
      Optional<Symbol> meant =
          scope
              .find(Symbol.Space.VALUES, name.text())
              .filter(value -> symbol.isEmpty() && reference.indices().isEmpty())
              .or(() -> symbol);
      meant.ifPresent(present -> add(present, name.span(), false));
      return meant;
    }
    Optional<Symbol> parent = reference(reference.parent().get(), scope, false);
    Optional<Symbol> symbol =
        parent
            .flatMap(definitions::inside)
            .flatMap(inside -> inside.inside(Symbol.Space.OBJECTS, name.text()))
            .or(
                () ->
                    parent
                        .filter(node -> node.kind() == Symbol.Kind.NODE)
                        .map(node -> node.netdev(name.text(), reference)));
    symbol.ifPresent(
        present ->
            add(
                present,
                name.span(),
                makesNetdevs && present.kind() == Symbol.Kind.NETDEV));
    return symbol;
  }

  /** What a reference names, without noting it. */
  private Optional<Symbol> lookUp(Reference reference, Scope scope) {
    return reference
        .parent()
        .map(
            parent ->
                lookUp(parent, scope)
                    .flatMap(definitions::inside)
                    .flatMap(
                        inside -> inside.inside(Symbol.Space.OBJECTS, reference.name())))
        .orElseGet(() -> scope.find(Symbol.Space.OBJECTS, reference.name()));
  }

  private void defined(Symbol.Space space, Name name, Scope scope) {
    scope.inside(space, name.text())
        .or(() -> scope.find(space, name.text()))
        .ifPresent(symbol -> add(symbol, name.span(), true));
  }

  private void definedObject(Reference name, Scope scope) {
    visit(name.indices(), scope);
    if (name.parent().isEmpty()) {
      scope
          .find(Symbol.Space.OBJECTS, name.name())
          .ifPresent(symbol -> add(symbol, name.lastName().span(), true));
    }
  }

  private void used(Symbol.Space space, Name name, Scope scope) {
    scope.find(space, name.text()).ifPresent(symbol -> add(symbol, name.span(), false));
  }

  private void add(Symbol symbol, Span span, boolean definition) {
    found.add(symbol.add(span, definition));
  }

  /** The name within a span that may cover <code>${name}</code>. */
  private static Span nameIn(Span span, String name) {
    int at = Math.max(0, span.text().indexOf(name));
    return new Span(span.source(), span.start() + at, span.start() + at + name.length());
  }
}
