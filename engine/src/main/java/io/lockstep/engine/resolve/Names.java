package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of everything that can be referred to; they share one name space.
 *
 * <p>A name without a dot is looked for in the space it stands in (an instance of a topology) and
 * then in those around it. A group stands for its nodes wherever nodes are expected, and so does a
 * variable that holds nodes.
 */
final class Names {
  /** More of one kind nobody can mean. */
  static final int MOST = 65_000;

  private final Problems problems;
  private final Indices indices;
  private final Forerunner forerunner;
  private final Map<String, Entry> entries = new HashMap<>();
  private final ListMultimap<String, Entry> families = ArrayListMultimap.create();
  private final Groups groups;
  private boolean complete;

  /**
   * @param forerunner null if these names themselves are those of a forerunner
   */
  Names(Evaluator evaluator, Problems problems, Forerunner forerunner) {
    this.problems = problems;
    this.indices = new Indices(evaluator);
    this.forerunner = forerunner;
    this.groups = new Groups(this, problems);
    this.complete = forerunner == null;
    evaluator.know(this);
  }

  /** What a name can stand for. */
  enum Kind {
    NODE("node"),
    LINK("link"),
    LAN("LAN"),
    FLOW("flow"),
    PING("ping"),
    PROGRAM("program"),
    SCRIPT("program"),
    GROUP("group"),
    INSTANCE("instance of a topology");

    /** What starts, ends and has results. */
    static final Kind[] ACTIVITIES = {FLOW, PING, PROGRAM, SCRIPT};

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    boolean isActivity() {
      return this == FLOW || this == PING || this == PROGRAM || this == SCRIPT;
    }

    String word() {
      return word;
    }

    /** With its article. */
    String described() {
      return (this == INSTANCE ? "an " : "a ") + word;
    }
  }

  /**
   * A name with numbers filled in.
   *
   * @param path of the instance it belongs to, with a dot behind it: {@code d[1].}; else empty
   * @param name {@code h} of {@code d[1].h[3]}
   */
  record Full(String path, String name, ImmutableList<Integer> indices) {
    /** Without its own indices. */
    String base() {
      return path + name;
    }

    @Override
    public String toString() {
      if (indices.isEmpty()) {
        return base();
      }
      StringBuilder text = new StringBuilder(base());
      indices.forEach(index -> text.append('[').append(index).append(']'));
      return text.toString();
    }
  }

  /**
   * Something that has been defined.
   *
   * @param index within its kind, or -1 if its definition was wrong
   */
  record Entry(Kind kind, Full name, int index, Span span) {}

  /**
   * A node, or a netdev of it.
   *
   * @param netdev empty if only the node was named
   */
  record Place(Entry node, Optional<Name> netdev) {}

  /** All names that a definition stands for, in the space of its scope. */
  List<Full> expand(Reference definition, Scope scope) {
    definition
        .parent()
        .ifPresent(
            parent -> {
              throw Mistake.at(
                  definition.span(),
                  "dotted-definition",
                  "expected a plain name to define, found '" + Sources.oneLine(definition) + "'");
            });
    return indices.expand(definition, scope).stream()
        .map(numbers -> new Full(scope.space().prefix(), definition.name(), numbers))
        .collect(toImmutableList());
  }

  /** The only name that a definition stands for. */
  Full expandOne(Reference definition, Scope scope) {
    requireOne(definition);
    return expand(definition, scope).get(0);
  }

  void define(Kind kind, Full name, int index, Span span) {
    Entry entry = new Entry(kind, name, index, span);
    Entry earlier = entries.putIfAbsent(name.toString(), entry);
    if (earlier != null) {
      throw Mistake.at(
          span,
          "duplicate-name",
          "'" + name + "' is already the name of " + earlier.kind.described(),
          "first defined at " + earlier.span.location());
    }
    families.put(name.base(), entry);
  }

  /** Defines a group. */
  void group(Statement.Group statement, Scope scope) {
    Full name = expandOne(statement.name(), scope);
    define(Kind.GROUP, name, groups.count(), statement.name().span());
    groups.add(name, new Placed<>(statement, scope));
  }

  /** Everything but what resolving brings has been defined: instances and groups. */
  void complete() {
    complete = true;
  }

  /** Reports what groups contain that is no node; all nodes have been defined. */
  void checkGroups() {
    groups.check();
  }

  /** What a full name stands for, or null. */
  Entry lookup(String name) {
    return entries.get(name);
  }

  /** What a reference to a single thing names, seen from a scope, or null. */
  Entry find(Reference reference, Scope scope) {
    List<Full> found = written(reference, scope, Kind.values());
    return found.size() == 1 ? entries.get(found.get(0).toString()) : null;
  }

  /** The one thing that a reference names. */
  Entry one(Reference reference, Scope scope, Kind... kinds) {
    if (variable(reference, scope) == null) {
      requireOne(reference);
    }
    List<Entry> found = all(reference, scope, kinds);
    if (found.size() != 1) {
      throw notOne(reference, found.size(), kinds);
    }
    return found.get(0);
  }

  private static Mistake notOne(Reference reference, int count, Kind... kinds) {
    return Mistake.at(
        reference.span(),
        "not-one",
        "expected one " + words(kinds) + ", found " + count + " in '" + Sources.oneLine(reference)
            + "'");
  }

  /** Everything that a reference names, in the order of the indices, nothing twice. */
  List<Entry> all(Reference reference, Scope scope, Kind... kinds) {
    List<Full> found = written(reference, scope, kinds);
    if (Arrays.asList(kinds).contains(Kind.NODE)) {
      found = opened(found);
    }
    List<Entry> all = new ArrayList<>(found.size());
    for (Full name : found) {
      all.add(require(name, reference, scope, kinds));
    }
    return all;
  }

  /** The node that a reference names, or the netdev of a node that it names with its last step. */
  Place place(Reference reference, Scope scope) {
    List<Place> places = places(reference, scope);
    if (places.size() != 1) {
      throw notOne(reference, places.size(), Kind.NODE);
    }
    return places.get(0);
  }

  /** Likewise for references that may stand for several. */
  List<Place> places(Reference reference, Scope scope) {
    boolean withNetdev = isNetdev(reference, scope);
    Reference nodes = withNetdev ? reference.parent().get() : reference;
    Kind[] expected =
        withNetdev && kind(nodes, scope) == null
            ? new Kind[] {Kind.NODE, Kind.INSTANCE}
            : new Kind[] {Kind.NODE};
    List<Entry> found = all(nodes, scope, expected);
    Optional<Name> netdev = withNetdev ? Optional.of(netdev(reference)) : Optional.empty();
    return found.stream()
        .map(node -> new Place(node, netdev))
        .collect(toImmutableList());
  }

  /** Whether the last step of a reference can only be a netdev. */
  boolean isNetdev(Reference reference, Scope scope) {
    if (reference.parent().isEmpty()) {
      return false;
    }
    return kind(reference.parent().get(), scope) != Kind.INSTANCE;
  }

  private static Name netdev(Reference reference) {
    if (!reference.indices().isEmpty()) {
      throw Mistake.at(
          reference.span(),
          "indexed-netdev",
          "a netdev has no index, expected a name such as eth0, found '"
              + Sources.oneLine(reference) + "'");
    }
    return reference.lastName();
  }

  /** The nodes that a reference stands for as a value; nothing if it does not name any. */
  Optional<Value> value(Reference reference, Scope scope) {
    Kind kind = kind(reference, scope);
    if (kind != Kind.NODE && kind != Kind.GROUP) {
      return Optional.empty();
    }
    List<Full> names = written(reference, scope, Kind.NODE);
    if (kind == Kind.NODE && isOne(reference)) {
      return Optional.of(new Value.Node(names.get(0)));
    }
    return Optional.of(
        new Value.Sequence(
            opened(names).stream().map(Value.Node::new).collect(toImmutableList())));
  }

  /** What a reference stands for as far as its name tells, or null if that is unknown. */
  Kind kind(Reference reference, Scope scope) {
    if (variable(reference, scope) != null) {
      return Kind.NODE;
    }
    if (reference.parent().isPresent() && kind(reference.parent().get(), scope) != Kind.INSTANCE) {
      return null;
    }
    for (String path : paths(reference, scope)) {
      List<Entry> family = family(path, reference.name());
      if (!family.isEmpty()) {
        return family.get(0).kind;
      }
    }
    return null;
  }

  /** The nodes that a variable of that name holds, or null if it is no such variable. */
  private static ImmutableList<Full> variable(Reference reference, Scope scope) {
    if (reference.parent().isPresent() || !reference.indices().isEmpty()) {
      return null;
    }
    Value value = scope.lookup(reference.name());
    if (value instanceof Value.Node node) {
      return ImmutableList.of(node.name());
    }
    boolean nodes =
        value instanceof Value.Sequence list
            && !list.items().isEmpty()
            && list.items().stream().allMatch(Value.Node.class::isInstance);
    return nodes
        ? ((Value.Sequence) value)
            .items().stream().map(item -> ((Value.Node) item).name()).collect(toImmutableList())
        : null;
  }

  /** Everything of a name, whatever its indices, in the order of definition. */
  private List<Entry> family(String path, String name) {
    List<Entry> own = families.get(path + name);
    if ((!complete || own.isEmpty()) && foresees(name)) {
      List<Entry> foreseen = forerunner.names().families.get(path + name);
      return foreseen.isEmpty() ? own : foreseen;
    }
    return own;
  }

  private boolean foresees(String name) {
    return forerunner != null && forerunner.mayKnow(name);
  }

  /** The names that a reference stands for, groups unopened. */
  List<Full> written(Reference reference, Scope scope, Kind... kinds) {
    ImmutableList<Full> held = variable(reference, scope);
    if (held != null) {
      return held;
    }
    List<Full> found = new ArrayList<>();
    boolean open = reference.indices().stream().anyMatch(Index.All.class::isInstance);
    Collection<String> paths = paths(reference, scope);
    for (String path : paths) {
      if (open) {
        found.addAll(indices.matching(reference, scope, family(path, reference.name())));
      } else {
        indices
            .expand(reference, scope)
            .forEach(numbers -> found.add(new Full(path, reference.name(), numbers)));
      }
    }
    if (found.isEmpty() && open) {
      boolean known = paths.stream().anyMatch(path -> !family(path, reference.name()).isEmpty());
      if (known) {
        throw Mistake.at(
            reference.span(),
            "no-family",
            "'" + Sources.oneLine(reference) + "' names nothing");
      }
      throw unknown(
          new Full(paths.iterator().next(), reference.name(), ImmutableList.of()),
          reference, scope, kinds);
    }
    return found;
  }

  /** In which instances the last step of a reference is to be looked for; at least one. */
  private Collection<String> paths(Reference reference, Scope scope) {
    if (reference.parent().isPresent()) {
      Set<String> paths = new LinkedHashSet<>();
      for (Full instance : written(reference.parent().get(), scope, Kind.INSTANCE)) {
        requireInstance(instance, reference.parent().get(), scope);
        paths.add(instance + ".");
      }
      return paths;
    }
    for (Space space = scope.space(); space.outer() != null; space = space.outer()) {
      if (!family(space.prefix(), reference.name()).isEmpty()) {
        return ImmutableList.of(space.prefix());
      }
    }
    return ImmutableList.of("");
  }

  private void requireInstance(Full name, Reference reference, Scope scope) {
    boolean foreseen =
        family(name.path, name.name).stream()
            .anyMatch(entry -> entry.kind == Kind.INSTANCE && entry.name.equals(name));
    if (!foreseen) {
      require(name, reference, scope, Kind.INSTANCE);
    }
  }

  /** With nodes in the place of groups, and nothing twice. */
  List<Full> opened(List<Full> names) {
    Set<Full> nodes = new LinkedHashSet<>();
    for (Full name : names) {
      Names owner = !complete && foresees(name.name) ? forerunner.names() : this;
      if (owner.groups.contains(name)) {
        nodes.addAll(owner.groups.nodes(name));
      } else {
        nodes.add(name);
      }
    }
    return ImmutableList.copyOf(nodes);
  }

  private Entry require(Full name, Reference reference, Scope scope, Kind... kinds) {
    Entry entry = entries.get(name.toString());
    if (entry == null) {
      throw unknown(name, reference, scope, kinds);
    }
    if (!Arrays.asList(kinds).contains(entry.kind)) {
      throw Mistake.at(
          reference.span(),
          "wrong-kind",
          "'" + name + "' is " + entry.kind.described() + ", expected a " + words(kinds),
          "defined at " + entry.span.location());
    }
    if (entry.index < 0) {
      throw Mistake.silent();
    }
    return entry;
  }

  private Mistake unknown(Full name, Reference reference, Scope scope, Kind... kinds) {
    Value variable =
        reference.parent().isEmpty() ? scope.lookup(reference.name()) : null;
    if (variable instanceof Value.Unknown) {
      return Mistake.silent();
    }
    return problems.unknownName(
        reference.span(),
        "unknown-" + kinds[0].word().toLowerCase(Locale.ROOT),
        name.toString(),
        () ->
            UnknownName.explained(
                name, variable, family(name.path, name.name), entries.values(), kinds));
  }

  /** {@code node, link or LAN}. */
  static String words(Kind... kinds) {
    List<String> words = Arrays.stream(kinds).map(Kind::word).distinct().toList();
    int last = words.size() - 1;
    return (last > 0 ? String.join(", ", words.subList(0, last)) + " or " : "") + words.get(last);
  }

  private static boolean isOne(Reference reference) {
    return reference.indices().stream().allMatch(Index.At.class::isInstance)
        && (reference.parent().isEmpty() || isOne(reference.parent().get()));
  }

  private static void requireOne(Reference reference) {
    for (Index index : reference.indices()) {
      if (!(index instanceof Index.At)) {
        throw Mistake.at(
            index.span(),
            "not-one",
            "expected one index, found the range '" + Sources.oneLine(index) + "'");
      }
    }
    reference.parent().ifPresent(Names::requireOne);
  }
}
