package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** Where statements stand, and which ones may. */
enum BlockKind {
  TOP("the top level", "statement", Words.TOP_WORDS),
  BODY("the body of a 'for', 'if' or 'topology'", "statement", Words.BODY_WORDS),
  ACTIONS("a block of the timeline such as 'at 5s { \u2026 }'", "action", Words.ACTION_WORDS),
  NODE("a node block", "node setting", Words.NODE_WORDS),
  LINK("a link block", "link property", Words.LINK_WORDS),
  LAN("a LAN block", "LAN property", Words.LINK_WORDS),
  DIRECTION("a 'toward' block", "link property", Words.DIRECTION_WORDS),
  FLOW("a flow block", "flow property", Words.FLOW_WORDS),
  PING("a ping block", "ping property", Words.PING_WORDS),
  TRACEROUTE("a traceroute block", "traceroute property", Words.TRACEROUTE_WORDS),
  PROGRAM("a block of a program", "program setting", Words.PROGRAM_WORDS),
  SCRIPT("a program", "call or statement", Words.SCRIPT_WORDS),
  SET("a 'set' block", "setting", Words.SET_WORDS),
  /** What it holds beside these words says an {@link OptionScope}. */
  OPTIONS("a block of options", "option", ImmutableList.of("for", "if")),
  SEQUENCE("a sequence", "line of a sequence", Words.SEQUENCE_WORDS),
  LAYERS("a packet", "header", Words.LAYER_WORDS),
  /** Fields and options: what they can be depends on the header, which the resolver knows. */
  PARTS("a header", "field", ImmutableList.of("for", "if")),
  SYSCTLS("a 'sysctl' block", "sysctl", ImmutableList.of());

  private final String place;
  private final String noun;
  private final ImmutableList<String> words;
  private final ImmutableSet<String> set;

  BlockKind(String place, String noun, ImmutableList<String> words) {
    this.place = place;
    this.noun = noun;
    this.words = words;
    this.set = ImmutableSet.copyOf(words);
  }

  /** {@code a ping block}. */
  String place() {
    return place;
  }

  /** What a statement is called here: {@code ping property}. */
  String noun() {
    return noun;
  }

  boolean holds(String word) {
    return set.contains(word);
  }

  /** The words that open a statement here, in alphabetical order. */
  ImmutableList<String> words() {
    return words;
  }
}
