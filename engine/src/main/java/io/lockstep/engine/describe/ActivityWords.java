package io.lockstep.engine.describe;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.DatagramSpec;
import io.lockstep.engine.model.Heading;
import io.lockstep.engine.model.Pace;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.StreamSpec;
import io.lockstep.engine.model.Transport;
import io.lockstep.engine.model.Unit;
import java.util.ArrayList;
import java.util.List;

/** Flows, pings and programs in words. */
public final class ActivityWords {
  private static final int LONGEST_COMMAND = 60;

  private ActivityWords() {}

  /** {@code tcp}, {@code udp}, {@code ping}, {@code traceroute}, {@code exec} and so on. */
  public static String kind(ActivitySpec activity) {
    if (activity instanceof ActivitySpec.TcpFlow flow) {
      return flow.stream().transport().word();
    } else if (activity instanceof ActivitySpec.UdpFlow flow) {
      return flow.datagrams().transport().word();
    } else if (activity instanceof ActivitySpec.Program program) {
      return program.daemon() ? "daemon" : "exec";
    } else if (activity instanceof ActivitySpec.Script) {
      return "program";
    }
    return activity instanceof ActivitySpec.Traceroute ? "traceroute" : "ping";
  }

  /** {@code alice -> bob:5001}, {@code bob -> 127.0.0.1}; of a program {@code on bob}. */
  public static String ends(ActivitySpec activity, ScenarioCase scenario) {
    String from = scenario.nodes().get(activity.from()).name();
    if (isProgram(activity)) {
      return "on " + from;
    }
    if (activity instanceof ActivitySpec.UdpFlow flow && activity.address() == null) {
      DatagramSpec spec = flow.datagrams();
      return from + "." + spec.fromNetdev() + " -> "
          + scenario.nodes().get(activity.to()).name() + "." + spec.toNetdev();
    } else if (activity.address() != null && activity.address().isMulticastAddress()) {
      return from + " -> " + endpoint(activity);
    }
    boolean toNode = activity.to() >= 0 && activity.to() != activity.from();
    String to = toNode ? scenario.nodes().get(activity.to()).name() : target(activity);
    return from + " -> " + to + (port(activity) < 0 ? "" : ":" + port(activity));
  }

  /** {@code 10.0.2.1:5001}, {@code [2001:db8::1]:80}; empty for a program. */
  public static String endpoint(ActivitySpec activity) {
    if (isProgram(activity)) {
      return "";
    } else if (activity instanceof ActivitySpec.UdpFlow flow && activity.address() == null) {
      return flow.datagrams().toNetdev();
    }
    return port(activity) < 0 ? target(activity) : bracketed(activity) + ":" + port(activity);
  }

  /** What is sent: {@code 10 MB}, {@code 64 kbit, 160 B each}; or what is run. */
  public static String amount(ActivitySpec activity) {
    List<String> words = new ArrayList<>();
    if (activity instanceof ActivitySpec.TcpFlow flow) {
      StreamSpec spec = flow.stream();
      if (flow.sendBytes() >= 0) {
        words.add(size(flow.sendBytes()));
      }
      if (spec.dialogue() != null) {
        StreamSpec.Dialogue talk = spec.dialogue();
        words.add(talk.requests() == 1 ? "1 request" : talk.requests() + " requests");
        words.add(LawWords.law(talk.request(), Unit.SIZE) + " each");
        words.add("responses of " + LawWords.law(talk.response(), Unit.SIZE));
        if (!talk.think().isZero()) {
          words.add("think " + LawWords.law(talk.think(), Unit.TIME));
        }
      }
      if (spec.pace() != null) {
        words.add(LawWords.pace(spec.pace()));
      }
      shape(spec.heading(), spec.parallel(), spec.durationNs(), words);
      stop(flow.stopNs(), words);
    } else if (activity instanceof ActivitySpec.UdpFlow flow) {
      DatagramSpec spec = flow.datagrams();
      words.add(
          spec.pace() == null
              ? Quantity.of(flow.rateBitsPerSecond(), Unit.RATE)
              : LawWords.pace(spec.pace()));
      if (spec.pace() == null || spec.pace().kind() != Pace.Kind.TRACE) {
        words.add(
            (spec.size() == null
                    ? size(flow.sizeBytes())
                    : LawWords.law(spec.size(), Unit.SIZE))
                + " each");
      }
      if (flow.count() >= 0) {
        words.add(flow.count() + " datagrams");
      }
      if (spec.transport() == Transport.RAW) {
        words.add("protocol " + spec.number());
      } else if (spec.transport() == Transport.PACKET) {
        words.add(String.format("ethertype 0x%04x", spec.number()));
      }
      if (!spec.members().isEmpty()) {
        int members = spec.members().size();
        words.add(members == 1 ? "1 receiver" : members + " receivers");
      }
      shape(spec.heading(), spec.parallel(), spec.durationNs(), words);
      stop(flow.stopNs(), words);
    } else if (activity instanceof ActivitySpec.Traceroute way) {
      words.add((way.icmp() ? "icmp" : "udp") + " up to " + way.maxHops() + " hops");
      words.add(way.probes() == 1 ? "1 probe each" : way.probes() + " probes each");
    } else if (activity instanceof ActivitySpec.Ping ping) {
      words.add(
          ping.count() == 1
              ? "1 request"
              : ping.count() + " requests every " + Quantity.time(ping.intervalNs()));
      words.add(size(ping.sizeBytes()));
    } else if (activity instanceof ActivitySpec.Program program) {
      words.add(commandLine(program));
      if (program.timeoutNs() >= 0) {
        words.add("at most " + Quantity.time(program.timeoutNs()));
      }
      stop(program.stopNs(), words);
    } else if (activity instanceof ActivitySpec.Script script) {
      words.add(script.steps().size() == 1 ? "1 step" : script.steps().size() + " steps");
    }
    return String.join(", ", words);
  }

  /** Its first line that says something, shortened. */
  public static String commandLine(ActivitySpec.Program program) {
    List<String> lines =
        program.command().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String first = lines.isEmpty() ? "" : lines.get(0);
    boolean cut = first.length() > LONGEST_COMMAND;
    return (cut ? first.substring(0, LONGEST_COMMAND) : first)
        + (cut || lines.size() > 1 ? " …" : "");
  }

  /** When it stops sending, in nanoseconds, or -1 if that is not known before. */
  public static long stopNs(ActivitySpec activity) {
    if (activity instanceof ActivitySpec.TcpFlow flow) {
      return flow.stopNs();
    } else if (activity instanceof ActivitySpec.Program program) {
      return program.stopNs();
    }
    return activity instanceof ActivitySpec.UdpFlow flow ? flow.stopNs() : -1;
  }

  private static void shape(Heading heading, int parallel, long durationNs, List<String> words) {
    if (heading != Heading.FORWARD) {
      words.add(heading == Heading.BOTH ? "in both directions" : "backward");
    }
    if (parallel > 1) {
      words.add(parallel + " in parallel");
    }
    if (durationNs >= 0) {
      words.add("for " + Quantity.time(durationNs));
    }
  }

  private static boolean isProgram(ActivitySpec activity) {
    return activity instanceof ActivitySpec.Program || activity instanceof ActivitySpec.Script;
  }

  private static int port(ActivitySpec activity) {
    if (activity instanceof ActivitySpec.TcpFlow flow) {
      return flow.port();
    }
    return activity instanceof ActivitySpec.UdpFlow flow
            && flow.datagrams().transport().hasPorts()
        ? flow.port()
        : -1;
  }

  private static String target(ActivitySpec activity) {
    return InetAddresses.toAddrString(activity.address());
  }

  private static String bracketed(ActivitySpec activity) {
    return InetAddresses.toUriString(activity.address());
  }

  private static String size(long bytes) {
    return Quantity.of(bytes, Unit.SIZE);
  }

  private static void stop(long stopNs, List<String> words) {
    if (stopNs >= 0) {
      words.add("until " + Quantity.time(stopNs));
    }
  }
}
