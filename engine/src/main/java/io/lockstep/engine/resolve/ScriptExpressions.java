package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ScriptCall;
import io.lockstep.engine.model.ScriptExpression;
import io.lockstep.engine.model.ScriptValue;
import io.lockstep.engine.script.Evaluation;
import io.lockstep.engine.script.Parameter;
import io.lockstep.engine.script.ResultFields;
import io.lockstep.engine.script.ScriptException;
import io.lockstep.engine.script.Shown;
import io.lockstep.engine.script.Signature;
import io.lockstep.engine.script.Signatures;
import io.lockstep.engine.syscall.Constants;
import io.lockstep.engine.syscall.SocketOption;
import io.lockstep.engine.syscall.SocketOptions;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.UnaryOperator;
import io.lockstep.libos.Errno;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Resolves the expressions of one step of a program; collects the calls in them. */
final class ScriptExpressions {
  private final Context context;
  private final Evaluator evaluator;
  private final List<NodeState> nodes;
  private final PathFinder paths;
  private final int node;
  private final Map<String, Optional<ImmutableList<String>>> variables;
  private final Scope scope;
  private final List<ScriptCall> calls = new ArrayList<>();
  private final List<Optional<ImmutableList<String>>> resultFields = new ArrayList<>();

  ScriptExpressions(
      Context context,
      List<NodeState> nodes,
      PathFinder paths,
      int node,
      Map<String, Optional<ImmutableList<String>>> variables,
      Scope scope) {
    this.context = context;
    this.evaluator = context.evaluator();
    this.nodes = nodes;
    this.paths = paths;
    this.node = node;
    this.variables = variables;
    this.scope = scope;
  }

  /** In the order in which they are made. */
  ImmutableList<ScriptCall> calls() {
    return ImmutableList.copyOf(calls);
  }

  /** The fields that a value is known to have; empty if that is not known. */
  Optional<ImmutableList<String>> fields(ScriptExpression value) {
    if (value instanceof ScriptExpression.Result result) {
      return resultFields.get(result.call());
    } else if (value instanceof ScriptExpression.Variable variable) {
      return variables.getOrDefault(variable.name(), Optional.empty());
    }
    return Optional.empty();
  }

  boolean truth(ScriptExpression.Constant condition, Span span) {
    return guard(span, () -> Evaluation.constant().holds(condition));
  }

  /** {@code c[2]}: an indexed variable is one of its own. */
  String indexed(String name, List<Index> indices) {
    StringBuilder text = new StringBuilder(name);
    for (Index index : indices) {
      if (!(index instanceof Index.At at)) {
        throw Mistake.at(index.span(), "wrong-value", "expected one variable");
      }
      text.append('[')
          .append(evaluator.integer(at.value(), scope, "an index", 0, Integer.MAX_VALUE))
          .append(']');
    }
    return text.toString();
  }

  ScriptExpression resolve(Expression expression) {
    ScriptExpression resolved = any(expression);
    boolean constant =
        resolved instanceof ScriptExpression.Constant || !isConstant(resolved);
    return constant
        ? resolved
        : new ScriptExpression.Constant(
            guard(expression.span(), () -> Evaluation.constant().of(resolved)));
  }

  /** Errors in values that are known before the run have a place. */
  private static <T> T guard(Span span, Supplier<T> value) {
    try {
      return value.get();
    } catch (ScriptException | ArithmeticException e) {
      throw Mistake.at(span, "wrong-value", e.getMessage());
    }
  }

  private static boolean isConstant(ScriptExpression expression) {
    if (expression instanceof ScriptExpression.Member member) {
      return isConstant(member.target());
    } else if (expression instanceof ScriptExpression.Element element) {
      return isConstant(element.target()) && isConstant(element.index());
    } else if (expression instanceof ScriptExpression.Unary unary) {
      return isConstant(unary.operand());
    } else if (expression instanceof ScriptExpression.Binary binary) {
      return isConstant(binary.left()) && isConstant(binary.right());
    } else if (expression instanceof ScriptExpression.Socket socket) {
      return isConstant(socket.host()) && isConstant(socket.port());
    } else if (expression instanceof ScriptExpression.Sequence list) {
      return list.items().stream().allMatch(ScriptExpressions::isConstant);
    } else if (expression instanceof ScriptExpression.Make make) {
      return make.arguments().stream().allMatch(ScriptExpressions::isConstant)
          && make.named().values().stream().allMatch(ScriptExpressions::isConstant);
    }
    return expression instanceof ScriptExpression.Constant;
  }

  private ScriptExpression any(Expression expression) {
    if (expression instanceof Expression.Word word) {
      return word(word);
    } else if (expression instanceof Expression.Call call && call.target().isEmpty()) {
      return call(call);
    } else if (expression instanceof Expression.Member member) {
      return member(member);
    } else if (expression instanceof Expression.Element element) {
      return element(element);
    } else if (expression instanceof Expression.SocketAddress address) {
      return new ScriptExpression.Socket(host(address.host()), resolve(address.port()));
    } else if (expression instanceof Expression.Unary unary) {
      return new ScriptExpression.Unary(
          unary.operator() == UnaryOperator.NOT ? "not" : "-", resolve(unary.operand()));
    } else if (expression instanceof Expression.Binary binary) {
      return new ScriptExpression.Binary(
          binary.operator().symbol(), resolve(binary.left()), resolve(binary.right()));
    } else if (expression instanceof Expression.ListLiteral list) {
      return new ScriptExpression.Sequence(
          list.items().stream().map(this::resolve).collect(ImmutableList.toImmutableList()));
    } else if (expression instanceof Expression.Field field) {
      throw Mistake.at(
          field.span(), "unexpected-name", "'" + field.name() + " =' belongs in a call");
    }
    return constant(evaluator.evaluate(expression, scope), expression.span());
  }

  private ScriptExpression constant(Value value, Span span) {
    return new ScriptExpression.Constant(value(value, span));
  }

  private ScriptValue value(Value value, Span span) {
    if (value instanceof Value.Quantity quantity) {
      boolean time = quantity.dimension() == Dimension.TIME;
      boolean plain =
          quantity.dimension() == Dimension.NUMBER || quantity.dimension() == Dimension.SIZE;
      BigDecimal amount = quantity.amount();
      if (!time && !plain) {
        throw Mistake.at(
            span, "wrong-unit",
            "expected a number, a size or a time, found " + Evaluator.found(value));
      }
      if (plain && amount.stripTrailingZeros().scale() > 0) {
        throw Mistake.at(
            span, "not-an-integer", "expected a whole number, found " + quantity.text());
      }
      return time
          ? new ScriptValue.Time(Quantities.toLong(quantity))
          : new ScriptValue.Number(Quantities.toLong(quantity));
    } else if (value instanceof Value.Text text) {
      return new ScriptValue.Bytes(text.text().getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof Value.Address address) {
      return new ScriptValue.Ip(address.address());
    } else if (value instanceof Value.Mac mac) {
      return new ScriptValue.Mac(mac.bits());
    } else if (value instanceof Value.Truth truth) {
      return new ScriptValue.Truth(truth.holds());
    } else if (value instanceof Value.Sequence list) {
      return new ScriptValue.Sequence(
          list.items().stream()
              .map(item -> value(item, span))
              .collect(ImmutableList.toImmutableList()));
    } else if (value instanceof Value.Unknown) {
      throw Mistake.silent();
    }
    throw Mistake.at(
        span, "wrong-value", "expected a value of a program, found " + Evaluator.found(value));
  }

  // ------------------------------------------------------------------ names

  private ScriptExpression word(Expression.Word word) {
    String name = word.name();
    if (variables.containsKey(name)) {
      return new ScriptExpression.Variable(name);
    } else if (scope.lookup(name) != null || name.equals("true") || name.equals("false")) {
      return constant(evaluator.evaluate(word, scope), word.span());
    }
    Optional<ScriptExpression> known =
        Constants.find(name)
            .map(found -> new ScriptValue.Number(found.value(), name))
            .or(
                () ->
                    Errno.number(name)
                        .map(number -> new ScriptValue.Number(number, name)))
            .map(ScriptExpression.Constant::new);
    return known.orElseThrow(() -> unknown(word));
  }

  private Mistake unknown(Expression.Word word) {
    List<String> candidates = new ArrayList<>(variables.keySet());
    candidates.addAll(scope.names());
    candidates.addAll(Constants.all().keySet());
    candidates.addAll(Errno.names());
    boolean capital = Character.isUpperCase(word.name().charAt(0));
    return Mistake.at(
        word.span(),
        "unknown-name",
        "unknown " + (capital ? "constant" : "variable") + " '" + word.name() + "'"
            + Suggestions.didYouMean(word.name(), candidates));
  }

  private ScriptExpression member(Expression.Member member) {
    ScriptExpression target = resolve(member.target());
    String name = member.name().text();
    fields(target)
        .filter(known -> !known.contains(name) && !known.contains(name.replaceFirst("^tcpi_", "")))
        .ifPresent(
            known -> {
              throw Mistake.at(
                  member.name().span(),
                  "unknown-field",
                  "there is no '" + name + "' in this"
                      + Suggestions.didYouMean(name, known),
                  "it has " + String.join(", ", known));
            });
    return new ScriptExpression.Member(target, name);
  }

  private ScriptExpression element(Expression.Element element) {
    if (element.index() instanceof Index.At at && root(element) != null) {
      String name = indexedName(element);
      if (name != null && variables.containsKey(name)) {
        return new ScriptExpression.Variable(name);
      }
      String root = root(element);
      if (!variables.containsKey(root) && scope.lookup(root) == null) {
        throw Mistake.at(
            element.span(),
            "unknown-name",
            "unknown variable '" + Sources.oneLine(element) + "'"
                + Suggestions.didYouMean(Sources.oneLine(element), variables.keySet()));
      }
      if (scope.lookup(root) != null) {
        return constant(evaluator.evaluate(element, scope), element.span());
      }
    }
    if (!(element.index() instanceof Index.At one)) {
      throw Mistake.at(element.index().span(), "wrong-value", "expected one index");
    }
    return new ScriptExpression.Element(resolve(element.target()), resolve(one.value()));
  }

  private static String root(Expression expression) {
    Expression at = expression;
    while (at instanceof Expression.Element element) {
      at = element.target();
    }
    return at instanceof Expression.Word word ? word.name() : null;
  }

  private String indexedName(Expression expression) {
    if (expression instanceof Expression.Word word) {
      return word.name();
    }
    Expression.Element element = (Expression.Element) expression;
    String target = indexedName(element.target());
    if (!(element.index() instanceof Index.At at)) {
      return null;
    }
    ScriptExpression index = resolve(at.value());
    return index instanceof ScriptExpression.Constant constant
            && constant.value() instanceof ScriptValue.Number number
        ? target + "[" + number.value() + "]"
        : null;
  }

  /** A node stands for its address as this one reaches it. */
  private ScriptExpression host(Expression host) {
    Reference reference = Subject.reference(host);
    boolean variable =
        host instanceof Expression.Word word
            && (variables.containsKey(word.name())
                || scope.lookup(word.name()) instanceof Value.Address);
    if (reference == null || variable) {
      return resolve(host);
    }
    if (host instanceof Expression.Member member
        && Subject.root(member) instanceof Expression.Word word
        && variables.containsKey(word.name())) {
      return resolve(host);
    }
    Names.Place place = context.names().place(reference, scope);
    int target = place.node().index();
    if (target < 0) {
      throw Mistake.silent();
    }
    return new ScriptExpression.Constant(
        new ScriptValue.Ip(
            place.netdev().isPresent()
                ? paths.addressOf(nodes.get(target), place.netdev().get())
                : target == node
                    ? paths.ownAddress(node, host.span())
                    : paths.address(node, target, host.span())));
  }

  // ------------------------------------------------------------------ calls

  private ScriptExpression call(Expression.Call call) {
    String name = call.function().text();
    Optional<Signature> signature = Signatures.find(name);
    if (signature.isPresent()) {
      return systemCall(call, signature.get());
    } else if (Signatures.fields(name) != null) {
      return make(call, Signatures.fields(name));
    } else if (Evaluator.functionNames().contains(name)) {
      return constant(evaluator.evaluate(call, scope), call.span());
    }
    List<String> known = new ArrayList<>(Signatures.all().keySet());
    known.addAll(Signatures.makers());
    known.addAll(Evaluator.functionNames());
    throw Mistake.at(
        call.function().span(),
        "unknown-function",
        "unknown call '" + name + "'" + Suggestions.didYouMean(name, known));
  }

  private ScriptExpression make(Expression.Call call, ImmutableList<String> fields) {
    ImmutableList.Builder<ScriptExpression> values = ImmutableList.builder();
    Map<String, ScriptExpression> named = new LinkedHashMap<>();
    int count = 0;
    for (Expression argument : call.arguments()) {
      if (argument instanceof Expression.Field field) {
        String name = field.name().text().replaceFirst("^l_", "");
        if (!fields.contains(name)) {
          throw Mistake.at(
              field.name().span(),
              "unknown-name",
              call.function() + " has no '" + field.name() + "'"
                  + Suggestions.didYouMean(name, fields),
              "it has " + String.join(", ", fields));
        }
        named.put(name, resolve(field.value()));
      } else if (++count > fields.size()) {
        throw Mistake.at(
            argument.span(),
            "wrong-arguments",
            call.function() + " has " + (fields.isEmpty() ? "no fields" : "only " + String.join(", ", fields)));
      } else {
        values.add(resolve(argument));
      }
    }
    return new ScriptExpression.Make(
        call.function().text(), values.build(), ImmutableMap.copyOf(named));
  }

  private ScriptExpression systemCall(Expression.Call call, Signature signature) {
    Map<String, ScriptExpression> values = new LinkedHashMap<>();
    Map<String, Span> spans = new LinkedHashMap<>();
    List<Expression> positional = new ArrayList<>();
    List<Expression.Field> named = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      if (argument instanceof Expression.Field field) {
        named.add(field);
      } else {
        positional.add(argument);
      }
    }
    int parameter = 0;
    for (int i = 0; i < positional.size(); i++, parameter++) {
      ScriptExpression value = resolve(positional.get(i));
      if (parameter == 1 && signature.find("option").isPresent()) {
        Optional<SocketOption> option = option(value);
        if (option.isPresent()) {
          values.put(
              "level",
              level(option.get()));
          parameter++;
        }
      }
      if (parameter >= signature.parameters().size()) {
        throw Mistake.at(
            positional.get(i).span(),
            "wrong-arguments",
            "too many arguments, expected " + signature.usage());
      }
      String name = signature.parameters().get(parameter).name();
      values.put(name, value);
      spans.put(name, positional.get(i).span());
    }
    for (Expression.Field field : named) {
      put(field, signature, values, spans);
    }
    for (Parameter one : signature.parameters()) {
      if (!one.optional() && !values.containsKey(one.name())) {
        throw Mistake.at(
            call.span(),
            "wrong-arguments",
            "'" + one.name() + "' is missing, expected " + signature.usage());
      }
      if (values.get(one.name()) instanceof ScriptExpression.Constant constant
          && !one.type().takes(constant.value())) {
        throw Mistake.at(
            spans.get(one.name()),
            "wrong-value",
            "expected " + one.type().noun() + " for '" + one.name() + "' of " + signature.usage()
                + ", found " + Shown.found(constant.value()));
      }
    }
    calls.add(new ScriptCall(signature.name(), ImmutableMap.copyOf(values)));
    resultFields.add(ResultFields.of(signature.name(), values.get("option")));
    return new ScriptExpression.Result(calls.size() - 1);
  }

  private void put(
      Expression.Field field,
      Signature signature,
      Map<String, ScriptExpression> values,
      Map<String, Span> spans) {
    Name name = field.name();
    List<String> known = signature.parameters().stream().map(Parameter::name).toList();
    if (!known.contains(name.text())) {
      throw Mistake.at(
          name.span(),
          "unknown-name",
          "there is no '" + name + "' in " + signature.usage()
              + Suggestions.didYouMean(name.text(), known));
    } else if (values.containsKey(name.text())) {
      throw Mistake.at(name.span(), "given-twice", "'" + name + "' is given twice");
    }
    values.put(name.text(), resolve(field.value()));
    spans.put(name.text(), field.value().span());
  }

  private static ScriptExpression level(SocketOption option) {
    String name = Constants.name("level", option.level()).orElse("");
    return new ScriptExpression.Constant(new ScriptValue.Number(option.level(), name));
  }

  private static Optional<SocketOption> option(ScriptExpression value) {
    return value instanceof ScriptExpression.Constant constant
            && constant.value() instanceof ScriptValue.Number number
        ? SocketOptions.find(number.symbol())
        : Optional.empty();
  }
}
