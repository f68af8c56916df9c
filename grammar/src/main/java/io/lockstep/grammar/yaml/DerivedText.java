package io.lockstep.grammar.yaml;

import io.lockstep.grammar.ast.SourceText;
import java.util.Arrays;

/** A scenario's text while it is derived from YAML, with the place that each part came from. */
final class DerivedText {
  private final StringBuilder text = new StringBuilder();
  private int[] starts = new int[64];
  private int[] origins = new int[64];
  private int pieces;
  private int lastOrigin;

  /** Adds what stands in the original character by character, from an offset on. */
  void exact(String piece, int origin) {
    add(piece, origin, origin);
    lastOrigin = origin + piece.length();
  }

  /** Adds what came from one place as a whole. */
  void at(String piece, int origin) {
    add(piece, ~origin, origin);
  }

  /** Adds a text of which the origin of each character is known; one more for its end. */
  void mapped(String piece, int[] characterOrigins) {
    int at = 0;
    while (at < piece.length()) {
      int end = at + 1;
      while (end < piece.length()
          && characterOrigins[end] == characterOrigins[at] + end - at) {
        end++;
      }
      exact(piece.substring(at, end), characterOrigins[at]);
      at = end;
    }
    lastOrigin = characterOrigins[piece.length()];
  }

  /** Adds what does not stand in the original, and belongs behind what came last. */
  void own(String piece) {
    at(piece, lastOrigin);
  }

  private void add(String piece, int code, int origin) {
    if (pieces == starts.length) {
      starts = Arrays.copyOf(starts, 2 * pieces);
      origins = Arrays.copyOf(origins, 2 * pieces);
    }
    starts[pieces] = text.length();
    origins[pieces++] = code;
    lastOrigin = origin;
    text.append(piece);
  }

  int length() {
    return text.length();
  }

  /** The finished text. */
  SourceText over(SourceText original) {
    int[] offsets = Arrays.copyOf(starts, pieces);
    int[] places = Arrays.copyOf(origins, pieces);
    int end = text.length();
    int endOrigin = original.text().length();
    return new SourceText(
        original,
        text.toString(),
        offset -> offset >= end ? endOrigin : originOf(offset, offsets, places));
  }

  private static int originOf(int offset, int[] starts, int[] origins) {
    int found = Arrays.binarySearch(starts, offset);
    int piece = found >= 0 ? found : -found - 2;
    if (piece < 0) {
      return 0;
    }
    return origins[piece] < 0 ? ~origins[piece] : origins[piece] + offset - starts[piece];
  }
}
