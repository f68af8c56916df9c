package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in sentences what a failed kernel build is about: whether the port no longer fits the tree,
 * and then which file of it wants adapting, or whether the tree itself is at fault.
 */
final class BuildAdvice {
  private static final int MOST = 8;
  private static final String PORT = "arch/libos/";
  /** Where the port's files are in a checkout of Lockstep. */
  private static final String HOME = "libos-native/kernel/";

  private static final Pattern AT = Pattern.compile("^(?:\\./)?(\\S+?):(\\d+)(?::\\d+)?: (.*)$");
  private static final Pattern UNDEFINED =
      Pattern.compile("undefined reference to [`']([\\w.]+)'");
  private static final Pattern IN_FUNCTION = Pattern.compile("in function [`']([\\w.]+)'");
  private static final Pattern MISSING_HEADER =
      Pattern.compile("fatal error: ([\\w/.-]+): No such file or directory");
  private static final Pattern IMPLICIT =
      Pattern.compile("implicit declaration of function ['‘](\\w+)['’]");
  private static final Pattern UNDECLARED = Pattern.compile("['‘](\\w+)['’] undeclared");
  private static final Pattern ARGUMENTS =
      Pattern.compile("too (?:few|many) arguments to function ['‘](\\w+)['’]");
  private static final Pattern CONFLICTING = Pattern.compile("conflicting types for ['‘](\\w+)['’]");
  private static final Pattern INCOMPATIBLE =
      Pattern.compile("passing argument \\d+ of ['‘](\\w+)['’] |initialization of .*incompatible");
  private static final Pattern MEMBER =
      Pattern.compile("['‘](struct \\w+)['’] has no member named ['‘](\\w+)['’]");
  private static final Pattern TYPE = Pattern.compile("unknown type name ['‘](\\w+)['’]");
  private static final Pattern REDEFINED = Pattern.compile("redefinition of ['‘](?:struct )?(\\w+)['’]");
  private static final Pattern NO_RULE =
      Pattern.compile("No rule to make target ['‘]([^'’]+)['’](?:, needed by ['‘]([^'’]+)['’])?");
  private static final Pattern HINT = Pattern.compile("did you mean ['‘](\\w+)['’]");
  private static final Pattern KCONFIG = Pattern.compile("^(\\S*Kconfig\\S*):(\\d+):? (.*)$");

  private final Path tree;
  private final Function<String, String> definitions;
  private final Set<String> advice = new LinkedHashSet<>();
  private String function = "";

  private BuildAdvice(Path tree, Function<String, String> definitions) {
    this.tree = tree;
    this.definitions = definitions;
  }

  /** Sentences, each on a line of its own with a newline before it; empty if there is no advice. */
  static String text(List<String> output, Path tree) {
    List<String> sentences = of(output, tree, symbol -> find(tree, symbol));
    return sentences.isEmpty() ? "" : "\nWhat to do:\n  " + String.join("\n  ", sentences);
  }

  /**
   * Likewise.
   *
   * @param definitions where other architectures define a symbol, such as {@code arch/um/x.c}, or
   *     empty
   */
  static List<String> of(List<String> output, Path tree, Function<String, String> definitions) {
    BuildAdvice advice = new BuildAdvice(tree, definitions);
    for (String line : output) {
      if (advice.advice.size() < MOST) {
        advice.take(line);
      }
    }
    return List.copyOf(advice.advice);
  }

  private void take(String line) {
    if (line.contains("No space left on device")) {
      advice.add("The disk is full: \"lockstep kernel prune\" frees what can be made again.");
      return;
    } else if (line.matches(".*(Killed signal|internal compiler error: Killed).*")) {
      advice.add("The compiler was ended from outside, most likely because memory ran out.");
      return;
    }
    Matcher inside = IN_FUNCTION.matcher(line);
    if (inside.find()) {
      function = inside.group(1);
    }
    Matcher undefined = UNDEFINED.matcher(line);
    Matcher rule = NO_RULE.matcher(line);
    Matcher kconfig = KCONFIG.matcher(line);
    Matcher at = AT.matcher(line);
    if (undefined.find()) {
      undefined(undefined.group(1));
    } else if (rule.find()) {
      rule(rule.group(1), rule.group(2));
    } else if (kconfig.find() && !line.contains("warning")) {
      kconfig(relative(kconfig.group(1)), kconfig.group(2), kconfig.group(3));
    } else if (at.matches() && at.group(3).contains("error: ")) {
      compiler(relative(at.group(1)), at.group(2), at.group(3));
    }
  }

  private void undefined(String symbol) {
    String who = function.isEmpty() ? "The tree" : function + "()";
    String others = definitions.apply(symbol);
    advice.add(
        who + " needs " + symbol + ", which nothing in this configuration defines. "
            + (others.isEmpty()
                ? "No other architecture defines it either, so an option that brings it is off:"
                    + " find its file and add the option to " + port("configs/") + " or --config."
                : "Other architectures define it (" + others + "), so the port has to as well: add"
                    + " it to a file of its topic in " + port("kernel/") + "."));
  }

  private void rule(String target, String user) {
    String by = user == null ? "" : " for " + relative(user);
    String name = relative(target);
    advice.add(
        name.startsWith("arch/x86/") || name.contains("syscall")
            ? "The tree has no " + name + by + "; " + port("syscalls/Makefile")
                + " takes system-call numbers and structures from there and wants another path."
            : "There is no " + name + by + " in this tree. If the port names it, adapt its"
                + " Makefiles (" + port("Makefile") + ", " + port("kernel/Makefile") + ").");
  }

  private void kconfig(String file, String line, String what) {
    advice.add(
        file.startsWith(PORT)
            ? port(file) + ":" + line + " does not suit this tree's Kconfig: " + what + "."
            : "Kconfig stumbles over the tree's " + file + ":" + line + ": " + what
                + ". If it is about a symbol that architectures define, add it to "
                + port("Kconfig") + ".");
  }

  private void compiler(String file, String line, String message) {
    boolean ours = file.startsWith(PORT);
    String place = (ours ? HOME + file : file) + ":" + line;
    Matcher header = MISSING_HEADER.matcher(message);
    if (header.find()) {
      header(place, ours, header.group(1));
      return;
    }
    String symbol = first(message, IMPLICIT, UNDECLARED, TYPE);
    if (symbol != null) {
      Matcher hint = HINT.matcher(message);
      String near = hint.find() ? " The compiler suggests " + hint.group(1) + "." : "";
      advice.add(ours ? gone(place, symbol) + near : expected(place, symbol));
      return;
    }
    String changed = first(message, ARGUMENTS, CONFLICTING, INCOMPATIBLE);
    Matcher member = MEMBER.matcher(message);
    if (changed != null || ours && INCOMPATIBLE.matcher(message).find()) {
      String what = changed == null ? "A structure of functions" : "The prototype of " + changed;
      advice.add(
          ours
              ? what + " is another one in this tree. Adapt " + place
                  + ", with LINUX_VERSION_CODE if older kernels are to build as well."
              : what + " that the tree expects differs from what " + port("include/asm/")
                  + " says (noticed at " + place + ").");
    } else if (member.find()) {
      advice.add(
          ours
              ? "In this tree " + member.group(1) + " has no " + member.group(2) + ". Adapt "
                  + place + "."
              : "The tree expects a member " + member.group(2) + " in " + member.group(1)
                  + " (" + place + "). If an architecture defines that structure, adapt it in "
                  + port("include/asm/") + "; otherwise the tree is at fault.");
    } else {
      other(place, ours, message);
    }
  }

  private void other(String place, boolean ours, String message) {
    Matcher twice = REDEFINED.matcher(message);
    if (ours && twice.find()) {
      advice.add(
          "This tree defines " + twice.group(1) + " itself; leave it out of " + place
              + " for this version.");
    } else if (ours) {
      advice.add("The port's " + place + " does not compile with this tree; adapt it.");
    } else if (advice.isEmpty()) {
      advice.add(
          "The mistake is in the tree itself, not in the port: " + place + ": "
              + message.replaceFirst("^.*error: ", "") + ".");
    }
  }

  private void header(String place, boolean ours, String name) {
    if (!name.startsWith("asm/")) {
      advice.add(
          "There is no <" + name + "> in this tree, which " + place + " includes."
              + (ours ? " Find where its content went, and adapt that line." : ""));
      return;
    }
    String base = name.substring("asm/".length());
    boolean generic = tree.resolve("include/asm-generic").resolve(base).toFile().exists();
    advice.add(
        "The tree wants an <" + name + "> of the architecture (" + place + "). "
            + (generic
                ? "The generic one will do: add \"generic-y += " + base + "\" to "
                    + port("include/asm/Kbuild") + "."
                : "There is no generic one: write " + port("include/asm/" + base)
                    + ", for example after that of arch/um or arch/riscv."));
  }

  private static String gone(String place, String symbol) {
    return "This tree no longer has " + symbol + ", or declares it in another header. Adapt "
        + place + ".";
  }

  private String expected(String place, String symbol) {
    String others = definitions.apply(symbol);
    return others.isEmpty()
        ? "The mistake is in the tree itself, not in the port: " + place + " uses " + symbol
            + ", which is not declared."
        : place + " uses " + symbol + ", which architectures define (" + others
            + "). Add it to " + port("include/asm/") + ".";
  }

  private static String first(String message, Pattern... patterns) {
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(message);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return null;
  }

  private static String port(String file) {
    return HOME + (file.startsWith(PORT) ? file : PORT + file);
  }

  /** Kbuild out of tree prints absolute names. */
  private String relative(String file) {
    String top = tree.toString() + "/";
    return file.startsWith(top) ? file.substring(top.length()) : file;
  }

  /** Searches the architectures that are most like ours. */
  private static String find(Path tree, String symbol) {
    List<String> found = new ArrayList<>();
    Pattern word = Pattern.compile("\\b" + Pattern.quote(symbol) + "\\b");
    try {
      for (String arch : List.of("um", "riscv", "x86")) {
        Headers.firstFileWith(tree.resolve("arch/" + arch), word)
            .ifPresent(file -> found.add("arch/" + arch + "/" + file));
      }
    } catch (IOException e) {
      return "";
    }
    return String.join(", ", found);
  }
}
