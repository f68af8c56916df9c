package io.lockstep.libos.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an image. */
final class Problems {
  private static final int KEPT = 1000;

  private final Path image;
  private final List<ImageProblem> list = new ArrayList<>();
  private SymbolIndex symbols = SymbolIndex.EMPTY;
  private int total;

  Problems(Path image) {
    this.image = image;
  }

  /** From now on addresses are named by {@code index}. */
  void nameBy(SymbolIndex index) {
    symbols = index;
  }

  void add(ImageProblem.Kind kind, String detail) {
    add(kind, -1, detail);
  }

  void add(ImageProblem.Kind kind, long address, String detail) {
    total++;
    if (list.size() < KEPT) {
      list.add(new ImageProblem(kind, address, symbols.describe(address), detail));
    }
  }

  boolean isEmpty() {
    return total == 0;
  }

  /** Ends the work when something was found. */
  void throwIfAny() throws ImageRefusedException {
    if (total > 0) {
      throw new ImageRefusedException(image, list, total);
    }
  }

  /** Ends the work with this problem and those found before. */
  ImageRefusedException fatal(ImageProblem.Kind kind, String detail) {
    add(kind, detail);
    return new ImageRefusedException(image, list, total);
  }
}
