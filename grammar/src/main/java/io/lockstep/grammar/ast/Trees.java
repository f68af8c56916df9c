package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;
import com.google.common.graph.Traverser;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** Walks through syntax trees. */
public final class Trees {
  /** Record components of each node class; the classes are few and never unloaded. */
  private static final ClassValue<ImmutableList<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected ImmutableList<RecordComponent> computeValue(Class<?> type) {
          return type.isRecord()
              ? ImmutableList.copyOf(type.getRecordComponents())
              : ImmutableList.of();
        }
      };

  private Trees() {}

  /** The nodes directly below a node, in the order of their components. */
  public static ImmutableList<AstNode> children(AstNode node) {
    ImmutableList.Builder<AstNode> children = ImmutableList.builder();
    for (RecordComponent component : COMPONENTS.get(node.getClass())) {
      collect(value(component, node), children);
    }
    return children.build();
  }

  /** A node and all nodes below it, each before its children. */
  public static Iterable<AstNode> preOrder(AstNode node) {
    return Traverser.forTree(Trees::children).depthFirstPreOrder(node);
  }

  private static Object value(RecordComponent component, AstNode node) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("accessors of public records can be called", e);
    }
  }

  private static void collect(Object value, ImmutableList.Builder<AstNode> into) {
    if (value instanceof AstNode node) {
      into.add(node);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> collect(present, into));
    } else if (value instanceof List<?> list) {
      list.forEach(element -> collect(element, into));
    }
  }
}
