package io.lockstep.grammar.vocabulary;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * A kind of virtual netdev.
 *
 * @param name as in a scenario and in {@code IFLA_INFO_KIND}
 * @param doc one sentence, without markup
 * @param options in the order in which they are best shown
 */
public record DeviceKind(String name, String doc, ImmutableList<OptionWord> options) {
  static DeviceKind of(String name, String doc, OptionWord... options) {
    return new DeviceKind(name, doc, ImmutableList.copyOf(options));
  }

  DeviceKind with(OptionWord... more) {
    return new DeviceKind(
        name, doc, ImmutableList.<OptionWord>builder().addAll(options).add(more).build());
  }

  /** The option of a name. */
  public Optional<OptionWord> option(String word) {
    return options.stream().filter(option -> option.name().equals(word)).findFirst();
  }
}
