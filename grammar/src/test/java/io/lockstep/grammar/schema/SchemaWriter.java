package io.lockstep.grammar.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockstep.grammar.vocabulary.DeviceKind;
import io.lockstep.grammar.vocabulary.OptionWord;
import io.lockstep.grammar.vocabulary.PacketPart;
import io.lockstep.grammar.vocabulary.PacketParts;
import io.lockstep.grammar.vocabulary.QdiscKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.List;
import java.util.Set;

/** Writes the JSON schema of scenarios in YAML, from the same tables as the checker's. */
final class SchemaWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> DIRECTION =
      List.of("rate", "delay", "loss", "queue", "jitter", "duplicate", "reorder", "corrupt");
  private static final List<String> INTERFACE =
      List.of("address", "mac", "master", "mtu", "offload", "state");
  private static final Set<String> BODY =
      Set.of("program", "topology", "for", "if", "at", "from", "every", "after", "when");
  private static final Set<String> REQUIRED_SETTINGS = Set.of("inject", "profile", "set");

  private final ObjectNode defs = JSON.createObjectNode();

  static String write() {
    return new SchemaWriter().schema().toPrettyString().replace("\" : ", "\": ") + "\n";
  }

  private ObjectNode schema() {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Lockstep scenario");
    schema.put("description", "A scenario in YAML (.scn.yaml): a list of statements.");
    schema.put("type", "array");
    schema.set("items", ref("statement"));
    define();
    schema.set("$defs", defs);
    return schema;
  }

  private void define() {
    ObjectNode text = defs.putObject("text");
    text.put("description", "Text as in a scenario; numbers and booleans are taken as written.");
    text.putArray("type").add("string").add("number").add("boolean");
    ObjectNode words = defs.putObject("words");
    ArrayNode either = words.putArray("anyOf");
    either.add(ref("text"));
    either.addObject().put("type", "array").put("minItems", 1).set("items", ref("text"));
    ObjectNode part = defs.putObject("part");
    part.put("description", "A value, several, or nothing for a flag.");
    ArrayNode values = part.putArray("anyOf");
    values.add(ref("words"));
    values.addObject().put("type", "null");
    assignments("sysctl", "Kernel parameters by their names: net.ipv4.ip_forward: 1.");
    assignments("env", "Variables of the environment: PATH: /bin.");
    assignments("file", "Writes texts into files of the node, by their paths.");
    defs.putObject("statements").put("type", "array").set("items", ref("statement"));
    statements();
    block("direction", DIRECTION);
    ObjectNode link = block("link", DIRECTION);
    property(link, "mtu");
    pattern(link, "^toward\\s+\\S", "direction", "Only the direction to that node.");
    ObjectNode node = block("node", List.of("call_cost", "memory", "kernel"));
    nodeSettings(node);
    ObjectNode set = block("set", List.of("call_cost", "memory", "kernel", "mtu"));
    DIRECTION.forEach(name -> property(set, name));
    pattern(set, "^toward\\s+\\S", "direction", "Only the direction to that node.");
    nodeSettings(set);
    block(
        "flow",
        List.of(
            "count", "dev", "df", "direction", "duration", "ethertype", "join", "leave", "option",
            "parallel", "protocol", "rate", "receivers", "request", "requests", "response", "send",
            "size", "source", "sources", "start", "stop", "think", "tos", "trace", "ttl"));
    block(
        "ping",
        List.of(
            "count", "dev", "df", "every", "interval", "option", "pattern", "size", "source",
            "start", "tos", "ttl"));
    block(
        "traceroute",
        List.of(
            "dev", "df", "max_hops", "method", "option", "probes", "size", "source", "start",
            "timeout", "tos"));
    ObjectNode program =
        block("program", List.of("directory", "start", "stdin", "stop", "timeout"));
    described(properties(program), "env", "env", "Variables of the environment.");
    described(properties(program), "file", "file", "Files of the node.");
    netdevSettings(block("interface", INTERFACE));
    for (DeviceKind kind : Vocabulary.devices()) {
      ObjectNode device = block("device-" + kind.name(), INTERFACE);
      options(device, kind.options());
      netdevSettings(device);
    }
    packets();
    options(block("match", List.of()), Vocabulary.matches());
    Vocabulary.qdiscs().forEach(this::qdisc);
  }

  private void statements() {
    ObjectNode any = defs.putObject("statement").put("type", "object");
    ObjectNode keywords = any.putObject("properties");
    ArrayNode needed = any.putArray("anyOf");
    ArrayNode kinds = any.putArray("allOf");
    KeywordDocs.STATEMENTS.forEach(
        (word, doc) -> {
          ObjectNode statement = defs.putObject("statement-" + word);
          statement.put("type", "object").put("additionalProperties", false);
          ObjectNode properties = statement.putObject("properties");
          boolean title = word.equals("scenario") || word.equals("include");
          described(properties, word, title ? "text" : "words", doc);
          ArrayNode required = statement.putArray("required").add(word);
          if (BODY.contains(word)) {
            described(properties, "do", "body", "What happens, or what there is.");
            required.add("do");
          } else if (hasSettings(word)) {
            described(properties, "with", settingsOf(word), "Its settings.");
            if (REQUIRED_SETTINGS.contains(word)) {
              required.add("with");
            }
          }
          if (word.equals("expect")) {
            described(properties, "do", "body", "The lines of a sequence.");
          }
          if (word.equals("if")) {
            described(properties, "else", "body", "If no condition holds.");
            described(
                statement.putObject("patternProperties"),
                "^else\\s+if\\s+\\S",
                "body",
                "If none of the conditions before it holds, but this one does.");
          }
          // Not oneOf: every validator shall look at one kind of statement only.
          keywords.putObject(word).put("description", doc);
          needed.addObject().putArray("required").add(word);
          ObjectNode choice = kinds.addObject();
          choice.putObject("if").putArray("required").add(word);
          choice.set("then", ref("statement-" + word));
        });
    ArrayNode body = defs.putObject("body").putArray("anyOf");
    body.add(ref("statements"));
    body.addObject().put("type", "null");
  }

  private static boolean hasSettings(String word) {
    return Set.of("node", "profile", "set", "link", "lan", "flow", "ping", "traceroute", "exec", "daemon",
            "fault", "inject")
        .contains(word);
  }

  private static String settingsOf(String word) {
    return switch (word) {
      case "profile" -> "node";
      case "lan" -> "link";
      case "exec", "daemon" -> "program";
      case "fault", "inject" -> "packet";
      default -> word;
    };
  }

  /** Packets: headers, and their fields. */
  private void packets() {
    ObjectNode packet = block("packet", List.of());
    for (PacketPart layer : PacketParts.layers()) {
      part(packet, "", layer);
    }
  }

  private void part(ObjectNode mapping, String owner, PacketPart part) {
    String path = owner.isEmpty() ? part.name() : owner + "." + part.name();
    if (PacketParts.in(path).isEmpty()) {
      described(properties(mapping), part.name(), "part", part.doc());
      return;
    }
    String definition = "packet-" + path;
    ObjectNode inside = block(definition, List.of());
    ((ArrayNode) defs.get(definition).get("anyOf")).add(ref("words"));
    for (PacketPart inner : PacketParts.in(path)) {
      part(inside, path, inner);
    }
    described(properties(mapping), part.name(), definition, part.doc());
    pattern(mapping, "^" + part.name() + "\\s+\\S", definition, part.doc());
  }

  private void nodeSettings(ObjectNode mapping) {
    described(properties(mapping), "sysctl", "sysctl", "Kernel parameters.");
    described(properties(mapping), "file", "file", "Files of the node.");
    property(mapping, "device");
    pattern(mapping, "^interface\\s+\\S", "interface", "A netdev of a link or LAN, or lo.");
    for (DeviceKind kind : Vocabulary.devices()) {
      String pattern = "^device\\s+\\S.*=\\s*" + kind.name() + "$";
      pattern(mapping, pattern, "device-" + kind.name(), kind.doc());
    }
  }

  private void netdevSettings(ObjectNode mapping) {
    described(properties(mapping), "sysctl", "sysctl", "Kernel parameters of this netdev.");
    qdiscs(mapping);
  }

  private void qdiscs(ObjectNode mapping) {
    property(mapping, "qdisc");
    for (QdiscKind kind : Vocabulary.qdiscs()) {
      pattern(mapping, "^qdisc\\s+" + kind.name() + "$", "qdisc-" + kind.name(), kind.doc());
    }
  }

  private void qdisc(QdiscKind kind) {
    ObjectNode mapping = block("qdisc-" + kind.name(), List.of());
    options(mapping, kind.options());
    if (kind.content() == QdiscKind.Content.CHILD) {
      qdiscs(mapping);
    } else if (kind.classful()) {
      String classes = "class-" + kind.name();
      described(properties(mapping), "class", "words", "A class without a block.");
      pattern(mapping, "^class\\s+\\S", classes, "A class, by its number.");
      ObjectNode inside = block(classes, List.of());
      options(inside, kind.classOptions());
      described(properties(inside), "match", "match", "Packets of this class.");
      qdiscs(inside);
      if (kind.content() == QdiscKind.Content.TREE) {
        described(properties(inside), "class", "words", "A class without a block.");
        pattern(inside, "^class\\s+\\S", classes, "A class within this one.");
      }
    }
  }

  private void assignments(String name, String doc) {
    ObjectNode pairs = JSON.createObjectNode();
    pairs.put("type", "object").set("additionalProperties", ref("text"));
    ObjectNode definition = defs.putObject(name).put("description", doc);
    ArrayNode either = definition.putArray("anyOf");
    either.add(pairs);
    either.addObject().put("type", "array").set("items", pairs.deepCopy());
    either.add(ref("text"));
  }

  /** A block: a mapping, or a list of mappings; returns the mapping. */
  private ObjectNode block(String name, List<String> properties) {
    ArrayNode either = defs.putObject(name).putArray("anyOf");
    either.add(ref(name + "-settings"));
    either.addObject().put("type", "array").set("items", ref(name + "-settings"));
    either.addObject().put("type", "null");
    ObjectNode mapping = defs.putObject(name + "-settings").put("type", "object");
    mapping.putObject("properties");
    mapping.putObject("patternProperties");
    mapping.put("additionalProperties", false);
    properties.forEach(property -> property(mapping, property));
    described(properties(mapping), "else", name, "If no condition before it holds.");
    pattern(mapping, "^if\\s+\\S", name, "Only if a condition holds.");
    pattern(mapping, "^else\\s+if\\s+\\S", name, "If no condition before holds, but this one.");
    pattern(mapping, "^for\\s+\\S+\\s+in\\s+\\S", name, "Once for each value.");
    return mapping;
  }

  private static ObjectNode properties(ObjectNode mapping) {
    return (ObjectNode) mapping.get("properties");
  }

  private void property(ObjectNode mapping, String name) {
    described(properties(mapping), name, "words", KeywordDocs.SETTINGS.get(name));
  }

  private void options(ObjectNode mapping, List<OptionWord> options) {
    for (OptionWord option : options) {
      described(properties(mapping), option.name(), "words", option.doc());
    }
  }

  private void pattern(ObjectNode mapping, String pattern, String definition, String doc) {
    described((ObjectNode) mapping.get("patternProperties"), pattern, definition, doc);
  }

  private static void described(ObjectNode into, String key, String definition, String doc) {
    ObjectNode described = ref(definition);
    described.put("description", doc);
    into.set(key, described);
  }

  private static ObjectNode ref(String definition) {
    return JSON.createObjectNode().put("$ref", "#/$defs/" + definition);
  }
}
