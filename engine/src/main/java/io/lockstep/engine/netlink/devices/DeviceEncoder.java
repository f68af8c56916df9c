package io.lockstep.engine.netlink.devices;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.netlink.options.Encoding;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.grammar.vocabulary.DeviceKind;
import java.util.Map;
import java.util.function.Consumer;

/** Turns the options of a kind of devices into {@code IFLA_INFO_DATA}. */
public final class DeviceEncoder {
  private final OptionTable options;
  private final Consumer<Encoding> finish;

  DeviceEncoder(OptionTable options) {
    this(options, to -> {});
  }

  /**
   * Creates it.
   *
   * @param finish writes what several options make up together
   */
  DeviceEncoder(OptionTable options, Consumer<Encoding> finish) {
    this.options = options;
    this.finish = finish;
  }

  /** The options that it knows. */
  public ImmutableSet<String> names() {
    return options.names();
  }

  /**
   * Encodes.
   *
   * @throws io.lockstep.engine.netlink.options.OptionException for an impossible option
   */
  public void encode(DeviceKind kind, Map<String, OptionValue> values, Encoding to) {
    options.encode(kind.options(), values, to);
    finish.accept(to);
  }
}
