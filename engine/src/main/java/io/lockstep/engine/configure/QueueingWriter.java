package io.lockstep.engine.configure;

import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.netlink.Attributes;
import io.lockstep.engine.netlink.NetlinkConstants;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.TrafficRequests;
import io.lockstep.engine.netlink.options.OptionException;
import io.lockstep.engine.netlink.options.Values;
import io.lockstep.engine.netlink.qdiscs.Filter;
import io.lockstep.engine.netlink.qdiscs.MatchEncoder;
import io.lockstep.engine.netlink.qdiscs.QdiscEncoder;
import io.lockstep.engine.netlink.qdiscs.QdiscEncoders;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.vocabulary.QdiscKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import io.lockstep.libos.Errno;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Gives a netdev a queueing discipline with all that hangs below it. The root has the handle 1:,
 * the others 2:, 3:, … in the order in which they stand in the scenario; a class has the number
 * that it has there.
 */
final class QueueingWriter {
  private static final int CHILD_CLASS = 1;
  private static final int PRIO_BANDS = 3;

  private final NetlinkSession session;
  private final String netdev;
  private final int ifindex;
  private int major;

  QueueingWriter(NetlinkSession session, NetworkItem.Queueing queueing) {
    this.session = session;
    this.netdev = queueing.netdev();
    this.ifindex = session.ifindex(netdev, queueing.source());
  }

  /** Puts it in the place of what was there. */
  void add(NetworkItem.Queueing queueing) {
    try {
      session.attempt(TrafficRequests.removeRoot(ifindex, netdev));
    } catch (NetlinkException e) {
      // That there is only the kernel's default is told in different ways.
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.EINVAL) {
        throw session.refusal(queueing.source(), e, "");
      }
    }
    qdisc(queueing.root(), NetlinkConstants.TC_H_ROOT);
  }

  /** Back to the kernel's default. */
  void remove(NetworkItem.Queueing queueing) {
    session.send(TrafficRequests.removeRoot(ifindex, netdev), queueing.source());
  }

  private void qdisc(NetworkItem.Qdisc qdisc, int parent) {
    QdiscKind kind = Vocabulary.qdisc(qdisc.kind()).orElse(null);
    QdiscEncoder encoder = QdiscEncoders.all().get(qdisc.kind());
    if (kind == null || encoder == null) {
      throw new ConfigurationException(
          qdisc.source(),
          "there is no qdisc " + qdisc.kind()
              + Suggestions.didYouMean(qdisc.kind(), QdiscEncoders.all().keySet()));
    }
    checkContent(kind, qdisc);
    int handle = ++major << 16;
    String what = "qdisc " + qdisc.kind();
    Attributes options =
        encode(what, qdisc.source(), () -> encoder.encode(kind, qdisc.options()));
    send(
        TrafficRequests.qdisc(ifindex, handle, parent, qdisc.kind(), options, netdev),
        qdisc.kind(),
        qdisc.source());
    if (qdisc.child().isPresent()) {
      qdisc(qdisc.child().get(), handle | CHILD_CLASS);
    }
    int priority = 0;
    for (NetworkItem.QdiscClass each : qdisc.classes()) {
      int classId = handle | each.minor();
      if (hasOwnClasses(kind)) {
        String name = "class " + each.minor() + " of qdisc " + qdisc.kind();
        Attributes classOptions =
            encode(name, each.source(), () -> encoder.encodeClass(kind, each.options()));
        send(
            TrafficRequests.trafficClass(
                ifindex, classId, handle | each.parent(), qdisc.kind(), classOptions, netdev),
            qdisc.kind(),
            each.source());
      } else {
        checkBand(each, qdisc);
      }
    }
    for (NetworkItem.QdiscClass each : qdisc.classes()) {
      int classId = handle | each.minor();
      for (Map<String, OptionValue> match : each.matches()) {
        for (Filter filter :
            encode("match", each.source(), () -> MatchEncoder.encode(match, classId))) {
          send(
              TrafficRequests.filter(ifindex, handle, ++priority, filter, netdev),
              filter.kind(),
              each.source());
        }
      }
    }
    for (NetworkItem.QdiscClass each : qdisc.classes()) {
      if (each.leaf().isPresent()) {
        qdisc(each.leaf().get(), handle | each.minor());
      }
    }
  }

  private void checkContent(QdiscKind kind, NetworkItem.Qdisc qdisc) {
    if (!qdisc.classes().isEmpty() && !kind.classful()) {
      throw session.mistake(
          qdisc.classes().get(0).source(), ": qdisc " + kind.name() + " has no classes");
    }
    if (qdisc.child().isPresent() && kind.content() != QdiscKind.Content.CHILD) {
      throw session.mistake(
          qdisc.child().get().source(),
          ": qdisc " + kind.name()
              + (kind.classful()
                  ? " takes other queueing disciplines only in its classes"
                  : " takes no other queueing discipline"));
    }
    Set<Integer> declared = new HashSet<>();
    for (NetworkItem.QdiscClass each : qdisc.classes()) {
      if (each.parent() != 0 && !declared.contains(each.parent())) {
        throw session.mistake(
            each.source(),
            ": class " + each.minor() + " of qdisc " + kind.name() + " lies in class "
                + each.parent() + ", which does not exist");
      }
      declared.add(each.minor());
    }
    if (kind.content() == QdiscKind.Content.CLASSES) {
      for (NetworkItem.QdiscClass each : qdisc.classes()) {
        if (each.parent() != 0) {
          throw session.mistake(
              each.source(), ": the classes of qdisc " + kind.name() + " have no classes");
        }
      }
    }
  }

  /** The bands of prio and ets are there from the start. */
  private static boolean hasOwnClasses(QdiscKind kind) {
    return !kind.classOptions().isEmpty();
  }

  private void checkBand(NetworkItem.QdiscClass band, NetworkItem.Qdisc qdisc) {
    if (!band.options().isEmpty()) {
      throw session.mistake(
          band.source(), ": the classes of qdisc " + qdisc.kind() + " have no options");
    }
    int bands = bands(qdisc);
    if (band.minor() > bands) {
      throw session.mistake(
          band.source(),
          ": qdisc " + qdisc.kind() + " has " + bands + " bands, found class " + band.minor());
    }
  }

  private static int bands(NetworkItem.Qdisc qdisc) {
    Map<String, OptionValue> options = qdisc.options();
    int usual = qdisc.kind().equals("prio") ? PRIO_BANDS : 0;
    if (options.containsKey("quanta")) {
      usual = Values.several(options.get("quanta")).size();
    }
    usual += (int) Values.orElse(options, "strict", 0);
    return (int) Values.orElse(options, "bands", usual);
  }

  private <T> T encode(String what, Source source, Supplier<T> encoding) {
    try {
      return encoding.get();
    } catch (OptionException e) {
      throw session.mistake(source, ": " + what + " on " + netdev + ": " + e.getMessage());
    }
  }

  private void send(NetlinkMessage message, String kind, Source source) {
    try {
      session.attempt(message);
    } catch (NetlinkException e) {
      String text = e.explanation();
      if (e.errno() == Errno.ENOENT && (text.contains("unknown") || text.contains("not found"))) {
        throw session.mistake(source, ": " + session.kernel() + " has no qdisc " + kind);
      }
      throw session.refusal(source, e, "");
    }
  }
}
