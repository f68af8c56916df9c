package io.lockstep.engine.draw;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.describe.ActivityWords;
import io.lockstep.engine.describe.DirectionWords;
import io.lockstep.engine.describe.MacAddress;
import io.lockstep.engine.describe.SettingWords;
import io.lockstep.engine.describe.WhenWords;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.LanPort;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Sketches the topology of a scenario. */
final class TopologySketch {
  private static final Pattern FORWARDING =
      Pattern.compile("/proc/sys/net/ipv[46]/(ip_forward|conf/(all|default)/forwarding)");
  private static final Pattern AUTOMATIC_NAME = Pattern.compile(".+--.+");

  private final ScenarioCase scenario;
  private final UnaryOperator<String> files;
  private final List<List<LinkEnd>> ends = new ArrayList<>();

  private TopologySketch(ScenarioCase scenario, UnaryOperator<String> files) {
    this.scenario = scenario;
    this.files = files;
    scenario.nodes().forEach(node -> ends.add(new ArrayList<>()));
    for (LinkSpec link : scenario.links()) {
      ends.get(link.a().node()).add(link.a());
      ends.get(link.b().node()).add(link.b());
    }
    for (LanSpec lan : scenario.lans()) {
      lan.ports().forEach(port -> ends.get(port.end().node()).add(port.end()));
    }
  }

  /** The sketch, with files named as the scenario does. */
  static Sketch of(ScenarioCase scenario) {
    return of(scenario, UnaryOperator.identity());
  }

  /**
   * The sketch.
   *
   * @param files how files are named, from their names in the scenario
   */
  static Sketch of(ScenarioCase scenario, UnaryOperator<String> files) {
    return new TopologySketch(scenario, files).sketch();
  }

  /** Where something stands. */
  private String place(Source source) {
    return new Source(files.apply(source.file()), source.line(), source.column(), source.text())
        .location();
  }

  private Sketch sketch() {
    ImmutableList.Builder<Sketch.Box> boxes = ImmutableList.builder();
    scenario.nodes().forEach(node -> boxes.add(box(node)));
    scenario.lans().forEach(lan -> boxes.add(box(lan)));
    ImmutableList.Builder<Sketch.Line> lines = ImmutableList.builder();
    scenario.links().forEach(link -> lines.add(line(link)));
    for (LanSpec lan : scenario.lans()) {
      lan.ports().forEach(port -> lines.add(line(lan, port)));
    }
    ImmutableList.Builder<Sketch.Arc> arcs = ImmutableList.builder();
    for (ActivitySpec activity : scenario.activities()) {
      if (activity instanceof ActivitySpec.Program) {
        continue;
      }
      arcs.add(
          new Sketch.Arc(
              activity.from(),
              activity.to(),
              ActivityWords.kind(activity),
              activity.name(),
              ActivityWords.ends(activity, scenario).replace("->", "→") + ", "
                  + ActivityWords.amount(activity) + ", "
                  + WhenWords.of(activity.start(), scenario)));
    }
    return new Sketch(scenario.title(), caption(), boxes.build(), lines.build(), arcs.build());
  }

  private String caption() {
    List<String> words = new ArrayList<>();
    if (!scenario.name().isEmpty()) {
      words.add(scenario.name());
    }
    words.add(count(scenario.nodes().size(), "node"));
    if (!scenario.links().isEmpty()) {
      words.add(count(scenario.links().size(), "link"));
    }
    if (!scenario.lans().isEmpty()) {
      words.add(count(scenario.lans().size(), "LAN"));
    }
    return String.join(" · ", words);
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private Sketch.Box box(NodeSpec node) {
    boolean forwards =
        node.settings().stream()
            .anyMatch(s -> FORWARDING.matcher(s.path()).matches() && !s.value().equals("0"));
    boolean router = forwards || ends.get(node.index()).size() > 1;
    return new Sketch.Box(
        router ? Sketch.Kind.ROUTER : Sketch.Kind.HOST,
        node.name(),
        node.kernel(),
        forwards,
        tooltip(node));
  }

  private String tooltip(NodeSpec node) {
    StringBuilder text = new StringBuilder("node ").append(node.name());
    text.append(node.kernel().isEmpty() ? "" : "\nkernel " + node.kernel());
    for (LinkEnd end : ends.get(node.index())) {
      text.append('\n').append(end.netdev()).append("  ").append(MacAddress.text(end.mac()));
      end.addresses().forEach(address -> text.append("  ").append(address));
    }
    for (NetworkItem item : scenario.network()) {
      if (item.node() == node.index() && item instanceof NetworkItem.Device device) {
        text.append('\n').append(device.name()).append("  ").append(device.kind());
      }
    }
    for (Setting setting : node.settings()) {
      text.append('\n').append(SettingWords.of(setting));
    }
    return text.append("\n").append(place(node.source())).toString();
  }

  private Sketch.Box box(LanSpec lan) {
    String detail = lan.ports().isEmpty() ? "" : common(lan);
    String tooltip = "lan " + lan.name() + (detail.isEmpty() ? "" : "\n" + detail) + "\n"
        + place(lan.source());
    return new Sketch.Box(Sketch.Kind.LAN, lan.name(), detail, false, tooltip);
  }

  /** The properties that most ports have. */
  private static String common(LanSpec lan) {
    String best = "";
    int most = 0;
    for (LanPort port : lan.ports()) {
      String words = words(port.down());
      int count = 0;
      for (LanPort other : lan.ports()) {
        count += words(other.down()).equals(words) ? 1 : 0;
      }
      if (count > most) {
        most = count;
        best = words;
      }
    }
    return best;
  }

  private Sketch.Line line(LinkSpec link) {
    List<String> forward = DirectionWords.of(link.forward());
    List<String> backward = DirectionWords.of(link.backward());
    List<String> both = new ArrayList<>(forward);
    both.retainAll(backward);
    String tooltip =
        "link " + link.name() + "\n" + end(link.a()) + "\n" + end(link.b())
            + "\n→ " + described(link.forward()) + "\n← " + described(link.backward())
            + "\n" + place(link.source());
    return new Sketch.Line(
        link.a().node(),
        link.b().node(),
        AUTOMATIC_NAME.matcher(link.name()).matches() ? "" : link.name(),
        String.join(" · ", both),
        without(forward, both),
        without(backward, both),
        endWords(link.a()),
        endWords(link.b()),
        DirectionWords.isImpaired(link.forward()) || DirectionWords.isImpaired(link.backward()),
        tooltip);
  }

  private Sketch.Line line(LanSpec lan, LanPort port) {
    String down = words(port.down());
    String tooltip =
        end(port.end()) + "\nto lan " + lan.name() + ": " + described(port.up())
            + "\nfrom lan " + lan.name() + ": " + described(port.down());
    return new Sketch.Line(
        scenario.nodes().size() + lan.index(),
        port.end().node(),
        "",
        "",
        down.equals(common(lan)) ? "" : down,
        "",
        ImmutableList.of(),
        endWords(port.end()),
        DirectionWords.isImpaired(port.up()) || DirectionWords.isImpaired(port.down()),
        tooltip);
  }

  private static String words(DirectionSpec direction) {
    return String.join(" · ", DirectionWords.of(direction));
  }

  private static String described(DirectionSpec direction) {
    String words = words(direction);
    return words.isEmpty() ? "no rate, no delay" : words;
  }

  private static String without(List<String> words, List<String> taken) {
    List<String> left = new ArrayList<>(words);
    left.removeAll(taken);
    return String.join(" · ", left);
  }

  private String end(LinkEnd end) {
    StringBuilder text = new StringBuilder();
    text.append(scenario.nodes().get(end.node()).name()).append('.').append(end.netdev());
    text.append("  ").append(MacAddress.text(end.mac())).append("  mtu ").append(end.mtu());
    end.addresses().forEach(address -> text.append("  ").append(address));
    return text.toString();
  }

  /** The netdev and its first address; the others are in the tooltip. */
  private static ImmutableList<String> endWords(LinkEnd end) {
    ImmutableList.Builder<String> words = ImmutableList.builder();
    words.add(end.netdev());
    end.addresses().stream().findFirst().map(Prefix::toString).ifPresent(words::add);
    return words.build();
  }
}
