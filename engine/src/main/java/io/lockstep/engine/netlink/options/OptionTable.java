package io.lockstep.engine.netlink.options;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.vocabulary.OptionWord;
import java.util.List;
import java.util.Map;

/** The encoders of a kind's options. */
public final class OptionTable {
  private final ImmutableMap<String, OptionEncoder> encoders;

  private OptionTable(ImmutableMap<String, OptionEncoder> encoders) {
    this.encoders = encoders;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The options that it knows. */
  public ImmutableSet<String> names() {
    return encoders.keySet();
  }

  /**
   * Encodes options in the order in which they are given.
   *
   * @param vocabulary the kind's options
   * @throws OptionException for an unknown option, a missing one or an impossible value
   */
  public void encode(
      List<OptionWord> vocabulary, Map<String, OptionValue> values, Encoding to) {
    for (OptionWord option : vocabulary) {
      if (option.required() && !values.containsKey(option.name())) {
        throw new OptionException(
            "option " + option.name() + " is missing, expected " + option.expected());
      }
    }
    for (Map.Entry<String, OptionValue> entry : values.entrySet()) {
      OptionWord option = find(vocabulary, entry.getKey());
      OptionCheck.check(option, entry.getValue());
      encoders.get(option.name()).encode(entry.getValue(), to);
    }
  }

  private OptionWord find(List<OptionWord> vocabulary, String name) {
    for (OptionWord option : vocabulary) {
      if (option.name().equals(name) && encoders.containsKey(name)) {
        return option;
      }
    }
    throw new OptionException(
        "there is no option " + name + Suggestions.didYouMean(name, names()));
  }

  /** Collects encoders. */
  public static final class Builder {
    private final ImmutableMap.Builder<String, OptionEncoder> encoders = ImmutableMap.builder();

    public Builder put(String option, OptionEncoder encoder) {
      encoders.put(option, encoder);
      return this;
    }

    public Builder putAll(OptionTable other) {
      encoders.putAll(other.encoders);
      return this;
    }

    public OptionTable build() {
      return new OptionTable(encoders.buildOrThrow());
    }
  }
}
