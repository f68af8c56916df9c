package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;

/** Where statements stand, and which ones may. */
enum BlockKind {
  TOP("the top level", "statement", Words.TOP_WORDS, Words.PLANNED_STATEMENTS),
  ACTIONS("an 'at' block", "action", Words.ACTION_WORDS, Words.PLANNED_STATEMENTS),
  NODE("a node block", "node setting", Words.NODE_WORDS, Words.PLANNED_NODE_WORDS),
  LINK("a link block", "link property", Words.LINK_WORDS, Words.PLANNED_LINK_WORDS),
  DIRECTION(
      "a 'toward' block", "link property", Words.DIRECTION_WORDS, Words.PLANNED_LINK_WORDS),
  FLOW("a flow block", "flow property", Words.FLOW_WORDS, ImmutableList.of()),
  PING("a ping block", "ping property", Words.PING_WORDS, ImmutableList.of()),
  SET("a 'set' block", "setting", Words.SET_WORDS, Words.PLANNED_LINK_WORDS);

  private final String place;
  private final String noun;
  private final ImmutableList<String> words;
  private final ImmutableList<String> planned;

  BlockKind(
      String place, String noun, ImmutableList<String> words, ImmutableList<String> planned) {
    this.place = place;
    this.noun = noun;
    this.words = words;
    this.planned = planned;
  }

  /** {@code a ping block}. */
  String place() {
    return place;
  }

  /** What a statement is called here: {@code ping property}. */
  String noun() {
    return noun;
  }

  /** The words that open a statement here, in alphabetical order. */
  ImmutableList<String> words() {
    return words;
  }

  /** The words that will. */
  ImmutableList<String> planned() {
    return planned;
  }
}
