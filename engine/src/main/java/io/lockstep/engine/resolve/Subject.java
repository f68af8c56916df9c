package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code d.p[*].rtt.min} taken apart.
 *
 * @param reference {@code d.p[*]}
 * @param member {@code rtt.min}
 * @param memberSpan where the member stands
 */
record Subject(Reference reference, String member, Span memberSpan) {
  /** Null if the expression is not a reference with members. */
  static Subject of(Expression.Member expression, Names names, Scope scope) {
    List<Name> members = new ArrayList<>();
    Expression at = expression;
    while (at instanceof Expression.Member member && !isInstance(member.target(), names, scope)) {
      members.add(0, member.name());
      at = member.target();
    }
    if (members.isEmpty()) {
      members.add(expression.name());
      at = expression.target();
    }
    Reference reference = reference(at);
    if (reference == null) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    members.forEach(name -> text.append(text.length() == 0 ? "" : ".").append(name));
    Span span = members.get(0).span().to(members.get(members.size() - 1).span());
    return new Subject(reference, text.toString(), span);
  }

  private static boolean isInstance(Expression expression, Names names, Scope scope) {
    Reference reference = reference(expression);
    return reference != null && names.kind(reference, scope) == Names.Kind.INSTANCE;
  }

  /** {@code p}, {@code p[i]}, {@code d[1].p[*]} as a reference, or null. */
  static Reference reference(Expression expression) {
    List<Index> indices = new ArrayList<>();
    Expression at = expression;
    while (at instanceof Expression.Element element) {
      indices.add(0, element.index());
      at = element.target();
    }
    ImmutableList<Index> all = ImmutableList.copyOf(indices);
    if (at instanceof Expression.Word word) {
      return new Reference(word.name(), all, expression.span());
    } else if (at instanceof Expression.Member member) {
      Reference parent = reference(member.target());
      return parent == null
          ? null
          : new Reference(Optional.of(parent), member.name().text(), all, expression.span());
    }
    return null;
  }

  /** What a chain of members and elements begins with. */
  static Expression root(Expression expression) {
    Expression at = expression;
    while (true) {
      if (at instanceof Expression.Element element) {
        at = element.target();
      } else if (at instanceof Expression.Member member) {
        at = member.target();
      } else {
        return at;
      }
    }
  }
}
