package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ast.Unit;
import io.lockstep.grammar.vocabulary.Keywords;
import io.lockstep.grammar.vocabulary.Place;
import io.lockstep.grammar.vocabulary.UnitDoc;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.CompletionItem;

/** What can be written at a place. */
final class Completions {
  private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)[A-Za-z%]*");

  private final SourceFile file;
  private final Context context;
  private final Names names;
  private final Library library;
  private final List<String> kernels;
  private final boolean snippets;

  private Completions(
      Program program,
      SourceFile file,
      int offset,
      Library library,
      List<String> kernels,
      boolean snippets) {
    this.file = file;
    this.context = Context.at(file.tokens(), offset);
    this.names = new Names(program, file, context);
    this.library = library;
    this.kernels = kernels;
    this.snippets = snippets;
  }

  /**
   * @param kernels names of the kernel builds there are
   * @param snippets whether the editor understands snippets
   */
  static List<CompletionItem> at(
      Program program,
      SourceFile file,
      int offset,
      Library library,
      List<String> kernels,
      boolean snippets) {
    return new Completions(program, file, offset, library, kernels, snippets).all();
  }

  private List<CompletionItem> all() {
    Token.Kind kind = context.current().map(Token::kind).orElse(Token.Kind.END);
    String prefix = context.prefix();
    int hole = prefix.lastIndexOf("${");
    if (kind == Token.Kind.COMMENT) {
      return ImmutableList.of();
    } else if (hole >= 0 && prefix.indexOf('}', hole) < 0) {
      return inHole(prefix.substring(hole + 2));
    } else if (kind == Token.Kind.STRING) {
      return inString(prefix.substring(1));
    } else if (kind == Token.Kind.VALUE) {
      return unit(prefix);
    }
    Items items = items(prefix.length());
    if (context.line().isEmpty()) {
      openers(items);
    } else {
      new LineCompletion(context, names, items, kernels).propose();
    }
    return items.all();
  }

  private Items items(int typed) {
    return new Items(
        file.lines().range(context.offset() - typed, context.offset()), snippets);
  }

  private void openers(Items items) {
    for (Place place : Places.of(context, names)) {
      switch (place) {
        case DEVICE ->
            context
                .around("device")
                .flatMap(device -> Vocabulary.device(device.lastWord()))
                .ifPresent(kind -> kind.options().forEach(items::option));
        case QDISC ->
            Places.qdisc(context).ifPresent(kind -> kind.options().forEach(items::option));
        case CLASS ->
            Places.qdisc(context).ifPresent(kind -> kind.classOptions().forEach(items::option));
        case MATCH -> Vocabulary.matches().forEach(items::option);
        case SYSCTLS -> Sysctls.propose(names.configurable(context), items);
        case SCRIPT -> {
          ScriptItems.calls(items);
          names.of(Names.VALUES).forEach(items::name);
        }
        default -> {}
      }
      Keywords.in(place).forEach(items::keyword);
    }
    if (context.blocks().stream().anyMatch(block -> block.word().equals("if"))
        || file.text().contains("if ")) {
      Keywords.clause("else", "if").ifPresent(word -> items.word(word.word(), word.doc()));
    }
  }

  /** An expression in <code>${</code>; only its last word is looked at. */
  private List<CompletionItem> inHole(String typed) {
    int start = typed.length();
    while (start > 0 && Character.isJavaIdentifierPart(typed.charAt(start - 1))) {
      start--;
    }
    Items items = items(typed.length() - start);
    names.of(Names.VALUES).forEach(items::name);
    Keywords.functions().stream().filter(f -> f.beforeRun()).forEach(items::function);
    return items.all();
  }

  private List<CompletionItem> inString(String typed) {
    Items items = items(typed.length());
    int size = context.line().size();
    String function = size >= 2 && context.before().equals("(")
        ? context.line().get(size - 2).text()
        : "";
    if (context.word().equals("include")) {
      includable(items);
    } else if (function.equals("counter")) {
      Sysctls.counters().forEach(name -> items.member(name, "counter", ""));
    } else if (function.equals("sysctl")) {
      Sysctls.propose(names.configurable(context), items);
    }
    return items.all();
  }

  private void includable(Items items) {
    Uris.path(file.name())
        .ifPresent(
            here -> {
              for (String name : library.scenarios()) {
                Uris.path(name)
                    .filter(path -> !path.equals(here))
                    .ifPresent(
                        path ->
                            items.file(here.getParent().relativize(path).toString()));
              }
            });
  }

  private List<CompletionItem> unit(String typed) {
    Matcher number = NUMBER.matcher(typed);
    if (!number.matches()) {
      return ImmutableList.of();
    }
    Items items = items(typed.length());
    ImmutableSet<Unit> fitting = Expected.units(context.word(), context, names);
    for (Unit unit : fitting) {
      String space = unit == Unit.PACKETS ? " " : "";
      items.unit(number.group(1) + space + unit.symbol(), UnitDoc.of(unit));
    }
    return items.all();
  }
}
