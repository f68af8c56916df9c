package io.lockstep.grammar.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.grammar.Corpus;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.DecisionInfo;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.api.Test;

/** The parser never has to guess, and looks one token ahead. */
class PredictionTest {
  @Test
  void noDecisionIsAmbiguous() {
    List<String> found = new ArrayList<>();
    Corpus.texts()
        .forEach(
            (name, text) -> {
              LockstepParser parser = parser(text);
              parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
              parser.addErrorListener(
                  new BaseErrorListener() {
                    @Override
                    public void reportAmbiguity(
                        Parser recognizer, DFA dfa, int start, int stop, boolean exact,
                        BitSet alternatives, ATNConfigSet configs) {
                      found.add(name + ": " + place(recognizer, dfa, start));
                    }

                    @Override
                    public void reportAttemptingFullContext(
                        Parser recognizer, DFA dfa, int start, int stop,
                        BitSet alternatives, ATNConfigSet configs) {
                      found.add(name + ": full context: " + place(recognizer, dfa, start));
                    }
                  });
              parser.scenarioFile();
              assertThat(parser.getNumberOfSyntaxErrors()).as(name).isZero();
            });
    assertThat(found).isEmpty();
  }

  private static String place(Parser parser, DFA dfa, int start) {
    return LockstepParser.ruleNames[dfa.atnStartState.ruleIndex]
        + " at "
        + parser.getTokenStream().get(start);
  }

  @Test
  void oneTokenOfLookahead() {
    List<String> found = new ArrayList<>();
    Corpus.texts()
        .forEach(
            (name, text) -> {
              LockstepParser parser = parser(text);
              parser.setProfile(true);
              parser.scenarioFile();
              for (DecisionInfo decision : parser.getParseInfo().getDecisionInfo()) {
                if (decision.SLL_MaxLook > 1 || decision.LL_Fallback > 0) {
                  int state = parser.getATN().decisionToState.get(decision.decision).ruleIndex;
                  found.add(
                      name + ": " + LockstepParser.ruleNames[state] + " looks "
                          + decision.SLL_MaxLook + " ahead at "
                          + parser.getTokenStream().get(decision.SLL_MaxLookEvent.startIndex));
                }
              }
            });
    assertThat(found).isEmpty();
  }

  private static LockstepParser parser(String text) {
    LockstepLexer lexer = new LockstepLexer(CharStreams.fromString(text));
    LockstepParser parser = new LockstepParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    return parser;
  }
}
