package io.lockstep.libos.image;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A kernel image that cannot share its text, with all reasons. */
public final class ImageRefusedException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 20;

  private final transient List<ImageProblem> problems;

  ImageRefusedException(Path image, List<ImageProblem> problems, int total) {
    super(text(image, problems, total));
    this.problems = List.copyOf(problems);
  }

  /** The problems in the order of their discovery; at most 1000 of them. */
  public List<ImageProblem> problems() {
    return problems;
  }

  private static String text(Path image, List<ImageProblem> problems, int total) {
    String first =
        problems.stream().limit(SHOWN).map(p -> "\n  " + p).collect(Collectors.joining());
    String more = total > SHOWN ? "\n  and " + (total - SHOWN) + " more" : "";
    return image + ": the kernel text cannot be shared, " + total
        + (total == 1 ? " problem:" : " problems:") + first + more;
  }
}
