package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.Keyword.of;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** Words that open statements which run programs, and the lines of their blocks. */
final class ProgramWords {
  private static final ImmutableSet<Place> BODY =
      ImmutableSet.of(Place.TOP, Place.TOPOLOGY, Place.TIMELINE);
  private static final ImmutableSet<Place> PROGRAM = ImmutableSet.of(Place.PROGRAM);

  private ProgramWords() {}

  static ImmutableList<Keyword> all() {
    return ImmutableList.of(
        of("exec", BODY, "exec [NAME =] on NODE \"COMMAND\" [{ … }]",
            "Runs a program of this machine in a node, as '/bin/sh -c COMMAND'; a text of several"
                + " lines between three quotes is a script. The run waits for its end. Needs"
                + " 'lockstep run --allow-exec'.")
            .snippet("exec ${1:name} = on ${2:node} \"${3:command}\""),
        of("daemon", BODY, "daemon [NAME =] on NODE \"COMMAND\" [{ … }]",
            "Runs a program in a node that the run does not wait for: it is terminated at the end."
                + " Needs 'lockstep run --allow-exec'.")
            .snippet("daemon ${1:name} = on ${2:node} \"${3:command}\""),
        of("start", PROGRAM, "start TIME | start after ACTIVITY [and ACTIVITY…] [+ TIME]",
            "When it starts: at a virtual time (0s by default), or when others have ended.")
            .snippet("start ${1:1s}"),
        of("stop", PROGRAM, "stop TIME",
            "Virtual time at which it gets SIGTERM; SIGKILL follows five seconds later.")
            .snippet("stop ${1:10s}"),
        of("timeout", PROGRAM, "timeout TIME",
            "How long it may run at most; then it is stopped, and the result says so.")
            .snippet("timeout ${1:30s}"),
        of("stdin", PROGRAM, "stdin \"TEXT\" | stdin file \"FILE\"",
            "What it reads from its standard input: a text, or the content of a file beside the"
                + " scenario. Nothing by default.")
            .snippet("stdin \"${1}\""),
        of("env", PROGRAM, "env NAME = \"VALUE\"", "A variable of its environment.")
            .snippet("env ${1:NAME} = \"${2}\""),
        of("directory", PROGRAM, "directory \"PATH\"",
            "The directory it starts in; the home directory of root by default.")
            .snippet("directory \"${1:/tmp}\""),
        of("file", PROGRAM, "file \"PATH\" = \"TEXT\" | file \"PATH\" from \"FILE\"",
            "Writes a file of the node before the program starts: a text, or a copy of a file"
                + " beside the scenario.")
            .snippet("file \"${1:/root/…}\" = \"${2}\""));
  }
}
