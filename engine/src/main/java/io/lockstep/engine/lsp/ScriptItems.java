package io.lockstep.engine.lsp;

import io.lockstep.engine.script.Signature;
import io.lockstep.engine.script.Signatures;
import io.lockstep.engine.syscall.Constants;
import java.util.Optional;

/** What editors show of the system calls and constants of programs. */
final class ScriptItems {
  private ScriptItems() {}

  /** The calls, which may open a line. */
  static void calls(Items items) {
    for (Signature call : Signatures.all().values()) {
      items.call(call.name(), call.usage(), "Yields " + call.result() + ".", "");
    }
  }

  /** What may stand within a line. */
  static void values(Items items) {
    calls(items);
    Signatures.makers()
        .forEach(
            maker -> items.call(maker, usage(maker), "A structure or data.", ""));
    Constants.all().values().forEach(one -> items.value(one.name(), one.family()));
  }

  private static String usage(String maker) {
    return maker + "(" + String.join(", ", Signatures.fields(maker)) + ")";
  }

  /** What a word means, if it is one of them. */
  static Optional<String> hover(String word) {
    if (Signatures.find(word).isPresent()) {
      Signature call = Signatures.find(word).get();
      return Optional.of(
          "```lockstep\n" + call.usage() + "\n```\n\nYields " + call.result() + ".");
    } else if (Signatures.fields(word) != null) {
      return Optional.of("```lockstep\n" + usage(word) + "\n```");
    }
    return Constants.find(word)
        .map(one -> "**" + one.name() + "** = " + one.value() + "\n\n" + one.family());
  }
}
