package io.lockstep.libos;

import io.lockstep.libos.build.Cache;
import io.lockstep.libos.build.Manifest;
import io.lockstep.libos.build.Overlay;
import io.lockstep.libos.build.Provenance;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * All kernel builds that are at hand: those that the user has named, in the cache, and then those
 * inside the jar, which are unpacked into the cache when first used.
 */
public final class KernelStore {
  /** Lists the names of the kernels inside the jar, one per line. */
  public static final String INDEX = "kernels/index";

  private static final Pattern MAINLINE = Pattern.compile("linux-(\\d+)\\.(\\d+)");
  private static final String IMAGE = "vmlinux";
  private static final String SYMBOLS = "System.map";

  /** Where a build lives. */
  public enum Origin {
    CACHE,
    JAR
  }

  /**
   * A kernel build by its name.
   *
   * @param bytes size of the image, uncompressed in the cache and compressed in the jar
   */
  public record Build(String name, Origin origin, Manifest manifest, long bytes) {
    /** What {@code uname -r} prints. */
    public String release() {
      return manifest.release();
    }
  }

  private final Cache cache;
  private final ClassLoader resources;
  private final Supplier<String> contract;
  private final Map<String, Path> unpacked = new ConcurrentHashMap<>();

  /** The user's cache and this program's own jar. */
  public static KernelStore standard() {
    return Standard.STORE;
  }

  private static final class Standard {
    static final KernelStore STORE =
        new KernelStore(
            Cache.standard(),
            KernelStore.class.getClassLoader(),
            () -> Overlay.bundled().contract());
  }

  KernelStore(Cache cache, ClassLoader resources, Supplier<String> contract) {
    this.cache = cache;
    this.resources = resources;
    this.contract = contract;
  }

  /**
   * The image file of a build.
   *
   * @throws UnknownKernelException if there is none of that name
   * @throws LibosException if it is damaged, cannot be unpacked, or belongs to another Lockstep
   */
  public Path find(String name) {
    return directory(name).resolve(IMAGE);
  }

  /** The build's symbol table, in the format of the kernel's System.map. */
  public Path symbols(String name) {
    return directory(name).resolve(SYMBOLS);
  }

  /** All builds, sorted by name; of two with one name only the one that {@link #find} takes. */
  public List<Build> list() {
    Map<String, Build> builds = new TreeMap<>();
    for (String name : jarNames()) {
      builds.put(name, jarBuild(name));
    }
    for (String name : cacheNames()) {
      cacheBuild(name).ifPresent(build -> builds.put(name, build));
    }
    return List.copyOf(builds.values());
  }

  /**
   * The kernel of nodes that name none: the newest {@code linux-X.Y} of the jar, or of the cache if
   * the jar has none.
   *
   * @throws UnknownKernelException if there is none at all
   */
  public String defaultKernel() {
    return newest(jarNames())
        .or(() -> newest(cacheNames()))
        .orElseThrow(() -> new UnknownKernelException("linux-6.12", names()));
  }

  /** Gives a finished image in the cache a name, taking the name from the one that had it. */
  public void name(String name, Path image) {
    try {
      name(name, image, Manifest.read(image).made());
    } catch (IOException e) {
      throw new LibosException("The kernel \"" + name + "\" cannot be named in the cache: " + e, e);
    }
  }

  /**
   * Gives a finished image in the cache a name, taking the name from the one that had it.
   *
   * @param made what the user built it from
   */
  public void name(String name, Path image, Provenance made) {
    try {
      String key = image.getFileName().toString();
      made.write(provenanceOf(name));
      Cache.writeWhole(cache.names().resolve(name), (key + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new LibosException("The kernel \"" + name + "\" cannot be named in the cache: " + e, e);
    }
  }

  /**
   * Forgets a named build with its object files. Kernels inside the jar stay.
   *
   * @throws UnknownKernelException if the cache has none of that name
   */
  public void remove(String name) {
    if (!cacheNames().contains(name)) {
      if (jarNames().contains(name)) {
        throw new LibosException("The kernel \"" + name + "\" is part of Lockstep itself.");
      }
      throw new UnknownKernelException(name, cacheNames());
    }
    try {
      String key = key(name);
      Files.delete(cache.names().resolve(name));
      Files.deleteIfExists(provenanceOf(name));
      boolean shared = false;
      for (String other : cacheNames()) {
        shared |= key(other).equals(key);
      }
      Path image = cache.images().resolve(key);
      if (!shared && !Files.exists(cache.images().resolve(key + ".packaged"))) {
        Cache.deleteTree(image);
      }
      cache.forgetBuilds(name);
    } catch (IOException e) {
      throw new LibosException("The kernel \"" + name + "\" cannot be removed: " + e, e);
    }
  }

  private Path provenanceOf(String name) {
    return cache.names().resolve("." + name);
  }

  /**
   * What a build was made of.
   *
   * @throws UnknownKernelException if there is none of that name
   */
  public Manifest manifest(String name) {
    if (cacheNames().contains(name)) {
      return cacheBuild(name)
          .orElseThrow(
              () -> new LibosException("The kernel \"" + name + "\" in the cache is damaged."))
          .manifest();
    }
    if (!jarNames().contains(name)) {
      throw new UnknownKernelException(name, names());
    }
    try (InputStream manifest = resource(name, Manifest.FILE)) {
      return Manifest.read(manifest);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /**
   * The whole configuration of a build, as Kconfig wrote it.
   *
   * @throws UnknownKernelException if there is none of that name
   */
  public String config(String name) {
    try {
      if (cacheNames().contains(name)) {
        return Files.readString(imageDirectory(name).resolve("config"));
      }
      if (!jarNames().contains(name)) {
        throw new UnknownKernelException(name, names());
      }
      try (InputStream in = new GZIPInputStream(resource(name, "config.gz"))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** Forgets a name and nothing else: image and object files stay. */
  public void forget(String name) {
    try {
      Files.deleteIfExists(cache.names().resolve(name));
      Files.deleteIfExists(provenanceOf(name));
      cache.unuse(name);
    } catch (IOException e) {
      throw new LibosException("The kernel \"" + name + "\" cannot be forgotten: " + e, e);
    }
  }

  private Path directory(String name) {
    if (cacheNames().contains(name)) {
      Path image = imageDirectory(name);
      Build build =
          cacheBuild(name)
              .orElseThrow(
                  () ->
                      new LibosException(
                          "The kernel \"" + name + "\" is damaged: " + image
                              + " is not whole. Build it again, or remove it with: lockstep"
                              + " kernel remove " + name));
      if (!build.manifest().contract().equals(contract.get())) {
        throw new LibosException(
            "The kernel \"" + name + "\" was built by another version of Lockstep. Build it again"
                + " with: lockstep kernel build --source " + build.manifest().origin()
                + " --name " + name);
      }
      return image;
    }
    if (jarNames().contains(name)) {
      return unpacked.computeIfAbsent(name, this::unpack);
    }
    throw new UnknownKernelException(name, names());
  }

  /** The names of all builds, sorted. */
  public List<String> names() {
    return list().stream().map(Build::name).toList();
  }

  private static Optional<String> newest(List<String> names) {
    return names.stream()
        .filter(name -> MAINLINE.matcher(name).matches())
        .max(Comparator.comparingInt(name -> version(name)));
  }

  private static int version(String name) {
    Matcher matcher = MAINLINE.matcher(name);
    return matcher.matches()
        ? Integer.parseInt(matcher.group(1)) * 1000 + Integer.parseInt(matcher.group(2))
        : -1;
  }

  private List<String> cacheNames() {
    if (!Files.isDirectory(cache.names())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache.names())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new LibosException("The cache " + cache.root() + " cannot be read: " + e, e);
    }
  }

  private String key(String name) throws IOException {
    return Files.readString(cache.names().resolve(name)).strip();
  }

  private Path imageDirectory(String name) {
    try {
      return cache.images().resolve(key(name));
    } catch (IOException e) {
      throw new LibosException("The kernel \"" + name + "\" in the cache cannot be read: " + e, e);
    }
  }

  private Optional<Build> cacheBuild(String name) {
    Path directory = imageDirectory(name);
    try {
      long bytes = Files.size(directory.resolve(IMAGE));
      Manifest manifest = Manifest.read(directory);
      Optional<Provenance> made = Provenance.read(provenanceOf(name));
      return Optional.of(
          new Build(name, Origin.CACHE, made.map(manifest::withMade).orElse(manifest), bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<String> jarNames() {
    try (InputStream in = resources.getResourceAsStream(INDEX)) {
      if (in == null) {
        return List.of();
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private Build jarBuild(String name) {
    try (InputStream manifest = resource(name, Manifest.FILE);
        InputStream image = resource(name, IMAGE + ".gz")) {
      long bytes = image.transferTo(OutputStream.nullOutputStream());
      return new Build(name, Origin.JAR, Manifest.read(manifest), bytes);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private InputStream resource(String name, String file) throws IOException {
    InputStream in = resources.getResourceAsStream("kernels/" + name + "/" + file);
    if (in == null) {
      throw new FileNotFoundException("kernels/" + name + "/" + file);
    }
    return in;
  }

  private static LibosException damaged(IOException e) {
    return new LibosException("The kernels inside the jar cannot be read: " + e.getMessage(), e);
  }

  private Path unpack(String name) {
    String key;
    try (InputStream manifest = resource(name, Manifest.FILE)) {
      key = Manifest.read(manifest).key();
    } catch (IOException e) {
      throw damaged(e);
    }
    Path target = cache.extracted().resolve(key);
    if (Files.isRegularFile(target.resolve(IMAGE))) {
      return target;
    }
    try {
      Path staged = Cache.stage(target);
      try {
        unpack(name, staged);
        Cache.publish(staged, target);
      } finally {
        Cache.deleteTree(staged);
      }
      return target;
    } catch (IOException e) {
      return unpackForThisProcess(name, e);
    }
  }

  /** Without a cache that can be written to, the image lasts as long as this process. */
  private Path unpackForThisProcess(String name, IOException why) {
    try {
      Path directory = Files.createTempDirectory("lockstep-kernel-");
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      Cache.deleteTree(directory);
                    } catch (IOException e) {
                      // Nothing is left that could be done about it, or anyone to tell.
                    }
                  }));
      unpack(name, directory);
      return directory;
    } catch (IOException e) {
      throw new LibosException(
          "The kernel \"" + name + "\" can be unpacked neither into the cache ("
              + why.getMessage() + ") nor into the directory for temporary files ("
              + e.getMessage() + "). Set LOCKSTEP_CACHE to a directory with 20 MB of room.",
          e);
    }
  }

  private void unpack(String name, Path directory) throws IOException {
    for (String file : List.of(IMAGE, SYMBOLS)) {
      try (InputStream in = new GZIPInputStream(resource(name, file + ".gz"));
          OutputStream out = Files.newOutputStream(directory.resolve(file))) {
        in.transferTo(out);
      }
    }
    try (InputStream in = resource(name, Manifest.FILE)) {
      Files.copy(in, directory.resolve(Manifest.FILE));
    }
  }
}
