package io.lockstep.libos.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user's patches; they are applied to copies of just those files that they touch. */
final class Patches {
  private static final Pattern FILE =
      Pattern.compile("^(?:---|\\+\\+\\+) (?:\"?[^/\\s\"]+/)([^\\t\\n\"]+)");
  private static final Pattern RENAME = Pattern.compile("^(?:rename|copy) (?:from|to) (.+)$");

  private final List<Path> patches;

  Patches(List<Path> patches) {
    for (Path patch : patches) {
      if (!Files.isRegularFile(patch)) {
        throw KernelBuildException.badRequest("The patch " + patch + " does not exist.");
      }
    }
    this.patches = List.copyOf(patches);
  }

  int count() {
    return patches.size();
  }

  void addTo(ContentHash hash) throws IOException {
    hash.add(patches.size());
    for (Path patch : patches) {
      hash.addFile(patch);
    }
  }

  /** Names, relative to the top of the tree, of all files that the patches mention. */
  TreeSet<String> touched() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path patch : patches) {
      TreeSet<String> own = touched(Files.readString(patch, StandardCharsets.ISO_8859_1));
      if (own.isEmpty()) {
        throw KernelBuildException.badRequest(
            "The patch " + patch + " changes no file; expected a unified diff (git format-patch,"
                + " git diff, diff -u) made at the top of the tree.");
      }
      names.addAll(own);
    }
    return names;
  }

  static TreeSet<String> touched(String patch) {
    TreeSet<String> names = new TreeSet<>();
    for (String line : patch.split("\r?\n")) {
      for (Pattern pattern : List.of(FILE, RENAME)) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find() && !line.contains("/dev/null")) {
          String name = matcher.group(1).strip();
          Path path = Path.of(name).normalize();
          if (path.isAbsolute() || path.startsWith("..")) {
            throw KernelBuildException.badRequest("A patch wants to change " + name + ".");
          }
          names.add(path.toString());
        }
      }
    }
    return names;
  }

  /** Copies the touched files into {@code scratch} and patches them there. */
  void applyIn(Path scratch, SourceTree tree) throws IOException {
    for (String name : touched()) {
      Path original = tree.root().resolve(name);
      if (Files.isRegularFile(original)) {
        Path copy = scratch.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(original, copy);
      }
    }
    for (Path patch : patches) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of("patch", "-p1", "--batch", "--forward", "--no-backup-if-mismatch"));
      command.addAll(List.of("--reject-file=-", "-i", patch.toAbsolutePath().toString()));
      Command.Result result = Command.run(scratch, true, command);
      if (!result.ok()) {
        throw KernelBuildException.doesNotApply(
            "The patch " + patch + " does not apply to this tree:\n" + result.text().strip());
      }
    }
  }
}
