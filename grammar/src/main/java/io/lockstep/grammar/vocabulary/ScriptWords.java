package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.Keyword.of;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** Words of programs made of system calls. */
final class ScriptWords {
  private static final ImmutableSet<Place> BODY = ImmutableSet.of(Place.TOP, Place.TOPOLOGY);
  private static final ImmutableSet<Place> SCRIPT = ImmutableSet.of(Place.SCRIPT);

  private ScriptWords() {}

  static ImmutableList<Keyword> all() {
    return ImmutableList.of(
        of("program", BODY, "program NAME on NODE { … }",
            "System calls, one after the other, made by a task of the node's kernel. Each line is"
                + " a call or a comparison, with what is expected of it: an error without 'fails'"
                + " is a failed expectation.")
            .snippet("program ${1:name} on ${2:node} {\n  let s = socket(AF_INET, SOCK_STREAM, 0)\n"
                + "  $0\n}"),
        of("start", SCRIPT, "start TIME | start after ACTIVITY [and ACTIVITY…] [+ TIME]",
            "When the program starts: at a virtual time (0s by default), or when others have"
                + " ended.")
            .snippet("start ${1:1s}"),
        of("timeout", SCRIPT, "timeout TIME",
            "How long each of its calls may block, 10min by default.")
            .snippet("timeout ${1:30s}"),
        of("let", SCRIPT, "let NAME = CALL(…)", "A variable for the result of a call.")
            .snippet("let ${1:s} = ${2:socket(AF_INET, SOCK_STREAM, 0)}"),
        of("label", SCRIPT, "label NAME",
            "A place in the program that others can wait for with 'after PROGRAM.NAME'.")
            .snippet("label ${1:ready}"),
        of("at", SCRIPT, "at TIME [CALL(…) | { … }]",
            "Waits until a virtual time, counted from the start of the scenario.")
            .snippet("at ${1:1s} $0"),
        of("after", SCRIPT, "after PROGRAM.LABEL|ACTIVITY [and …] [+ TIME] [CALL(…) | { … }]",
            "Waits until another program has come to a label, or a flow, ping or program has"
                + " ended.")
            .snippet("after ${1:server.ready} $0"));
  }
}
