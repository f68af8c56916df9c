package io.lockstep.engine.packet;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.lockstep.engine.model.InjectSpec;
import io.lockstep.engine.model.PacketPart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes frames from the headers that a scenario writes: fills in what it leaves out, and puts
 * lengths and checksums right unless they are given.
 */
public final class PacketComposer {
  private static final Set<String> ON_IP =
      Set.of("icmp", "igmp", "tcp", "udp", "sctp", "gre");
  private static final Set<String> ON_IP6 =
      Set.of("icmp6", "hopopts", "dstopts", "routing", "fraghdr");
  private static final long BROADCAST = 0xffffffffffffL;
  private static final int QUOTED = 548;

  private final List<PacketPart> layers;
  private final InjectSpec.Defaults defaults;
  private final PacketMemory memory;

  /**
   * Where a header stands.
   *
   * @param source address in the IP header around it, or null
   * @param target likewise
   * @param quoted whether it is inside an ICMP error, so that it went the other way
   */
  record Place(byte[] source, byte[] target, boolean quoted) {
    static final Place OUTSIDE = new Place(null, null, false);
  }

  private PacketComposer(
      List<PacketPart> layers, InjectSpec.Defaults defaults, PacketMemory memory) {
    this.layers = layers;
    this.defaults = defaults;
    this.memory = memory;
  }

  /**
   * The bytes of a frame, or of several if it is to be sent in fragments.
   *
   * @param memory packets seen before; null to find mistakes only
   * @throws BadPacketException if the packet cannot be made
   */
  public static ImmutableList<byte[]> compose(
      List<PacketPart> parts, InjectSpec.Defaults defaults, PacketMemory memory) {
    if (parts.isEmpty()) {
      throw new BadPacketException(null, "expected at least one header");
    }
    boolean raw = parts.stream().allMatch(part -> part.name().equals("data"));
    List<PacketPart> layers = raw ? parts : complete(parts, defaults);
    PacketComposer composer = new PacketComposer(layers, defaults, memory);
    byte[] frame = composer.build(0, Place.OUTSIDE);
    if (frame.length < 14) {
      throw new BadPacketException(
          parts.get(0), "the frame has " + frame.length + " bytes, expected at least 14");
    } else if (frame.length > 65_549) {
      throw new BadPacketException(
          parts.get(0), "the frame has " + frame.length + " bytes, expected at most 65549");
    }
    return composer.fragments(frame);
  }

  private static List<PacketPart> complete(
      List<PacketPart> parts, InjectSpec.Defaults defaults) {
    List<PacketPart> layers = new ArrayList<>(parts);
    int at = 0;
    if (!layers.get(0).name().equals("eth")) {
      layers.add(0, empty("eth"));
    }
    at++;
    while (at < layers.size()
        && (layers.get(at).name().equals("vlan") || layers.get(at).name().equals("mpls"))) {
      at++;
    }
    if (at < layers.size()) {
      String first = layers.get(at).name();
      boolean four = defaults.source4().isPresent() && defaults.target4().isPresent();
      if (ON_IP6.contains(first) || ON_IP.contains(first) && !four && !first.equals("icmp")) {
        layers.add(at, empty("ip6"));
      } else if (ON_IP.contains(first)) {
        layers.add(at, empty("ip"));
      }
    }
    return layers;
  }

  private static PacketPart empty(String name) {
    return new PacketPart(name, ImmutableList.of(), ImmutableList.of());
  }

  private ImmutableList<byte[]> fragments(byte[] frame) {
    for (PacketPart layer : layers) {
      if (layer.name().equals("ip") || layer.name().equals("ip6")) {
        PartReader reader = new PartReader(layer, memory);
        Optional<PacketPart> wanted = reader.find("fragments");
        return wanted.isEmpty()
            ? ImmutableList.of(frame)
            : Fragments.of(frame, reader, wanted.get());
      }
    }
    return ImmutableList.of(frame);
  }

  /** The bytes of a layer and all inside it. */
  byte[] build(int index, Place place) {
    if (index >= layers.size()) {
      return new byte[0];
    }
    PartReader reader = new PartReader(layers.get(index), memory);
    return switch (reader.header().name()) {
      case "eth" -> ethernet(index, reader, place);
      case "vlan" -> vlan(index, reader, place);
      case "arp" -> join(arp(reader), build(index + 1, place));
      case "mpls" -> mpls(index, reader, place);
      case "ip" -> IpHeaders.four(this, index, reader, place);
      case "ip6" -> IpHeaders.six(this, index, reader, place);
      case "hopopts", "dstopts", "routing", "fraghdr" ->
          ExtensionHeaders.build(this, index, reader, place);
      case "icmp" -> IcmpHeaders.four(this, index, reader, place);
      case "icmp6" -> IcmpHeaders.six(this, index, reader, place);
      case "igmp" -> GroupHeaders.igmp(reader, build(index + 1, place));
      case "tcp" -> TransportHeaders.tcp(reader, build(index + 1, place), place);
      case "udp" ->
          TransportHeaders.udp(reader, next(index), build(index + 1, place), place);
      case "sctp" -> TransportHeaders.sctp(reader, build(index + 1, place));
      case "gre" -> gre(index, reader, place);
      case "vxlan" -> vxlan(index, reader, place);
      case "data" -> join(data(reader), build(index + 1, place));
      default -> join(quote(reader), build(index + 1, place));
    };
  }

  /** The name of the layer behind another, or null. */
  String next(int index) {
    return index + 1 < layers.size() ? layers.get(index + 1).name() : null;
  }

  /** The layer behind another; only if there is one. */
  PartReader nextReader(int index) {
    return new PartReader(layers.get(index + 1), memory);
  }

  PartReader reader(int index) {
    return new PartReader(layers.get(index), memory);
  }

  int count() {
    return layers.size();
  }

  /** The address that a header has by default. */
  byte[] address(boolean source, boolean six, PartReader reader) {
    Optional<InetAddress> found =
        source
            ? six ? defaults.source6() : defaults.source4()
            : six ? defaults.target6() : defaults.target4();
    return found
        .map(InetAddress::getAddress)
        .orElseThrow(() -> reader.missing(source ? "src" : "dst"));
  }

  private byte[] ethernet(int index, PartReader reader, Place place) {
    long source = reader.mac("src");
    long target = reader.mac("dst");
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    mac(out, target < 0 ? targetMac(index) : target);
    mac(out, source < 0 ? defaults.sourceMac() : source);
    out.writeShort((int) reader.number("type", 0xffff, ethertype(index)));
    out.write(build(index + 1, place));
    return out.toByteArray();
  }

  private int ethertype(int index) {
    String next = next(index);
    return "vlan".equals(next)
        ? (int) nextReader(index).number("tpid", 0xffff, PacketView.ETHERTYPE_VLAN)
        : Layers.ethertype(next);
  }

  /** Where a frame goes by what it carries. */
  private long targetMac(int index) {
    for (int i = index + 1; i < layers.size(); i++) {
      PartReader reader = reader(i);
      String name = reader.header().name();
      if (name.equals("arp")) {
        boolean request = reader.choice("op", GroupHeaders.ARP_OPERATIONS, 0xffff, 1) == 1;
        return request ? BROADCAST : defaults.targetMac();
      } else if (name.equals("ip") || name.equals("ip6")) {
        return targetMac(reader.address("dst", name.equals("ip") ? 4 : 16));
      } else if (!name.equals("vlan") && !name.equals("mpls")) {
        break;
      }
    }
    return defaults.targetMac();
  }

  private long targetMac(byte[] address) {
    if (address == null) {
      return defaults.targetMac();
    }
    InetAddress target = inet(address);
    if (address.length == 4 && target.isMulticastAddress()) {
      return 0x01005e000000L
          | (address[1] & 0x7fL) << 16 | (address[2] & 0xffL) << 8 | address[3] & 0xffL;
    } else if (address.length == 16 && target.isMulticastAddress()) {
      return 0x333300000000L
          | (address[12] & 0xffL) << 24 | (address[13] & 0xffL) << 16
          | (address[14] & 0xffL) << 8 | address[15] & 0xffL;
    } else if (address.length == 4 && address[0] == -1 && address[3] == -1) {
      return BROADCAST;
    }
    return defaults.neighbours().getOrDefault(target, defaults.targetMac());
  }

  private static InetAddress inet(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] vlan(int index, PartReader reader, Place place) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    long tag =
        reader.number("priority", 7, 0) << 13
            | (reader.flag("dei") ? 1 << 12 : 0)
            | reader.number("id", 4095, 0);
    out.writeShort((int) tag);
    out.writeShort((int) reader.number("type", 0xffff, ethertype(index)));
    out.write(build(index + 1, place));
    return out.toByteArray();
  }

  private byte[] arp(PartReader reader) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    int operation = (int) reader.choice("op", GroupHeaders.ARP_OPERATIONS, 0xffff, 1);
    out.writeShort((int) reader.number("hw_type", 0xffff, 1));
    out.writeShort((int) reader.number("proto_type", 0xffff, 0x0800));
    out.writeByte(6);
    out.writeByte(4);
    out.writeShort(operation);
    long source = reader.mac("src_mac");
    long target = reader.mac("dst_mac");
    mac(out, source < 0 ? defaults.sourceMac() : source);
    byte[] from = reader.address("src", 4);
    out.write(from == null ? address(true, false, reader) : from);
    mac(out, target < 0 ? operation == 1 ? 0 : defaults.targetMac() : target);
    byte[] to = reader.address("dst", 4);
    out.write(to == null ? address(false, false, reader) : to);
    return out.toByteArray();
  }

  private byte[] mpls(int index, PartReader reader, Place place) {
    boolean bottom = reader.has("bos") ? reader.flag("bos") : !"mpls".equals(next(index));
    long word =
        reader.number("label", 0xfffff, 0) << 12
            | reader.number("tc", 7, 0) << 9
            | (bottom ? 1 << 8 : 0)
            | reader.number("ttl", 255, 64);
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.writeInt((int) word);
    out.write(build(index + 1, place));
    return out.toByteArray();
  }

  /** RFC 2784 and 2890. */
  private byte[] gre(int index, PartReader reader, Place place) {
    boolean checksum = reader.flag("csum");
    boolean key = reader.has("key");
    boolean sequence = reader.has("seq");
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.writeShort(
        (checksum ? 0x8000 : 0) | (key ? 0x2000 : 0) | (sequence ? 0x1000 : 0));
    out.writeShort((int) reader.number("type", 0xffff, Layers.ethertype(next(index))));
    if (checksum) {
      out.writeInt(0);
    }
    if (key) {
      out.writeInt((int) reader.number("key", 0xffffffffL, 0));
    }
    if (sequence) {
      out.writeInt((int) reader.number("seq", 0xffffffffL, 0));
    }
    out.write(build(index + 1, new Place(null, null, place.quoted())));
    byte[] packet = out.toByteArray();
    if (checksum) {
      Checksums.put16(
          packet, 4, Checksums.fold(Checksums.sum(packet, 0, packet.length, 0)));
    }
    return packet;
  }

  /** RFC 7348. */
  private byte[] vxlan(int index, PartReader reader, Place place) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.writeInt(0x08000000);
    out.writeInt((int) (reader.number("vni", 0xffffff, 0) << 8));
    out.write(build(index + 1, new Place(null, null, place.quoted())));
    return out.toByteArray();
  }

  private static byte[] data(PartReader reader) {
    PacketPart part = reader.header();
    if (part.values().isEmpty()) {
      throw new BadPacketException(
          part, "expected a text, a size such as 100B, or bytes(\"de ad\") behind 'data'");
    }
    boolean sized =
        part.values().get(0) instanceof PacketPart.Size
            || part.values().get(0) instanceof PacketPart.Number number
                && !(number.value() instanceof io.lockstep.engine.model.PacketValue.Field read
                    && Fields.isBytes(read.field()));
    if (!sized) {
      return reader.bytes(part, 0);
    }
    byte[] data = new byte[(int) reader.number(part, 0, 65_535)];
    byte[] pattern = reader.bytes(part, 1);
    for (int i = 0; i < data.length; i++) {
      data[i] = pattern.length == 0 ? (byte) i : pattern[i % pattern.length];
    }
    return data;
  }

  private static byte[] quote(PartReader reader) {
    byte[] packet = reader.packet(reader.header());
    int most = (int) reader.number("len", 65_535, QUOTED);
    return packet.length <= most ? packet : java.util.Arrays.copyOf(packet, most);
  }

  static void mac(ByteArrayDataOutput out, long bits) {
    out.writeShort((int) (bits >>> 32));
    out.writeInt((int) bits);
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
