package io.lockstep.engine.capture;

import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.packet.PacketSummary;
import io.lockstep.engine.packet.PacketView;
import io.lockstep.engine.sim.DropReason;
import io.lockstep.engine.sim.SimulationListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Records every frame of a run in one pcapng file, twice: outbound at the netdev that sends it,
 * with the time it left, and inbound at the one that receives it, with the time it arrived.
 * Interface {@code 2 * link + end} is the netdev at that end of that link; behind those of all
 * links there is one for each port of each LAN.
 *
 * <p>Scenario events are comments on the next packet (after the last one: on the last packet). A
 * frame that a link loses at once has a comment at its outbound record; one that is lost later is
 * named in a comment on the next packet.
 *
 * <p>Time stamps are {@link #EPOCH_SECONDS} plus virtual time, so that the bytes depend on nothing
 * but the run. The file is written as {@code NAME.part} and gets its name when it is complete. The
 * first failure to write is kept for {@link #failure} and ends the recording; the simulation is not
 * disturbed.
 */
public final class Capture implements SimulationListener, AutoCloseable {
  /** Virtual time 0 in the file: 2000-01-01T00:00:00Z, in seconds since 1970. */
  public static final long EPOCH_SECONDS = 946_684_800L;

  private static final long EPOCH_NS = EPOCH_SECONDS * 1_000_000_000L;

  private final ScenarioCase scenario;
  private final Wires wires;
  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final PcapngWriter writer;
  private final PacketView view = new PacketView();
  private final List<String> comments = new ArrayList<>();
  private IOException failure;
  private long lastTime = Long.MIN_VALUE;
  private int lastWire = -1;
  private int lastDirection;
  private int lastOffset;

  /** Creates the file, with its interfaces. */
  public Capture(ScenarioCase scenario, Path file) throws IOException {
    this.scenario = scenario;
    this.wires = new Wires(scenario);
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    this.writer = new PcapngWriter(channel);
    writer.section("Lockstep");
    for (int wire = 0; wire < wires.count(); wire++) {
      if (!wires.isLink(wire)) {
        LinkEnd member = wires.end(wire, 0);
        writer.networkInterface(name(member), wires.describe(wire), member.mac());
        continue;
      }
      LinkSpec link = scenario.links().get(wire);
      String description = "link " + link.name() + ": " + name(link.a()) + " -- " + name(link.b());
      writer.networkInterface(name(link.a()), description, link.a().mac());
      writer.networkInterface(name(link.b()), description, link.b().mac());
    }
  }

  /** The interface of the netdev at one end of a link; a port of a LAN has one only. */
  private int netdev(int wire, int end) {
    return wires.isLink(wire) ? 2 * wire + end : scenario.links().size() + wire;
  }

  private String name(LinkEnd end) {
    return scenario.nodes().get(end.node()).name() + "." + end.netdev();
  }

  @Override
  public void sent(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    record(timeNs, netdev(wire, direction), PcapngWriter.OUTBOUND, memory, offset, length);
    lastTime = timeNs;
    lastWire = wire;
    lastDirection = direction;
    lastOffset = offset;
  }

  @Override
  public void received(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {
    record(timeNs, netdev(wire, 1 - direction), PcapngWriter.INBOUND, memory, offset, length);
    lastWire = -1;
  }

  @Override
  public void dropped(
      long timeNs,
      int wire,
      int direction,
      DropReason reason,
      ByteBuffer memory,
      int offset,
      int length) {
    String text = "lost on " + wires.describe(wire) + ": " + words(reason);
    boolean justSent =
        lastWire == wire
            && lastDirection == direction
            && lastTime == timeNs
            && lastOffset == offset;
    if (justSent && failure == null) {
      comment(text);
    } else {
      comments.add(
          at(timeNs) + text + ": " + PacketSummary.of(view.wrap(memory, offset, length)));
    }
  }

  @Override
  public void event(long timeNs, String description, Source source) {
    String where = source == null ? "" : " (line " + source.line() + ")";
    comments.add(at(timeNs) + description + where);
  }

  /** What went wrong with writing, or null. */
  public IOException failure() {
    return failure;
  }

  /** Completes the file and gives it its name. */
  public void complete() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (writer.hasPacket()) {
      for (String comment : comments) {
        writer.comment(comment);
      }
    }
    writer.close();
    channel.close();
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes what is unfinished; does nothing after {@link #complete}. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }

  private void record(
      long timeNs, int id, int flags, ByteBuffer memory, int offset, int length) {
    if (failure != null) {
      return;
    }
    try {
      writer.packet(id, EPOCH_NS + timeNs, flags, memory, offset, length);
    } catch (IOException e) {
      failure = e;
      return;
    }
    if (!comments.isEmpty()) {
      comments.forEach(this::comment);
      comments.clear();
    }
  }

  private void comment(String text) {
    if (failure == null) {
      try {
        writer.comment(text);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  private static String at(long timeNs) {
    return "at " + Quantity.time(timeNs) + ": ";
  }

  private static String words(DropReason reason) {
    return switch (reason) {
      case LOSS -> "random loss";
      case QUEUE_FULL -> "queue full";
      case LINK_DOWN -> "link down";
      case NODE_DEAD -> "node dead";
    };
  }
}
