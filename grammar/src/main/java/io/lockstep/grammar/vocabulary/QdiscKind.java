package io.lockstep.grammar.vocabulary;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * A kind of queueing discipline.
 *
 * @param name as in a scenario and in {@code TCA_KIND}
 * @param doc one sentence, without markup
 * @param content what may stand below it
 * @param options in the order in which they are best shown
 * @param classOptions those of its classes; the classes of {@code prio} and {@code ets} have none
 */
public record QdiscKind(
    String name,
    String doc,
    Content content,
    ImmutableList<OptionWord> options,
    ImmutableList<OptionWord> classOptions) {
  /** What a queueing discipline consists of. */
  public enum Content {
    /** Nothing that can be seen from outside. */
    NONE,
    /** One other queueing discipline behind it. */
    CHILD,
    /** Classes side by side, each with a queueing discipline. */
    CLASSES,
    /** Classes that may lie within each other; those at the bottom have a queueing discipline. */
    TREE
  }

  static QdiscKind of(String name, String doc, Content content, OptionWord... options) {
    return new QdiscKind(name, doc, content, ImmutableList.copyOf(options), ImmutableList.of());
  }

  QdiscKind classes(OptionWord... options) {
    return new QdiscKind(name, doc, content, this.options, ImmutableList.copyOf(options));
  }

  /** Whether it may have classes. */
  public boolean classful() {
    return content == Content.CLASSES || content == Content.TREE;
  }

  /** The option of a name. */
  public Optional<OptionWord> option(String word) {
    return find(options, word);
  }

  /** The option of a class. */
  public Optional<OptionWord> classOption(String word) {
    return find(classOptions, word);
  }

  private static Optional<OptionWord> find(ImmutableList<OptionWord> options, String word) {
    return options.stream().filter(option -> option.name().equals(word)).findFirst();
  }
}
