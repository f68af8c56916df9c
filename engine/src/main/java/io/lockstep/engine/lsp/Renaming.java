package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;

/** Gives a name another text wherever it stands. */
final class Renaming {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final ImmutableSet<String> RESERVED =
      ImmutableSet.of("and", "or", "not", "true", "false");

  private final Library library;
  private final Navigation navigation;

  Renaming(Library library, Navigation navigation) {
    this.library = library;
    this.navigation = navigation;
  }

  /** Why something cannot be done, for a user to read. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message, null, false, false);
    }
  }

  /** The stretch of the name at a place. */
  Range prepare(SourceFile file, int offset) throws Refusal {
    symbol(file, offset);
    for (Navigation.Place place : navigation.occurrences(file, offset, true)) {
      if (place.file().equals(file.name())
          && place.start() <= offset
          && offset <= place.end()) {
        return file.lines().range(place.start(), place.end());
      }
    }
    throw new Refusal("There is no name here that can be changed.");
  }

  WorkspaceEdit rename(SourceFile file, int offset, String wanted) throws Refusal {
    Symbol symbol = symbol(file, offset);
    if (!NAME.matcher(wanted).matches() || RESERVED.contains(wanted)) {
      throw new Refusal(
          "'" + wanted + "' is no name: expected letters, digits and '_', not a digit first"
              + (RESERVED.contains(wanted) ? ", and no reserved word." : "."));
    }
    for (Symbol each : navigation.symbols(file, offset)) {
      refuseTaken(each, wanted);
    }
    Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
    for (Navigation.Place place : navigation.occurrences(file, offset, true)) {
      SourceFile target = library.find(place.file()).orElse(file);
      if (!target.parsed().isValid()) {
        throw new Refusal(
            "There are errors in " + target.name() + "; without these being fixed first,"
                + " uses of '" + symbol.name() + "' could be overlooked.");
      }
      String written = target.text().substring(place.start(), place.end());
      if (target.isYaml() && !written.equals(symbol.name())) {
        throw new Refusal(
            "'" + symbol.name() + "' stands in a text of several lines in " + target.name()
                + ", where it can only be changed by hand.");
      }
      edits
          .computeIfAbsent(library.uri(place.file()), key -> new ArrayList<>())
          .add(new TextEdit(target.lines().range(place.start(), place.end()), wanted));
    }
    return new WorkspaceEdit(edits);
  }

  private Symbol symbol(SourceFile file, int offset) throws Refusal {
    Optional<Symbol> symbol = navigation.symbols(file, offset).stream().findFirst();
    if (symbol.isEmpty()) {
      throw new Refusal("There is no name here that can be changed.");
    } else if (!file.parsed().isValid()) {
      throw new Refusal(
          "There are errors in this file; without these being fixed first, uses of '"
              + symbol.get().name() + "' could be overlooked.");
    } else if (symbol.get().definitions().isEmpty()) {
      throw new Refusal(
          "'" + symbol.get().name() + "' is not defined in this scenario, so it cannot be"
              + " renamed.");
    }
    return symbol.get();
  }

  private static void refuseTaken(Symbol symbol, String wanted) throws Refusal {
    if (wanted.equals(symbol.name())) {
      return;
    }
    ImmutableList<Symbol.Space> spaces =
        switch (symbol.kind().space()) {
          case VALUES, OBJECTS ->
              ImmutableList.of(Symbol.Space.VALUES, Symbol.Space.OBJECTS);
          default -> ImmutableList.of(symbol.kind().space());
        };
    for (Symbol.Space space : spaces) {
      Optional<Symbol> other = symbol.scope().find(space, wanted);
      if (symbol.kind() != Symbol.Kind.NETDEV && other.isPresent()) {
        throw new Refusal(
            "'" + wanted + "' is already the name of a " + other.get().kind().word() + ".");
      }
    }
  }
}
