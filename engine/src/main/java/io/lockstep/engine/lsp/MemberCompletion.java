package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import io.lockstep.grammar.vocabulary.Keywords;
import io.lockstep.grammar.vocabulary.MetricWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can stand behind a dot. */
final class MemberCompletion {
  private static final ImmutableSet<String> DATAGRAMS =
      ImmutableSet.of("udp", "dccp", "raw", "packet");
  private static final ImmutableSet<String> ASKING = ImmutableSet.of("expect", "when");

  private final Context context;
  private final Names names;
  private final Items items;

  MemberCompletion(Context context, Names names, Items items) {
    this.context = context;
    this.names = names;
    this.items = items;
  }

  void propose() {
    ImmutableList<String> path = path();
    if (path.isEmpty()) {
      return;
    }
    if (context.has("where")) {
      field(String.join(".", path) + ".");
      return;
    }
    Optional<Definition> definition = Optional.empty();
    int known = path.size();
    while (known > 0 && definition.isEmpty()) {
      definition = names.find(path.subList(0, known));
      known -= definition.isPresent() ? 0 : 1;
    }
    if (definition.isPresent()) {
      members(definition.get(), path.subList(known, path.size()));
    }
  }

  private void members(Definition definition, List<String> rest) {
    switch (definition.word()) {
      case "use" -> {
        if (rest.isEmpty()) {
          names
              .inside(
                  definition.made(),
                  Names.OBJECTS)
              .forEach(items::name);
        }
      }
      case "flow" ->
          metrics(
              DATAGRAMS.stream().anyMatch(definition.detail()::startsWith) ? "udp" : "tcp", rest);
      case "ping" -> metrics("ping", rest);
      case "traceroute" -> metrics("traceroute", rest);
      case "exec", "daemon" -> metrics("exec", rest);
      case "program" -> metrics("program", rest);
      case "node" -> {
        if (rest.isEmpty() && ASKING.contains(context.word())) {
          items.call(
              "counter", "counter(\"NAME\")",
              "A counter as nstat prints it: /proc/net/snmp, snmp6 and netstat.", "\"$1\"");
          items.call("sysctl", "sysctl(\"KEY\")", "The value of a sysctl.", "\"$1\"");
        } else if (rest.isEmpty()) {
          names.netdevs(definition.name()).forEach(name -> items.value(name, "netdev"));
        }
      }
      default -> {}
    }
  }

  private void metrics(String activity, List<String> rest) {
    String typed = rest.isEmpty() ? "" : String.join(".", rest) + ".";
    for (MetricWord metric : Keywords.metrics()) {
      if (metric.activities().contains(activity) && metric.name().startsWith(typed)) {
        items.member(metric.name().substring(typed.length()), activity, metric.doc());
      }
    }
  }

  private void field(String typed) {
    for (String field : PacketFields.names()) {
      if (field.startsWith(typed)) {
        items.member(
            field.substring(typed.length()),
            "packet field",
            PacketFields.doc(field).orElse(""));
      }
    }
  }

  /** The names before the dot, without indices: {@code d.left[1].} gives d and left. */
  private ImmutableList<String> path() {
    List<String> path = new ArrayList<>();
    int depth = 0;
    boolean dot = false;
    for (Token token : Lists.reverse(context.line())) {
      if (token.is("]")) {
        depth++;
      } else if (token.is("[")) {
        depth--;
      } else if (depth > 0) {
        continue;
      } else if (token.is(".")) {
        dot = true;
      } else if (token.isWord() && dot) {
        path.add(0, token.text());
        dot = false;
      } else {
        break;
      }
    }
    return ImmutableList.copyOf(path);
  }
}
