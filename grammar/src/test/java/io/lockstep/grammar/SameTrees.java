package io.lockstep.grammar;

import io.lockstep.grammar.ast.Span;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Compares trees without their places. */
final class SameTrees {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private SameTrees() {}

  static boolean areSame(Object left, Object right) {
    if (left instanceof Span && right instanceof Span) {
      return true;
    } else if (left instanceof List<?> these && right instanceof List<?> those) {
      if (these.size() != those.size()) {
        return false;
      }
      for (int i = 0; i < these.size(); i++) {
        if (!areSame(these.get(i), those.get(i))) {
          return false;
        }
      }
      return true;
    } else if (left instanceof Optional<?> one && right instanceof Optional<?> other) {
      return areSame(one.orElse(null), other.orElse(null));
    } else if (left instanceof Record && right != null && left.getClass() == right.getClass()) {
      return haveSameComponents(left, right);
    }
    return Objects.equals(left, right);
  }

  private static boolean haveSameComponents(Object left, Object right) {
    for (RecordComponent component : COMPONENTS.get(left.getClass())) {
      try {
        Object one = component.getAccessor().invoke(left);
        if (!areSame(one, component.getAccessor().invoke(right))) {
          return false;
        }
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    return true;
  }
}
