package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Trees;
import io.lockstep.grammar.vocabulary.FunctionWord;
import io.lockstep.grammar.vocabulary.Keyword;
import io.lockstep.grammar.vocabulary.Keywords;
import io.lockstep.grammar.vocabulary.OptionWord;
import io.lockstep.grammar.vocabulary.Place;
import io.lockstep.grammar.vocabulary.UnitDoc;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;

/** What is to be said about a place in a text, in Markdown. */
final class Hovers {
  private final SourceFile file;
  private final Navigation navigation;
  private final NameDocs nameDocs;

  Hovers(SourceFile file, Navigation navigation, NameDocs nameDocs) {
    this.file = file;
    this.navigation = navigation;
    this.nameDocs = nameDocs;
  }

  Optional<Hover> at(int offset) {
    List<Token> tokens = file.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.start() <= offset && offset < token.end()) {
        return text(i, offset).map(text -> hover(text, token));
      }
    }
    return Optional.empty();
  }

  private Hover hover(String text, Token token) {
    return new Hover(
        new MarkupContent(MarkupKind.MARKDOWN, text),
        file.lines().range(token.start(), token.end()));
  }

  private Optional<String> text(int index, int offset) {
    Token token = file.tokens().get(index);
    Context context = Context.at(file.tokens(), token.start());
    return switch (token.kind()) {
      case VALUE -> quantity(token.text());
      case RAW ->
          context.word().equals("sysctl") || inSysctlBlock(context)
              ? sysctl(token.text()).or(() -> name(offset))
              : name(offset);
      case STRING, VARIABLE ->
          token.kind() == Token.Kind.STRING && follows(index, "(", "sysctl")
              ? sysctl(token.text().replace("\"", ""))
              : name(offset);
      case WORD -> word(index, context, offset);
      default -> Optional.empty();
    };
  }

  private static boolean inSysctlBlock(Context context) {
    return !context.blocks().isEmpty()
        && context.blocks().get(context.blocks().size() - 1).word().equals("sysctl");
  }

  private boolean follows(int index, String mark, String word) {
    List<Token> tokens = file.tokens();
    return index >= 2 && tokens.get(index - 1).is(mark) && tokens.get(index - 2).is(word);
  }

  private Optional<String> quantity(String written) {
    return Scenarios.parse("", "let x = " + written).ast().stream()
        .flatMap(tree -> StreamSupport.stream(Trees.preOrder(tree).spliterator(), false))
        .filter(Expression.Quantity.class::isInstance)
        .map(Expression.Quantity.class::cast)
        .map(quantity -> "`" + written + "` — " + UnitDoc.of(quantity))
        .findFirst();
  }

  private static Optional<String> sysctl(String key) {
    return Sysctls.doc(key)
        .map(doc -> "`" + key + "`\n\n" + doc + "\n\n*Documentation/networking/ip-sysctl.rst*");
  }

  private Optional<String> word(int index, Context context, int offset) {
    Token token = file.tokens().get(index);
    Program program = navigation.around(file).get(0);
    Names names = new Names(program, file, context);
    if (context.line().isEmpty()) {
      return opener(token.text(), context, names);
    }
    boolean member = index > 0 && file.tokens().get(index - 1).is(".");
    if (context.has("where")) {
      Optional<String> field = field(index);
      if (field.isPresent()) {
        return field;
      }
    }
    Optional<String> named = name(offset);
    if (named.isPresent()) {
      return named;
    } else if (member) {
      return metric(index);
    }
    return kind(token.text(), context)
        .or(() -> function(index))
        .or(
            () ->
                Keywords.clause(token.text(), statement(context))
                    .map(clause -> "**" + clause.word() + "**\n\n" + clause.doc()));
  }

  private static String statement(Context context) {
    return context.word().equals("remove") && context.line().size() > 1
        ? context.line().get(1).text()
        : context.word();
  }

  private Optional<String> opener(String word, Context context, Names names) {
    for (Place place : Places.of(context, names)) {
      Optional<OptionWord> option = Expected.option(word, context, names);
      if (option.isPresent()) {
        return option.map(
            found -> "`" + word + "` — " + found.expected() + "\n\n" + found.doc());
      }
      Optional<Keyword> keyword = Keywords.find(word, place);
      if (keyword.isPresent()) {
        return keyword.map(Hovers::text);
      }
    }
    return word.equals("else")
        ? Keywords.clause(word, "if").map(clause -> "**else**\n\n" + clause.doc())
        : Keywords.find(word).stream().findFirst().map(Hovers::text);
  }

  private static String text(Keyword keyword) {
    return "```lockstep\n" + keyword.syntax() + "\n```\n\n" + keyword.doc();
  }

  private static Optional<String> kind(String word, Context context) {
    if (context.word().equals("device") && context.before().equals("=")) {
      return Vocabulary.device(word).map(kind -> "**" + word + "**\n\n" + kind.doc());
    } else if (context.word().equals("qdisc")) {
      return Vocabulary.qdisc(word).map(kind -> "**" + word + "**\n\n" + kind.doc());
    }
    return Optional.empty();
  }

  private Optional<String> function(int index) {
    List<Token> tokens = file.tokens();
    boolean called = index + 1 < tokens.size() && tokens.get(index + 1).is("(");
    return Keywords.functions().stream()
        .filter(function -> called && function.name().equals(tokens.get(index).text()))
        .map(Hovers::text)
        .findFirst()
        .or(() -> inProgram(index) ? ScriptItems.hover(tokens.get(index).text()) : Optional.empty());
  }

  private boolean inProgram(int index) {
    Context context = Context.at(file.tokens(), file.tokens().get(index).start());
    return context.blocks().stream().anyMatch(block -> block.word().equals("program"));
  }

  private static String text(FunctionWord function) {
    return "```lockstep\n" + function.syntax() + "\n```\n\n" + function.doc();
  }

  /** The longest field that the dotted name around a token begins with. */
  private Optional<String> field(int index) {
    String name = dotted(index);
    return PacketFields.doc(name).map(doc -> "`" + name + "`\n\n" + doc);
  }

  /** The dotted name that ends with a token. */
  private String dotted(int index) {
    List<Token> tokens = file.tokens();
    StringBuilder name = new StringBuilder(tokens.get(index).text());
    for (int i = index; i >= 2 && tokens.get(i - 1).is("."); i -= 2) {
      if (!tokens.get(i - 2).isWord()) {
        break;
      }
      name.insert(0, tokens.get(i - 2).text() + ".");
    }
    return name.toString();
  }

  private Optional<String> metric(int index) {
    String name = dotted(index);
    String last = file.tokens().get(index).text();
    ImmutableSet<String> wanted =
        ImmutableSet.of(name.substring(name.indexOf('.') + 1), last);
    return Keywords.metrics().stream()
        .filter(
            metric ->
                wanted.contains(metric.name())
                    || name.endsWith("." + metric.name())
                    || metric.name().startsWith(last + "."))
        .map(metric -> "`" + metric.name() + "`\n\n" + metric.doc())
        .findFirst();
  }

  private Optional<String> name(int offset) {
    return navigation.symbols(file, offset).stream().findFirst().map(nameDocs::of);
  }
}
