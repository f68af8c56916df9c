package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.vocabulary.DeviceKind;
import io.lockstep.grammar.vocabulary.OptionType;
import io.lockstep.grammar.vocabulary.OptionWord;
import io.lockstep.grammar.vocabulary.QdiscKind;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.Optional;

/**
 * Whose options a block holds.
 *
 * @param name the kind of the device or the queueing discipline; empty otherwise
 */
record OptionScope(Owner owner, String name) {
  /** What options belong to. */
  enum Owner {
    INTERFACE,
    DEVICE,
    QDISC,
    CLASS,
    MATCH
  }

  static final OptionScope INTERFACE = new OptionScope(Owner.INTERFACE, "");
  static final OptionScope MATCH = new OptionScope(Owner.MATCH, "");

  private static final ImmutableList<OptionWord> INTERFACE_OPTIONS =
      ImmutableList.of(
          option("address", OptionType.PREFIX, "Addresses with their prefix lengths."),
          option("mac", OptionType.MAC, "Its Ethernet address."),
          option("master", OptionType.NETDEV, "The bridge, bond or VRF that it is a port of."),
          option("mtu", OptionType.SIZE, "The largest packet that it carries."),
          option("offload", OptionType.WORD, "What it does for the kernel.", "checksum", "gro",
              "none", "tso"),
          option("state", OptionType.WORD, "Whether it is up at the start.", "down", "up"));

  static OptionScope device(String kind) {
    return new OptionScope(Owner.DEVICE, kind);
  }

  static OptionScope qdisc(String kind) {
    return new OptionScope(Owner.QDISC, kind);
  }

  static OptionScope classOf(String kind) {
    return new OptionScope(Owner.CLASS, kind);
  }

  /** All options; empty if the kind is unknown. */
  Optional<ImmutableList<OptionWord>> options() {
    return switch (owner) {
      case INTERFACE -> Optional.of(INTERFACE_OPTIONS);
      case MATCH -> Optional.of(Vocabulary.matches());
      case QDISC -> Vocabulary.qdisc(name).map(QdiscKind::options);
      case CLASS -> Vocabulary.qdisc(name).map(QdiscKind::classOptions);
      case DEVICE ->
          Vocabulary.device(name)
              .map(DeviceKind::options)
              .map(
                  own ->
                      ImmutableList.<OptionWord>builder()
                          .addAll(own)
                          .addAll(INTERFACE_OPTIONS)
                          .build());
    };
  }

  /** The option of a name. */
  Optional<OptionWord> find(String word) {
    return switch (owner) {
      case INTERFACE -> ofInterface(word);
      case MATCH -> Vocabulary.match(word);
      case QDISC -> Vocabulary.qdisc(name).flatMap(kind -> kind.option(word));
      case CLASS -> Vocabulary.qdisc(name).flatMap(kind -> kind.classOption(word));
      case DEVICE ->
          Vocabulary.device(name)
              .flatMap(kind -> kind.option(word).or(() -> ofInterface(word)));
    };
  }

  private static Optional<OptionWord> ofInterface(String word) {
    return INTERFACE_OPTIONS.stream().filter(option -> option.name().equals(word)).findFirst();
  }

  /** Whether several values may stand behind an option that is no list by its type. */
  static boolean takesSeveral(OptionWord option) {
    return option.name().equals("address") || option.name().equals("offload");
  }

  /** What it is called in messages: {@code qdisc fq}. */
  String title() {
    return switch (owner) {
      case INTERFACE -> "an interface";
      case DEVICE -> "a " + name + " device";
      case QDISC -> "qdisc " + name;
      case CLASS -> "a class of qdisc " + name;
      case MATCH -> "a match";
    };
  }

  private static OptionWord option(String name, OptionType type, String doc, String... words) {
    return new OptionWord(name, type, ImmutableList.copyOf(words), 0, 0, false, doc);
  }
}
