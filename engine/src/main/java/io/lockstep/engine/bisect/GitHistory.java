package io.lockstep.engine.bisect;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of commits. Git's own bisection chooses among them, in a private checkout that borrows
 * the objects of the user's repository; that is only read.
 */
public final class GitHistory implements History {
  private static final Pattern FIRST_BAD = Pattern.compile("^([0-9a-f]{40}) is the first bad commit");
  private static final Pattern LEFT = Pattern.compile("roughly (\\d+) step");
  private static final Pattern HASH = Pattern.compile("^[0-9a-f]{40}$");

  private final Git git;
  private final Path checkout;
  private final Candidate good;
  private final Candidate bad;
  private final List<Candidate> culprits = new ArrayList<>();
  private int left;

  /**
   * Prepares a bisection.
   *
   * @param tree the user's repository
   * @param checkout where the private checkout is, or is to be made
   * @param good a commit as git understands it
   * @param bad likewise
   * @throws BisectException if there are no such commits, or the good one is not before the bad one
   */
  public GitHistory(Path tree, Path checkout, String good, String bad) {
    Git users = new Git(tree);
    String goodHash = commit(users, tree, good);
    String badHash = commit(users, tree, bad);
    if (!users.run("merge-base", "--is-ancestor", goodHash, badHash).ok()) {
      throw new BisectException(
          good + " is not an ancestor of " + bad + "; give the older commit to --good.");
    }
    if (goodHash.equals(badHash)) {
      throw new BisectException("--good and --bad are the same commit.");
    }
    this.checkout = checkout;
    this.git = new Git(checkout);
    if (!Files.isDirectory(checkout.resolve(".git"))) {
      Path parent = checkout.toAbsolutePath().getParent();
      new Git(parent)
          .need(
              "clone", "-q", "--shared", "--no-checkout", tree.toAbsolutePath().toString(),
              checkout.toString());
    }
    git.run("bisect", "reset", "HEAD");
    this.good = candidate(goodHash);
    this.bad = candidate(badHash);
  }

  private static String commit(Git git, Path tree, String name) {
    Git.Result result = git.run("rev-parse", "--verify", "--quiet", name + "^{commit}");
    if (!result.ok() || !HASH.matcher(result.text()).matches()) {
      throw new BisectException(
          tree + " has no commit \"" + name + "\""
              + (result.text().isEmpty() ? "." : ": " + result.text()));
    }
    return result.text();
  }

  private Candidate candidate(String hash) {
    String subject = git.need("log", "-1", "--format=%s", hash);
    return new Candidate(hash.substring(0, 12), subject, checkout, ImmutableList.of());
  }

  /** Switches the checkout; only files that differ get a new time. */
  public void checkOut(Candidate candidate) {
    git.need("checkout", "-q", "--force", "--detach", candidate.id());
  }

  @Override
  public Candidate good() {
    return good;
  }

  @Override
  public Candidate bad() {
    return bad;
  }

  @Override
  public Candidate before(Candidate culprit) {
    return candidate(git.need("rev-parse", culprit.id() + "^"));
  }

  @Override
  public Optional<Candidate> begin() {
    git.need("bisect", "start");
    git.need("bisect", "good", good.id());
    return after(git.run("bisect", "bad", bad.id()));
  }

  @Override
  public Optional<Candidate> next(Candidate tried, Judgement judgement) {
    return after(git.run("bisect", judgement.word(), tried.id()));
  }

  private Optional<Candidate> after(Git.Result result) {
    Matcher found = FIRST_BAD.matcher(result.text());
    if (found.find()) {
      culprits.add(candidate(found.group(1)));
      return Optional.empty();
    }
    if (result.text().contains("only 'skip'ped commits left")) {
      for (String line : result.text().split("\n")) {
        if (HASH.matcher(line.strip()).matches()) {
          culprits.add(candidate(line.strip()));
        }
      }
      return Optional.empty();
    }
    if (!result.ok()) {
      throw new BisectException("git bisect failed: " + result.text());
    }
    Matcher steps = LEFT.matcher(result.text());
    left = steps.find() ? Integer.parseInt(steps.group(1)) : 0;
    return Optional.of(candidate(git.need("rev-parse", "HEAD")));
  }

  @Override
  public List<Candidate> culprits() {
    return List.copyOf(culprits);
  }

  @Override
  public String describe(Candidate culprit) {
    return git.need("show", "--stat", "--format=commit %H%nAuthor: %an <%ae>%nDate:   %ad%n%n%w(0,4,4)%B",
        "--no-color", culprit.id());
  }

  @Override
  public int left() {
    return left;
  }
}
