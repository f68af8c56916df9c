package io.lockstep.engine.netlink.qdiscs;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.netlink.Attributes;
import io.lockstep.engine.netlink.options.Encoding;
import io.lockstep.engine.netlink.options.OptionException;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.grammar.vocabulary.QdiscKind;
import java.util.Map;

/** Turns the options of a kind of queueing disciplines and of its classes into attributes. */
public final class QdiscEncoder {
  /** Writes what several options make up together: structures. */
  interface Finish {
    void accept(Map<String, OptionValue> values, Attributes to);
  }

  private final OptionTable options;
  private final Finish finish;
  private final OptionTable classOptions;
  private final Finish finishClass;

  private QdiscEncoder(
      OptionTable options, Finish finish, OptionTable classOptions, Finish finishClass) {
    this.options = options;
    this.finish = finish;
    this.classOptions = classOptions;
    this.finishClass = finishClass;
  }

  /** Each option is an attribute. */
  static QdiscEncoder of(OptionTable.Builder options) {
    return of(options, (values, to) -> {});
  }

  /** With a structure that is written before the attributes or among them. */
  static QdiscEncoder of(OptionTable.Builder options, Finish finish) {
    return new QdiscEncoder(
        options.build(), finish, OptionTable.builder().build(), (values, to) -> {});
  }

  QdiscEncoder classes(OptionTable.Builder options, Finish finish) {
    return new QdiscEncoder(this.options, this.finish, options.build(), finish);
  }

  /** The options that it knows. */
  public ImmutableSet<String> names() {
    return options.names();
  }

  /** The options of classes that it knows. */
  public ImmutableSet<String> classNames() {
    return classOptions.names();
  }

  /**
   * The payload of {@code TCA_OPTIONS}.
   *
   * @throws OptionException for an impossible option
   */
  public Attributes encode(QdiscKind kind, Map<String, OptionValue> values) {
    Encoding encoding = new Encoding(QdiscEncoder::noNetdevs);
    options.encode(kind.options(), values, encoding);
    return join(finish, values, encoding);
  }

  /** Likewise for a class. */
  public Attributes encodeClass(QdiscKind kind, Map<String, OptionValue> values) {
    Encoding encoding = new Encoding(QdiscEncoder::noNetdevs);
    classOptions.encode(kind.classOptions(), values, encoding);
    return join(finishClass, values, encoding);
  }

  /** Structures stand before attributes. */
  private static Attributes join(
      Finish finish, Map<String, OptionValue> values, Encoding encoding) {
    Attributes result = new Attributes();
    finish.accept(values, result);
    return result.append(encoding.data());
  }

  private static int noNetdevs(String name) {
    throw new OptionException("there are no netdevs here: " + name);
  }
}
