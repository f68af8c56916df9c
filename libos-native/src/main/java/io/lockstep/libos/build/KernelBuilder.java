package io.lockstep.libos.build;

import io.lockstep.libos.image.ImageCheck;
import io.lockstep.libos.image.ImageRefusedException;
import io.lockstep.libos.image.TextSharing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Builds kernel images from unmodified trees plus the architecture overlay. Finished images are
 * kept in the cache by content; object files are kept by source and configuration, so that a small
 * change or another patch costs a small build. The source itself is never written to.
 */
public final class KernelBuilder {
  /** To be raised when the steps below change what comes out. */
  private static final int RECIPE = 2;
  /** Files that a build from nothing makes, until a build on this machine has counted them. */
  private static final int USUAL_STEPS = 1540;
  private static final int ATTEMPTS = 3;
  private static final String KCONFIG = "arch/libos/Kconfig.debug";

  /** Rewrites the linked image, so that its text can be shared by all instances. */
  @FunctionalInterface
  public interface PostLink {
    void rewrite(Path linked, Path result) throws IOException, ImageRefusedException;
  }

  private final Cache cache;
  private final Overlay overlay;
  private final PostLink postLink;
  private final String postLinkVersion;

  public KernelBuilder(Cache cache, Overlay overlay, PostLink postLink, String postLinkVersion) {
    this.cache = cache;
    this.overlay = overlay;
    this.postLink = postLink;
    this.postLinkVersion = postLinkVersion;
  }

  /** A builder whose images share their text. */
  public static KernelBuilder standard(Cache cache, Overlay overlay) throws IOException {
    return new KernelBuilder(
        cache, overlay, KernelBuilder::shareText, ClassHash.ofPackage(TextSharing.class));
  }

  /** Rewrites the text, then decodes the result again from the beginning. */
  private static void shareText(Path linked, Path result)
      throws IOException, ImageRefusedException {
    TextSharing.rewrite(linked, result);
    ImageCheck.verify(result);
  }

  /**
   * What to build.
   *
   * @param name what the user calls the result
   * @param patches unified diffs, applied in order with {@code -p1}
   * @param fragments Kconfig fragments, on top of ours
   * @param instruments what to build in to look into it
   * @param scope the directories of the tree that they look into
   */
  public record Request(
      KernelSource source,
      String name,
      List<Path> patches,
      List<Path> fragments,
      SortedSet<Instrument> instruments,
      List<String> scope) {
    /** An ordinary kernel. */
    public Request(KernelSource source, String name, List<Path> patches, List<Path> fragments) {
      this(source, name, patches, fragments, new TreeSet<>(), Instrument.NETWORK);
    }

    public Request {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")) {
        throw KernelBuildException.badRequest(
            "\"" + name + "\" cannot name a kernel; expected letters, digits and . _ + -");
      }
      patches = List.copyOf(patches);
      fragments = List.copyOf(fragments);
      scope = List.copyOf(scope);
      instruments = Collections.unmodifiableSortedSet(new TreeSet<>(instruments));
      for (Path fragment : fragments) {
        if (!Files.isRegularFile(fragment)) {
          throw KernelBuildException.badRequest(
              "The configuration fragment " + fragment + " does not exist.");
        }
      }
    }
  }

  /**
   * Returns the directory of the finished image; builds it unless the cache has it.
   *
   * @throws KernelBuildException with a sentence fit for users
   */
  public Path build(Request request, BuildProgress progress) {
    try {
      Patches patches = new Patches(request.patches());
      Toolchain.require(request.source(), patches.count() > 0, progress);
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Path image = tryBuild(request, patches, progress);
        if (image != null) {
          return image;
        }
        progress.note("The source changed while it was being compiled; compiling the change.");
      }
      throw KernelBuildException.failed(
          "The source " + request.source().origin() + " kept changing while it was compiled.");
    } catch (IOException e) {
      throw KernelBuildException.failed("The kernel \"" + request.name() + "\" was not built", e);
    }
  }

  /** Returns the finished image, or null if the source changed meanwhile. */
  private Path tryBuild(Request request, Patches patches, BuildProgress progress)
      throws IOException {
    String wishes = wishes(request);
    Path tarball = tarball(request.source());
    Tarballs tarballs = new Tarballs(cache);
    String sourceKey = null;
    if (tarball != null) {
      sourceKey = tarballs.hash(tarball);
      Path image = cache.images().resolve(key(sourceKey, wishes, patches, request));
      if (Files.isDirectory(image)) {
        Pruning.touch(image, System.currentTimeMillis());
        return image;
      }
    }
    SourceTree tree;
    if (request.source() instanceof KernelSource.Tree source) {
      tree = SourceTree.ofDirectory(source.directory());
    } else {
      tree = SourceTree.ofUnpacked(tarballs.unpack(tarball, sourceKey, progress), sourceKey);
    }
    Path image = cache.images().resolve(key(tree.key(), wishes, patches, request));
    if (Files.isDirectory(image)) {
      Pruning.touch(image, System.currentTimeMillis());
      return image;
    }
    Path directory = cache.objects(request.name(), identity(request, tree));
    Cache.createBuild(directory);
    CacheLock.holding(
        directory.resolve("lock"),
        () -> progress.note("Waiting for another build of the same source."),
        () -> {
          if (!Files.isDirectory(image)) {
            compile(request, patches, tree, wishes, image, directory, progress);
          }
          Cache.use(directory, request.name());
        });
    return Files.isDirectory(image) ? image : null;
  }

  private static String identity(Request request, SourceTree tree) throws IOException {
    String identity = tree.identity().substring(0, 16);
    if (request.fragments().isEmpty() && request.instruments().isEmpty()) {
      return identity;
    }
    ContentHash hash = new ContentHash();
    for (Path fragment : request.fragments()) {
      hash.addFile(fragment);
    }
    request.instruments().forEach(instrument -> instrument.addTo(hash, request.scope()));
    return identity + "-" + hash.hex().substring(0, 8);
  }

  /**
   * What a request builds from, for {@code KernelStore.name}.
   *
   * @throws KernelBuildException if a file cannot be read
   */
  public static Provenance provenance(Request request) {
    try {
      String describe =
          request.source() instanceof KernelSource.Tree tree
              ? SourceTree.ofDirectory(tree.directory()).describe()
              : "";
      return provenance(request, describe);
    } catch (IOException e) {
      throw KernelBuildException.failed("The source " + request.source().origin(), e);
    }
  }

  private static Provenance provenance(Request request, String describe) throws IOException {
    List<Provenance.Part> fragments = new ArrayList<>();
    for (Instrument instrument : request.instruments()) {
      ContentHash hash = new ContentHash();
      instrument.addTo(hash, request.scope());
      fragments.add(new Provenance.Part("--" + instrument.word(), hash.hex()));
    }
    fragments.addAll(Provenance.Part.of(request.fragments()));
    return new Provenance(
        request.source().origin(), describe, Provenance.Part.of(request.patches()), fragments);
  }

  private static Path tarball(KernelSource source) {
    if (source instanceof KernelSource.Debian debian) {
      return debian.tarball();
    }
    return source instanceof KernelSource.Tarball tarball ? tarball.file() : null;
  }

  private void compile(
      Request request,
      Patches patches,
      SourceTree tree,
      String wishes,
      Path image,
      Path directory,
      BuildProgress progress)
      throws IOException {
    ShadowTree shadow = new ShadowTree(directory.resolve("tree"));
    sync(shadow, tree, request, patches, wishes, directory, progress);
    Path objects = directory.resolve("objects");
    Path log = directory.resolve("build.log");
    Files.createDirectories(objects);
    Files.deleteIfExists(log);
    List<String> variables = new ArrayList<>();
    request.instruments().forEach(instrument -> variables.addAll(instrument.variables(request.scope())));
    Make make = new Make(shadow.directory(), objects, log, variables);

    Path fragment = objects.resolve(ObjectSeed.WISHES);
    Files.writeString(fragment, wishes);
    make.run(
        "configuring " + request.name(), 0, progress, "KCONFIG_ALLCONFIG=" + fragment,
        "allnoconfig");
    String config = Files.readString(objects.resolve(".config"));
    reportMisses(shadow, tree, wishes, config, directory.resolve("unmet.txt"), progress);

    boolean fresh = !Files.exists(objects.resolve("vmlinux"));
    Path stepsFile = directory.resolve("steps");
    int expected = fresh ? USUAL_STEPS : 0;
    if (fresh && Files.exists(stepsFile)) {
      expected = Integer.parseInt(Files.readString(stepsFile).strip());
    }
    int steps = make.run("compiling " + request.name(), expected, progress, "vmlinux");
    if (fresh) {
      Cache.writeWhole(stepsFile, Integer.toString(steps).getBytes(StandardCharsets.UTF_8));
    }
    if (request.source() instanceof KernelSource.Tree source
        && !SourceTree.ofDirectory(source.directory()).key().equals(tree.key())) {
      return;
    }
    String release = Files.readString(objects.resolve("include/config/kernel.release")).strip();
    Manifest manifest =
        new Manifest(
            release,
            image.getFileName().toString(),
            tree.key(),
            overlay.hash(),
            overlay.contract(),
            new ContentHash().add(config).hex(),
            patches.count(),
            provenance(request, tree.describe()));
    finish(objects, manifest, config, request.instruments(), image, progress);
  }

  private void sync(
      ShadowTree shadow,
      SourceTree tree,
      Request request,
      Patches patches,
      String wishes,
      Path directory,
      BuildProgress progress)
      throws IOException {
    SortedMap<String, byte[]> replaced = new TreeMap<>(overlay.files());
    addKconfig(replaced, request.instruments());
    Set<String> removed = new TreeSet<>();
    if (patches.count() > 0) {
      Path scratch = Cache.stage(directory.resolve("patched"));
      try {
        patches.applyIn(scratch, tree);
        for (String name : patches.touched()) {
          Path file = scratch.resolve(name);
          if (Files.isRegularFile(file)) {
            replaced.put(name, Files.readAllBytes(file));
          } else {
            removed.add(name);
          }
        }
      } finally {
        Cache.deleteTree(scratch);
      }
    }
    if (!shadow.isWhole()) {
      // The times of links say nothing about what object files were made from.
      Cache.deleteTree(directory.resolve("objects"));
    }
    if (!Files.exists(directory.resolve("objects/vmlinux"))) {
      Set<String> copies =
          ObjectSeed.plant(cache, directory, wishes, tree, replaced, removed, progress);
      if (!copies.isEmpty()) {
        shadow.adopt(copies);
      }
    }
    shadow.sync(tree, Collections.unmodifiableSortedMap(replaced), removed);
  }

  private static void addKconfig(
      SortedMap<String, byte[]> replaced, SortedSet<Instrument> instruments) {
    StringBuilder added = new StringBuilder();
    instruments.forEach(instrument -> added.append('\n').append(instrument.kconfig()));
    if (!instruments.isEmpty()) {
      String text = new String(replaced.getOrDefault(KCONFIG, new byte[0]), StandardCharsets.UTF_8);
      replaced.put(KCONFIG, (text + added).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void reportMisses(
      ShadowTree shadow,
      SourceTree tree,
      String wishes,
      String config,
      Path file,
      BuildProgress progress)
      throws IOException {
    List<KernelConfig.Miss> misses = KernelConfig.misses(wishes, config, Set.of());
    if (!misses.isEmpty()) {
      List<String> files = new ArrayList<>(tree.files());
      files.add("arch/libos/Kconfig");
      misses =
          KernelConfig.misses(wishes, config, KernelConfig.symbols(shadow.directory(), files));
    }
    List<String> lines = misses.stream().map(KernelConfig.Miss::toString).toList();
    Files.write(file, lines);
    long unmet = misses.stream().filter(KernelConfig.Miss::known).count();
    if (unmet > 0) {
      String first =
          misses.stream().filter(KernelConfig.Miss::known).findFirst().orElseThrow().toString();
      progress.note(
          unmet + " configuration wishes were not granted, such as " + first
              + ". All are in " + file);
    }
  }

  private void finish(
      Path objects,
      Manifest manifest,
      String config,
      SortedSet<Instrument> instruments,
      Path image,
      BuildProgress progress)
      throws IOException {
    progress.stage("finishing linux " + manifest.release());
    Path staged = Cache.stage(image);
    try {
      Path vmlinux = staged.resolve("vmlinux");
      rewrite(objects.resolve("vmlinux"), vmlinux);
      vmlinux.toFile().setExecutable(false, false);
      Files.copy(objects.resolve("System.map"), staged.resolve("System.map"));
      Files.writeString(staged.resolve("config"), config);
      if (instruments.contains(Instrument.COVERAGE)) {
        GraphNotes.collect(objects, objects.resolveSibling("tree"), staged);
      }
      if (instruments.contains(Instrument.DEBUG_INFO)) {
        DebugInfo.keep(objects.resolve("vmlinux"), staged.resolve(DebugInfo.FILE));
      }
      Files.write(staged.resolve(Manifest.FILE), manifest.toBytes());
      Cache.publish(staged, image);
    } finally {
      Cache.deleteTree(staged);
    }
    progress.end();
  }

  private void rewrite(Path linked, Path result) throws IOException {
    try {
      postLink.rewrite(linked, result);
    } catch (ImageRefusedException e) {
      throw KernelBuildException.failed(
          "The text of the kernel cannot be shared by its instances: " + e.getMessage());
    }
  }

  private String wishes(Request request) throws IOException {
    StringBuilder wishes = new StringBuilder();
    for (byte[] fragment : overlay.configFragments()) {
      wishes.append(new String(fragment, StandardCharsets.UTF_8)).append('\n');
    }
    request.instruments().forEach(instrument -> wishes.append(instrument.config()).append('\n'));
    for (Path fragment : request.fragments()) {
      wishes.append(Files.readString(fragment)).append('\n');
    }
    return wishes.toString();
  }

  private String key(String sourceKey, String wishes, Patches patches, Request request)
      throws IOException {
    ContentHash hash = new ContentHash();
    hash.add(RECIPE).add(sourceKey).add(overlay.hash()).add(wishes);
    patches.addTo(hash);
    Make.addTo(hash);
    hash.add(Toolchain.version()).add(postLinkVersion);
    request.instruments().forEach(instrument -> instrument.addTo(hash, request.scope()));
    return hash.hex();
  }
}
