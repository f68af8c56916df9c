package io.lockstep.engine.lsp;

import io.lockstep.grammar.vocabulary.Keyword;
import io.lockstep.grammar.vocabulary.Keywords;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;

/** What is to be said about a place in a scenario in YAML: a name, a keyword or a sysctl. */
final class YamlHovers {
  /** A word, and the colon that makes a key of it. */
  private static final Pattern WORD = Pattern.compile("([A-Za-z_][A-Za-z0-9_./-]*)(\\s*:)?");

  private final SourceFile file;
  private final Navigation navigation;
  private final NameDocs names;

  YamlHovers(SourceFile file, Navigation navigation, NameDocs names) {
    this.file = file;
    this.navigation = navigation;
    this.names = names;
  }

  Optional<Hover> at(int offset) {
    return name(offset).or(() -> word(offset));
  }

  private Optional<Hover> name(int offset) {
    return navigation.around(file).stream()
        .flatMap(program -> program.symbols().at(file.name(), offset).stream())
        .findFirst()
        .map(one -> hover(names.of(one.symbol()), one.span().start(), one.span().end()));
  }

  private Optional<Hover> word(int offset) {
    int line = file.lines().lineOf(offset);
    int start = file.lines().lineStart(line);
    Matcher matcher = WORD.matcher(file.text().substring(start, file.lines().lineEnd(line)));
    while (matcher.find()) {
      if (start + matcher.start(1) <= offset && offset < start + matcher.end(1)) {
        String word = matcher.group(1);
        Optional<String> doc = matcher.group(2) == null ? Optional.empty() : keyword(word);
        return doc.or(() -> Sysctls.doc(word))
            .map(text -> hover(text, start + matcher.start(1), start + matcher.end(1)));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> keyword(String word) {
    return Keywords.find(word).stream().findFirst().map(Keyword::doc);
  }

  private Hover hover(String text, int start, int end) {
    return new Hover(
        new MarkupContent(MarkupKind.MARKDOWN, text), file.lines().range(start, end));
  }
}
