package io.lockstep.engine.cli;

import io.lockstep.engine.ExitCode;
import io.lockstep.grammar.Suggestions;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains a wrong command line in a sentence, with what was probably meant. */
final class UsageMistakes {
  private UsageMistakes() {}

  static int explain(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(message(mistake, command));
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.INVALID.code();
  }

  private static String message(ParameterException mistake, CommandLine command) {
    if (mistake instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      boolean option = word.startsWith("-");
      List<String> known = new ArrayList<>();
      if (option) {
        command.getCommandSpec().options().forEach(o -> known.addAll(List.of(o.names())));
      } else {
        known.addAll(command.getSubcommands().keySet());
      }
      String name = option && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      String what = option ? "option" : known.isEmpty() ? "argument" : "command";
      Optional<String> near = Suggestions.nearest(name, known);
      return "Unknown " + what + " '" + name + "'"
          + near.map(n -> "; did you mean '" + n + "'?").orElse(".");
    }
    String value = mistake.getValue();
    if (value != null && mistake.getArgSpec() instanceof OptionSpec option) {
      Optional<String> expected = expected(option, value);
      if (expected.isPresent()) {
        return expected.get();
      }
    }
    if (value != null && !isPath(value)) {
      return "The name '" + value + "' cannot be written in the character set of this locale, "
          + System.getProperty("sun.jnu.encoding") + "; set LC_ALL=C.UTF-8.";
    }
    return mistake.getMessage();
  }

  /** What an option takes, if its type tells. */
  private static Optional<String> expected(OptionSpec option, String value) {
    Class<?> type = option.type();
    if (type == Long.class || type == Integer.class) {
      boolean digits = value.matches("[+-]?[0-9]+");
      return Optional.of(
          "expected a " + (digits ? "smaller number" : "whole number") + " for "
              + option.longestName() + ", found '" + value + "'");
    } else if (type.isEnum() && Word.class.isAssignableFrom(type)) {
      List<String> words =
          Stream.of(type.getEnumConstants()).map(word -> ((Word) word).word()).toList();
      return Optional.of(
          "expected " + String.join(", ", words.subList(0, words.size() - 1)) + " or "
              + words.get(words.size() - 1) + " for " + option.longestName() + ", found '" + value
              + "'" + Suggestions.didYouMean(value, words));
    }
    return Optional.empty();
  }

  private static boolean isPath(String name) {
    try {
      Path.of(name);
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
