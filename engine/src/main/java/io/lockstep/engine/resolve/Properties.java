package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The properties of one block: each only once, and only those that belong there. */
final class Properties {
  private final Map<PropertyName, Setting.Property> given = new EnumMap<>(PropertyName.class);
  private final String owner;
  private final ImmutableSet<PropertyName> allowed;
  private final List<SettingExpander.Placed> options = new ArrayList<>();
  private boolean misused;

  /**
   * @param owner with its article: {@code a link}
   */
  Properties(String owner, ImmutableSet<PropertyName> allowed) {
    this.owner = owner;
    this.allowed = allowed;
  }

  void add(Setting.Property property) {
    PropertyName name = property.name();
    if (!allowed.contains(name)) {
      misused = true;
      throw Mistake.at(
          property.span(),
          "wrong-property",
          "'" + name.word() + "' is not a property of " + owner + ", expected " + expected());
    }
    Setting.Property earlier = given.putIfAbsent(name, property);
    if (earlier != null) {
      throw Mistake.at(
          property.span(),
          "given-twice",
          "'" + name.word() + "' is given twice",
          "first given at " + earlier.span().location());
    }
  }

  /** Notes a socket option. */
  void option(SettingExpander.Placed option) {
    options.add(option);
  }

  /** The socket options, in order. */
  List<SettingExpander.Placed> options() {
    return options;
  }

  /** Whether something was given that does not belong there, in the place of what does. */
  boolean misused() {
    return misused;
  }

  boolean has(PropertyName name) {
    return given.containsKey(name);
  }

  /** Where a property stands. */
  Span span(PropertyName name) {
    return given.get(name).span();
  }

  /** The value of a property, or null. */
  Expression value(PropertyName name) {
    Setting.Property property = given.get(name);
    return property == null ? null : property.value();
  }

  private String expected() {
    return allowed.contains(PropertyName.MEMORY)
        ? "one of kernel, memory, call_cost, sysctl, file, interface, device"
        : "one of "
            + allowed.stream().map(PropertyName::word).collect(Collectors.joining(", "));
  }
}
