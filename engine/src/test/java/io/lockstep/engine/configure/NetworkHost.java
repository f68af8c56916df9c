package io.lockstep.engine.configure;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.LinkRequests;
import io.lockstep.engine.netlink.NetlinkConstants;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import io.lockstep.engine.netlink.RtNetlink;
import io.lockstep.engine.netlink.TrafficRequests;
import io.lockstep.libos.BootOptions;
import io.lockstep.libos.FramePool;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.KernelImage;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.NetDevice;
import io.lockstep.libos.Task;
import io.lockstep.libos.UnknownKernelException;
import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A real kernel with netdevs eth0 to eth2, and what tests of its configuration need. */
final class NetworkHost implements AutoCloseable {
  static final String[] KERNELS = {"linux-6.1", "linux-6.12"};
  static final Source SOURCE = new Source("net.scn", 7, 3, "a test");

  private static final int IFINFOMSG = 16;
  private static final int TCMSG = 20;

  final FramePool frames = new FramePool();
  final UserMemory memory = UserMemory.create(8 << 20);
  final Kernel kernel;
  final Task task;
  final NodeSpec node;
  final NetworkWriter writer;
  final KernelFiles files;

  NetworkHost(String name) {
    KernelImage image;
    try {
      image = KernelImage.load(KernelStore.standard().find(name));
    } catch (UnknownKernelException e) {
      image = Assumptions.abort(e.getMessage());
    }
    kernel = Kernel.boot(BootOptions.of(image).slot(name.length()).seed(1), frames, memory);
    task = new Task(kernel, 0);
    node = new NodeSpec(0, "r", name, 0, ImmutableList.of(), SOURCE);
    writer = new NetworkWriter(node, name, task::call, memory);
    files = new KernelFiles(task::call, memory, KernelFiles.allocateScratch(memory));
    for (int i = 0; i < 3; i++) {
      NetDevice.create(task, i, "eth" + i, 0x020000000001L + i, 1500);
    }
  }

  /** Lets virtual time pass. */
  void run(long ns) {
    long until = kernel.now() + ns;
    while (kernel.deadline() < until) {
      kernel.enter(kernel.deadline());
    }
    kernel.enter(until);
  }

  // Values as the resolver hands them over.

  static OptionValue number(double value) {
    return new OptionValue.Number(value, Unit.NONE);
  }

  static OptionValue ms(double value) {
    return new OptionValue.Number(value * 1e6, Unit.TIME);
  }

  static OptionValue bytes(double value) {
    return new OptionValue.Number(value, Unit.SIZE);
  }

  static OptionValue mbit(double value) {
    return new OptionValue.Number(value * 1e6, Unit.RATE);
  }

  static OptionValue percent(double value) {
    return new OptionValue.Number(value / 100, Unit.SHARE);
  }

  static OptionValue text(String value) {
    return new OptionValue.Text(value);
  }

  static OptionValue address(String value) {
    return new OptionValue.Address(InetAddresses.forString(value));
  }

  static OptionValue network(String value) {
    return new OptionValue.Network(prefix(value));
  }

  static OptionValue several(OptionValue... values) {
    return new OptionValue.Several(ImmutableList.copyOf(values));
  }

  static final OptionValue ON = new OptionValue.Flag(true);
  static final OptionValue OFF = new OptionValue.Flag(false);

  static Prefix prefix(String text) {
    int slash = text.indexOf('/');
    return new Prefix(
        InetAddresses.forString(text.substring(0, slash)),
        Integer.parseInt(text.substring(slash + 1)));
  }

  /** Options as name, value, name, value. */
  static ImmutableMap<String, OptionValue> options(Object... pairs) {
    ImmutableMap.Builder<String, OptionValue> map = ImmutableMap.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], (OptionValue) pairs[i + 1]);
    }
    return map.buildOrThrow();
  }

  static NetworkItem.Device device(String name, String kind, Object... options) {
    return new NetworkItem.Device(0, name, kind, options(options), -1, 0, true, SOURCE);
  }

  static NetworkItem.Address addressItem(String netdev, String prefix) {
    return new NetworkItem.Address(0, netdev, prefix(prefix), SOURCE);
  }

  static NetworkItem.State state(String netdev, boolean up) {
    return new NetworkItem.State(0, netdev, up, SOURCE);
  }

  /** The netdev's attributes of {@code RTM_GETLINK}. */
  AttributeReader link(String name) {
    for (byte[] payload : dump(LinkRequests.list())) {
      AttributeReader reader = new AttributeReader(payload, IFINFOMSG);
      if (reader.text(NetlinkConstants.IFLA_IFNAME).orElseThrow().equals(name)) {
        return reader;
      }
    }
    throw new AssertionError("no netdev " + name);
  }

  /** The flags of {@code struct ifinfomsg}. */
  int flags(String name) {
    for (byte[] payload : dump(LinkRequests.list())) {
      AttributeReader reader = new AttributeReader(payload, IFINFOMSG);
      if (reader.text(NetlinkConstants.IFLA_IFNAME).orElseThrow().equals(name)) {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
      }
    }
    throw new AssertionError("no netdev " + name);
  }

  int ifindex(String name) {
    try (NetlinkSocket socket = new NetlinkSocket(task::call, memory)) {
      return socket.exchange(List.of(RtNetlink.getLink(name)))[0];
    }
  }

  /**
   * Queueing disciplines, classes or filters of a netdev.
   *
   * @param type {@code RTM_GETQDISC}, {@code RTM_GETTCLASS}, {@code RTM_GETTFILTER}
   */
  List<Traffic> traffic(String netdev, int type, int parent) {
    List<Traffic> result = new ArrayList<>();
    int ifindex = ifindex(netdev);
    for (byte[] payload : dump(TrafficRequests.list(type, ifindex, parent))) {
      ByteBuffer header = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
      if (header.getInt(4) == ifindex) {
        AttributeReader attributes = new AttributeReader(payload, TCMSG);
        result.add(
            new Traffic(
                attributes.text(NetlinkConstants.TCA_KIND).orElse(""),
                header.getInt(8),
                header.getInt(12),
                header.getInt(16),
                attributes.bytes(NetlinkConstants.TCA_OPTIONS).orElse(new byte[0])));
      }
    }
    return result;
  }

  record Traffic(String kind, int handle, int parent, int info, byte[] options) {
    /** {@code kind handle parent}. */
    String place() {
      return kind + " " + hex(handle) + " " + hex(parent);
    }

    /** A 32-bit word of the structure that the options are or begin with. */
    long word(int offset) {
      return ByteBuffer.wrap(options).order(ByteOrder.LITTLE_ENDIAN).getInt(offset)
          & 0xffffffffL;
    }

    AttributeReader attributes(int offset) {
      return new AttributeReader(options, offset);
    }

    private static String hex(int number) {
      return number == -1 ? "root" : (number >>> 16) + ":" + (number & 0xffff);
    }
  }

  List<byte[]> dump(NetlinkMessage request) {
    try (NetlinkSocket socket = new NetlinkSocket(task::call, memory)) {
      return socket.dump(request);
    }
  }

  static NetworkItem.Queueing queueing(String netdev, NetworkItem.Qdisc root) {
    return new NetworkItem.Queueing(0, netdev, root, SOURCE);
  }

  static NetworkItem.Qdisc qdisc(String kind, Object... options) {
    return new NetworkItem.Qdisc(
        kind, options(options), ImmutableList.of(), Optional.empty(), SOURCE);
  }

  static NetworkItem.QdiscClass trafficClass(
      int minor, int parent, Map<String, OptionValue> options, NetworkItem.Qdisc leaf,
      List<ImmutableMap<String, OptionValue>> matches) {
    return new NetworkItem.QdiscClass(
        minor,
        parent,
        ImmutableMap.copyOf(options),
        ImmutableList.copyOf(matches),
        Optional.ofNullable(leaf),
        SOURCE);
  }

  @Override
  public void close() {
    kernel.close();
    memory.close();
    frames.close();
  }
}
