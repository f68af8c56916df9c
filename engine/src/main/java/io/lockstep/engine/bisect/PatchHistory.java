package io.lockstep.engine.bisect;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A list of patches on a base: version n is the base with the first n of them. */
public final class PatchHistory implements History {
  private final List<Path> patches;
  private final Set<Integer> skipped = new TreeSet<>();
  private int goodUpTo;
  private int badFrom;

  /**
   * A series.
   *
   * @param where a directory with {@code *.patch} and {@code *.diff} in the order of their names,
   *     or a file that lists them, one in a line as quilt's {@code series}
   * @throws BisectException if there is none
   */
  public PatchHistory(Path where) {
    this.patches = read(where);
    if (patches.isEmpty()) {
      throw new BisectException("There is no patch in " + where + ".");
    }
    this.badFrom = patches.size();
  }

  private static List<Path> read(Path where) {
    try {
      Path series = where;
      if (Files.isDirectory(where)) {
        if (!Files.isRegularFile(where.resolve("series"))) {
          try (Stream<Path> files = Files.list(where)) {
            return files.filter(file -> file.toString().matches(".*\\.(patch|diff)")).sorted().toList();
          }
        }
        series = where.resolve("series");
      }
      List<Path> patches = new ArrayList<>();
      for (String line : Files.readAllLines(series)) {
        String name = line.replaceFirst("#.*", "").strip().split("\\s+")[0];
        if (!name.isEmpty()) {
          Path patch = series.resolveSibling(name);
          if (!Files.isRegularFile(patch)) {
            throw new BisectException(series + " names " + name + ", which is not there.");
          }
          patches.add(patch);
        }
      }
      return patches;
    } catch (IOException e) {
      throw new BisectException("The patches in " + where + " cannot be read: " + e.getMessage());
    }
  }

  private Candidate candidate(int count) {
    String title = count == 0 ? "the base" : patches.get(count - 1).getFileName().toString();
    return new Candidate(
        "patch-" + count, title, null, ImmutableList.copyOf(patches.subList(0, count)));
  }

  private static int count(Candidate candidate) {
    return candidate.patches().size();
  }

  @Override
  public Candidate good() {
    return candidate(0);
  }

  @Override
  public Candidate bad() {
    return candidate(patches.size());
  }

  @Override
  public Candidate before(Candidate culprit) {
    return candidate(count(culprit) - 1);
  }

  @Override
  public Optional<Candidate> begin() {
    return choose();
  }

  @Override
  public Optional<Candidate> next(Candidate tried, Judgement judgement) {
    switch (judgement) {
      case GOOD -> goodUpTo = Math.max(goodUpTo, count(tried));
      case BAD -> badFrom = Math.min(badFrom, count(tried));
      case SKIP -> skipped.add(count(tried));
    }
    return choose();
  }

  /** The one nearest to the middle that can be told. */
  private Optional<Candidate> choose() {
    int middle = (goodUpTo + badFrom) / 2;
    for (int distance = 0; distance <= badFrom - goodUpTo; distance++) {
      for (int at : List.of(middle + distance, middle - distance)) {
        if (at > goodUpTo && at < badFrom && !skipped.contains(at)) {
          return Optional.of(candidate(at));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public List<Candidate> culprits() {
    List<Candidate> culprits = new ArrayList<>();
    for (int at = goodUpTo + 1; at <= badFrom; at++) {
      culprits.add(candidate(at));
    }
    return culprits;
  }

  @Override
  public String describe(Candidate culprit) {
    Path patch = culprit.patches().get(count(culprit) - 1);
    try {
      StringBuilder text = new StringBuilder(patch + "\n");
      for (String line : Files.readAllLines(patch)) {
        if (line.startsWith("--- ") || line.startsWith("diff ")) {
          break;
        }
        text.append("    ").append(line).append('\n');
      }
      for (String line : Files.readAllLines(patch)) {
        if (line.startsWith("+++ ")) {
          text.append(" changes ").append(line.substring(4).replaceFirst("^b/", "")).append('\n');
        }
      }
      return text.toString();
    } catch (IOException e) {
      return patch.toString();
    }
  }

  @Override
  public int left() {
    return 32 - Integer.numberOfLeadingZeros(Math.max(0, badFrom - goodUpTo - 1));
  }
}
