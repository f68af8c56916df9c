package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code p[*].rtt.min} taken apart.
 *
 * @param reference {@code p[*]}
 * @param member {@code rtt.min}
 * @param memberSpan where the member stands
 */
record Subject(Reference reference, String member, Span memberSpan) {
  /** Null if the expression is not a reference with members. */
  static Subject of(Expression.Member expression) {
    List<Name> members = new ArrayList<>();
    Expression at = expression;
    while (at instanceof Expression.Member member) {
      members.add(0, member.name());
      at = member.target();
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

  /** {@code p}, {@code p[i]}, {@code p[*]} as a reference, or null. */
  static Reference reference(Expression expression) {
    List<Index> indices = new ArrayList<>();
    Expression at = expression;
    while (at instanceof Expression.Element element) {
      indices.add(0, element.index());
      at = element.target();
    }
    return at instanceof Expression.Word word
        ? new Reference(word.name(), ImmutableList.copyOf(indices), expression.span())
        : null;
  }
}
