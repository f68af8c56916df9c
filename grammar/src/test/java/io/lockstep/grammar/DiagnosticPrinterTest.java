package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Carets stand below what they mean. */
class DiagnosticPrinterTest {
  /** A cell for each blank before the carets: what a terminal makes of the text before. */
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain,5",
        "\tx,2",
        "\u00e9\u00df,2",
        "e\u0301,1",
        "\u4e2d\u6587,4",
        "\uff21,2",
        "\ud55c,2",
        "\ud83d\ude00,2",
        "\ud840\udc00,2",
        "a\u200db,2",
        "\u2014\u2192,2",
      })
  void cellsAreCounted(String before, int cells) {
    String text = "scenario \"" + before + "\"; nod x";
    String[] lines = Scenarios.parse("x", text).diagnostics().get(0).render().split("\n");
    int margin = "   | scenario \"\"; ".length();
    assertThat(lines[2]).isEqualTo("   | " + " ".repeat(margin - 5 + cells) + "^^^");
  }

  @Test
  void wideCharactersHaveWideCarets() {
    String message = Scenarios.parse("x", "let x = \u4e2d").diagnostics().get(0).render();
    assertThat(message).endsWith("^^").doesNotContain("^^^");
  }

  @Test
  void longLinesAreCut() {
    String text = "let x = \"" + "a".repeat(200) + "\" nod " + "b".repeat(200);
    String[] lines = Scenarios.parse("x", text).diagnostics().get(0).render().split("\n");
    assertThat(lines[1]).startsWith(" 1 | \u2026aaa").endsWith("bbb\u2026");
    assertThat(lines[1]).hasSize(5 + 1 + 120 + 1);
    assertThat(lines[1].substring(lines[2].indexOf('^'))).startsWith("nod b");
  }
}
