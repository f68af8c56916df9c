package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.lockstep.grammar.ast.Protocol;
import io.lockstep.grammar.vocabulary.Keywords;
import io.lockstep.grammar.vocabulary.OptionType;
import io.lockstep.grammar.vocabulary.OptionWord;
import io.lockstep.grammar.vocabulary.Place;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can follow within a line that has begun. */
final class LineCompletion {
  private static final ImmutableSet<String> ROUTING_TAIL =
      ImmutableSet.of("route", "rule", "neighbour");
  private static final ImmutableSet<String> NO_NAMES =
      ImmutableSet.of("scenario", "seed", "include", "file", "memory", "mac");

  private final Context context;
  private final Names names;
  private final Items items;
  private final List<String> kernels;

  LineCompletion(Context context, Names names, Items items, List<String> kernels) {
    this.context = context;
    this.names = names;
    this.items = items;
    this.kernels = kernels;
  }

  void propose() {
    String word = context.word();
    String before = context.before();
    Optional<OptionWord> option = Expected.option(word, context, names);
    if (before.equals(".") && !word.equals("sysctl") && !word.equals("kernel")) {
      new MemberCompletion(context, names, items).propose();
    } else if (option.isPresent()) {
      option(option.get());
    } else if (Places.of(context, names).contains(Place.SCRIPT)) {
      script(word);
    } else {
      statement(word.equals("remove") && context.line().size() > 1
          ? context.line().get(1).text()
          : word, before);
    }
  }

  /** A line of a program. */
  private void script(String word) {
    if (word.equals("after")) {
      names(Names.ACTIVITIES);
    }
    ScriptItems.values(items);
    names(Names.VALUES);
    names(Names.NODES);
    clauses("program", "fails", "takes", "blocks", "timeout");
  }

  private void statement(String word, String before) {
    switch (word) {
      case "sysctl" -> {
        if (!context.has("=")) {
          Sysctls.propose(names.configurable(context), items);
        }
      }
      case "kernel" -> kernels(before);
      case "node", "profile" -> {
        if (context.has(":")) {
          names("profile");
        }
      }
      case "link" -> ends(Names.NODES);
      case "lan", "group" -> {
        if (context.has("=")) {
          ends(Names.NODES);
        }
      }
      case "flow" -> {
        if (before.equals("=") || before.equals("flow")) {
          clauses(word, "tcp", "udp", "mptcp", "sctp", "dccp", "raw", "packet");
        } else if (Arrays.stream(Protocol.values()).anyMatch(one -> context.has(one.word()))) {
          names(Names.NODES);
        }
      }
      case "ping", "traceroute", "reboot" -> names(Names.NODES);
      case "exec", "daemon" -> {
        if (before.equals("on")) {
          names(Names.NODES);
        } else if (before.equals("=") || before.equals(word)) {
          clauses(word, "on");
        }
      }
      case "program" -> {
        if (before.equals("on")) {
          names(Names.NODES);
        } else if (!before.equals(word)) {
          clauses(word, "on");
        }
      }
      case "toward" -> names("node", "use");
      case "route", "rule", "neighbour", "address" -> routing(word, before);
      case "set" -> names(Sets.union(Names.NODES, Names.WIRES));
      case "up", "down" -> names(Sets.union(Names.NODES, Names.WIRES));
      case "stop" -> names(Names.ACTIVITIES);
      case "start" -> start(before);
      case "after" -> {
        names(Names.ACTIVITIES);
        clauses(word, "and");
      }
      case "remove" ->
          ImmutableList.of("route", "rule", "neighbour", "address")
              .forEach(item -> items.word(item, ""));
      case "use" -> names("topology");
      case "expect", "when" -> condition(word, before);
      case "interface" -> {}
      case "device" -> {
        if (before.equals("=")) {
          Vocabulary.devices().forEach(kind -> items.member(kind.name(), "device", kind.doc()));
        }
      }
      case "qdisc" ->
          Vocabulary.qdiscs().forEach(kind -> items.member(kind.name(), "qdisc", kind.doc()));
      case "offload" -> words("none", "tso", "gro", "checksum");
      case "state" -> words("up", "down");
      case "master" -> netdevs();
      case "routes" -> clauses(word, "auto");
      case "implicit" -> clauses(word, "on", "off", "flows", "leaks", "warnings");
      case "capture" -> clauses(word, "on", "off");
      case "for" -> loop(before);
      case "from", "every" -> {
        clauses(word);
        values();
      }
      case "loss" -> {
        values();
        items.call(
            "gilbert", "gilbert(P, R[, LOSS_BAD, LOSS_GOOD])",
            "Loss in bursts: P and R are the chances per frame that a bad state begins and ends.",
            "${1:1%}, ${2:30%}");
      }
      case "}" -> Keywords.clause("else", "if").ifPresent(e -> items.word(e.word(), e.doc()));
      default -> {
        if (!NO_NAMES.contains(word)) {
          values();
        }
      }
    }
  }

  private void kernels(String before) {
    boolean alias = Places.of(context, names).contains(Place.TOP);
    if (alias != before.equals("=")) {
      return;
    }
    if (!alias) {
      names("kernel");
    }
    kernels.forEach(name -> items.value(name, "kernel build"));
  }

  private void ends(Set<String> words) {
    names(words);
    ImmutableList.of("address", "host").forEach(
        name ->
            Keywords.functions().stream()
                .filter(function -> function.name().equals(name))
                .forEach(items::function));
  }

  private void routing(String word, String before) {
    if (context.line().get(context.line().size() - 1).isWord() && before.equals(word)) {
      names(Names.NODES);
    } else if (before.equals("dev") || before.equals("iif") || before.equals("oif")) {
      netdevs();
    } else if (before.equals("table")) {
      words("main", "local", "default");
      names(Names.VALUES);
    } else if (ROUTING_TAIL.contains(word)) {
      clauses(word);
      names(Names.VALUES);
    } else {
      values();
    }
  }

  private void start(String before) {
    if (Places.of(context, names).contains(Place.TIMELINE)) {
      names(Names.ACTIVITIES);
    } else if (context.has("after")) {
      names(Names.ACTIVITIES);
      words("and");
    } else {
      clauses("start", "after");
      values();
    }
  }

  private void loop(String before) {
    if (context.has("in")) {
      values();
      names("group");
    } else if (!before.equals("for")) {
      clauses("for", "in");
    }
  }

  private void condition(String word, String before) {
    if (context.has("where") && !context.has("by") && !context.has("at")) {
      PacketFields.names().forEach(
          field -> items.member(field, "packet field", PacketFields.doc(field).orElse("")));
      clauses(word, "and", "or", "not", "by", "at");
      names(Names.VALUES);
    } else if (before.equals("on")) {
      names(Names.WIRES);
    } else if (before.equals("packet")) {
      clauses(word, "on");
    } else if (before.equals("no")) {
      clauses(word, "packet");
    } else {
      names(Names.ACTIVITIES);
      names("node");
      clauses(word, "packet", "no", "not", "and", "or", "where", "by", "at");
      values();
      Keywords.functions().stream().filter(f -> !f.beforeRun()).forEach(items::function);
    }
  }

  private void option(OptionWord option) {
    option.words().forEach(value -> items.value(value, option.name()));
    if (option.type() == OptionType.FLAG) {
      words("on", "off");
    } else if (option.type() == OptionType.NETDEV || option.type() == OptionType.NETDEVS) {
      netdevs();
    }
    names(Names.VALUES);
  }

  /** Of the node that the block or the line is about. */
  private void netdevs() {
    names.netdevs(context).forEach(name -> items.value(name, "netdev"));
    items.value("lo", "netdev");
  }

  private void values() {
    names(Names.VALUES);
    Keywords.functions().stream().filter(f -> f.beforeRun()).forEach(items::function);
  }

  private void names(String... words) {
    names(ImmutableSet.copyOf(words));
  }

  private void names(Set<String> words) {
    names.of(words).forEach(items::name);
  }

  private void words(String... words) {
    for (String word : words) {
      items.word(word, Keywords.clause(word, context.word()).map(w -> w.doc()).orElse(""));
    }
  }

  /** All words that may stand in a line, or those named. */
  private void clauses(String statement, String... words) {
    ImmutableSet<String> wanted = ImmutableSet.copyOf(words);
    Keywords.clauses(statement).stream()
        .filter(
            clause ->
                wanted.isEmpty()
                    ? !clause.statements().isEmpty()
                    : wanted.contains(clause.word()))
        .forEach(clause -> items.word(clause.word(), clause.doc()));
  }
}
