package io.lockstep.engine.resolve;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.TcpField;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns questions to activities, such as {@code bulk.goodput} and {@code p.rtt[3]}. */
final class MetricOperands {
  private final Names names;
  private final List<ActivitySpec> activities;
  private final Evaluator evaluator;

  MetricOperands(Names names, List<ActivitySpec> activities, Evaluator evaluator) {
    this.names = names;
    this.activities = activities;
    this.evaluator = evaluator;
  }

  /** All activities that a reference names. */
  List<ActivitySpec> activities(Reference reference, Scope scope) {
    List<ActivitySpec> found = new ArrayList<>();
    for (Names.Entry entry : names.all(reference, scope, Names.Kind.ACTIVITIES)) {
      found.add(activities.get(entry.index()));
    }
    return found;
  }

  /** The output of a program; null if something else is asked of something else. */
  TypedOperand output(Expression expression, Scope scope) {
    if (!(expression instanceof Expression.Member member)) {
      return null;
    }
    Subject subject = Subject.of(member, names, scope);
    if (subject == null
        || Metrics.streams(subject.member()).isEmpty()
        || names.kind(subject.reference(), scope) != Names.Kind.PROGRAM) {
      return null;
    }
    List<ActivitySpec> programs = activities(subject.reference(), scope);
    if (programs.size() != 1) {
      throw Mistake.at(
          member.span(), "not-one", "expected the output of one program, found "
              + programs.size());
    }
    Operand operand =
        new Operand.Output(
            programs.get(0).index(), Metrics.streams(subject.member()).orElseThrow());
    return new TypedOperand(operand, null, null, false);
  }

  /** Whether brackets choose among the connections of a flow, or the like. */
  boolean isPart(Expression.Element element, Scope scope) {
    if (!(element.target() instanceof Expression.Member member)) {
      return false;
    }
    Subject subject = Subject.of(member, names, scope);
    if (subject == null) {
      return false;
    }
    Names.Kind kind = names.kind(subject.reference(), scope);
    return kind == Names.Kind.FLOW || kind == Names.Kind.PING;
  }

  /** {@code way.hop[2]}, or null. */
  Operand.Hop hop(Expression expression, Scope scope) {
    if (!(expression instanceof Expression.Element element) || !isPart(element, scope)) {
      return null;
    }
    Subject subject = Subject.of((Expression.Member) element.target(), names, scope);
    if (!subject.member().equals(Metrics.HOP)) {
      return null;
    }
    List<ActivitySpec> found = activities(subject.reference(), scope);
    if (found.size() != 1
        || !(found.get(0) instanceof ActivitySpec.Traceroute way)
        || !(element.index() instanceof Index.At at)) {
      throw Mistake.at(
          expression.span(), "not-one", "expected one hop of one traceroute, such as way.hop[1]");
    }
    int number = evaluator.integer(at.value(), scope, "a TTL", 1, way.maxHops());
    return new Operand.Hop(way.index(), number, false);
  }

  /** The parts that brackets choose, each an operand. */
  List<TypedOperand> parts(Expression.Element element, Scope scope) {
    Subject subject = Subject.of((Expression.Member) element.target(), names, scope);
    List<TypedOperand> parts = new ArrayList<>();
    for (ActivitySpec activity : activities(subject.reference(), scope)) {
      MetricName metric = Metrics.find(activity, subject);
      int most = Metrics.parts(activity, metric);
      if (most == 0) {
        throw Mistake.at(
            element.span(),
            "unknown-metric",
            "'" + subject.member() + "' of " + activity.name() + " has no parts; leave the"
                + " brackets out");
      }
      int from = 1;
      int to = most;
      if (element.index() instanceof Index.At at) {
        from = evaluator.integer(at.value(), scope, "the number of a part", 1, most);
        to = from;
      } else if (element.index() instanceof Index.Range range) {
        from = evaluator.integer(range.from(), scope, "the number of a part", 1, most);
        to = evaluator.integer(range.to(), scope, "the number of a part", from, most);
      }
      for (int number = from; number <= to; number++) {
        parts.add(
            new TypedOperand(
                new Operand.Part(activity.index(), metric, number),
                Metrics.dimension(activity, metric),
                null,
                false));
      }
    }
    return parts;
  }

  /** A metric of each activity that is named. */
  List<TypedOperand> metrics(Expression.Member member, Scope scope) {
    Subject subject = Subject.of(member, names, scope);
    if (subject == null) {
      throw Mistake.at(
          member.span(),
          "not-a-value",
          "expected a metric such as hello.received, found '" + Sources.oneLine(member) + "'");
    }
    requireActivity(subject, scope);
    List<TypedOperand> metrics = new ArrayList<>();
    for (ActivitySpec activity : activities(subject.reference(), scope)) {
      if (subject.member().equals(Metrics.COMPLETED)) {
        throw Mistake.at(
            subject.memberSpan(),
            "not-a-value",
            "'completed' is no number, expected 'expect "
                + Sources.oneLine(member)
                + "' alone or with 'by'; the time is called 'finished'");
      }
      if (subject.member().equals(Metrics.RUNNING)
          && activity instanceof ActivitySpec.Program) {
        throw Mistake.at(
            subject.memberSpan(),
            "not-a-value",
            "'running' is no value, expected 'expect " + Sources.oneLine(member) + "' alone");
      }
      Optional<TcpField> field = TcpField.of(subject.member());
      if (activity instanceof ActivitySpec.TcpFlow && field.isPresent()) {
        metrics.add(
            new TypedOperand(
                new Operand.Tcp(activity.index(), activity.from(), field.get()),
                Quantities.dimension(field.get().unit()),
                null,
                false));
        continue;
      }
      MetricName metric = Metrics.find(activity, subject);
      metrics.add(
          new TypedOperand(
              new Operand.Metric(activity.index(), metric),
              Metrics.dimension(activity, metric),
              null,
              false));
    }
    return metrics;
  }

  private void requireActivity(Subject subject, Scope scope) {
    if (subject.reference().indices().stream().allMatch(Index.At.class::isInstance)) {
      Names.Entry entry = names.find(subject.reference(), scope);
      if (entry != null && entry.kind() == Names.Kind.NODE) {
        String name = entry.name().toString();
        throw Mistake.at(
            subject.memberSpan(),
            "unknown-metric",
            "a node has no '"
                + subject.member()
                + "', expected "
                + name
                + ".counter(\"…\") or "
                + name
                + ".sysctl(\"…\")");
      }
    }
  }
}
