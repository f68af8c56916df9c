package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.lockstep.grammar.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All texts: those open in the editor as they stand there, the others as on disk. May be used from
 * several threads.
 */
final class Library {
  /** More scenarios than this in the editor's folders are not looked at. */
  private static final int MOST_FILES = 500;

  private static final int DEEPEST = 8;

  private record OnDisk(FileTime modified, long size, SourceFile file) {}

  private final Map<String, SourceFile> open = new LinkedHashMap<>();
  private final Map<String, String> openUris = new LinkedHashMap<>();
  private final Map<String, OnDisk> disk = new LinkedHashMap<>();
  private final Set<Path> folders = new LinkedHashSet<>();
  private final List<Path> searchPath = new ArrayList<>();

  synchronized void open(String uri, String text) {
    String name = Uris.name(uri);
    openUris.put(name, uri);
    open.put(name, new SourceFile(name, text));
  }

  synchronized void close(String uri) {
    open.remove(Uris.name(uri));
    openUris.remove(Uris.name(uri));
  }

  synchronized void addFolder(Path folder) {
    folders.add(folder);
  }

  synchronized void removeFolder(Path folder) {
    folders.remove(folder);
  }

  synchronized List<String> openNames() {
    return new ArrayList<>(open.keySet());
  }

  /** Directories in which included files are looked for, after that of the including file. */
  synchronized void searchPath(List<Path> directories) {
    searchPath.clear();
    searchPath.addAll(directories);
  }

  synchronized ImmutableList<Path> searchPath() {
    return ImmutableList.copyOf(searchPath);
  }

  /** The name of a file that another one includes, if there is such a file. */
  synchronized Optional<String> included(SourceFile from, String written) {
    List<Path> directories = new ArrayList<>();
    Uris.path(from.name()).map(Path::getParent).ifPresent(directories::add);
    directories.addAll(searchPath);
    for (Path directory : directories) {
      try {
        String name = Uris.normal(directory.resolve(written));
        if (open.containsKey(name) || Files.isRegularFile(Path.of(name))) {
          return Optional.of(name);
        }
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The text of a file as the editor has it, if it is open. */
  synchronized Optional<String> text(Path path) {
    SourceFile file = open.get(path.toString());
    return Optional.ofNullable(file == null ? open.get(Uris.normal(path)) : file)
        .map(SourceFile::text);
  }

  /** As the editor calls it. */
  synchronized String uri(String name) {
    return openUris.getOrDefault(name, Uris.uri(name));
  }

  /** The text of that name, if there is one that can be read. */
  synchronized Optional<SourceFile> find(String name) {
    SourceFile buffer = open.get(name);
    return buffer != null ? Optional.of(buffer) : Uris.path(name).flatMap(this::read);
  }

  private Optional<SourceFile> read(Path path) {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > Scenarios.MAX_BYTES) {
        return Optional.empty();
      }
      FileTime modified = Files.getLastModifiedTime(path);
      long size = Files.size(path);
      OnDisk known = disk.get(path.toString());
      if (known != null && known.modified.equals(modified) && known.size == size) {
        return Optional.of(known.file);
      }
      SourceFile file = new SourceFile(path.toString(), Files.readString(path));
      disk.put(path.toString(), new OnDisk(modified, size, file));
      return Optional.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The scenarios in the editor's folders and those that are open, in the order of their names. */
  ImmutableSortedSet<String> scenarios() {
    Set<String> names;
    List<Path> searched;
    synchronized (this) {
      names = new LinkedHashSet<>(open.keySet());
      searched = new ArrayList<>(folders);
    }
    for (Path folder : searched) {
      try (Stream<Path> files = Files.walk(folder, DEEPEST, new FileVisitOption[0])) {
        files
            .filter(path -> path.toString().endsWith(".scn"))
            .filter(path -> !hidden(folder.relativize(path)))
            .limit(MOST_FILES)
            .map(Uris::normal)
            .forEach(names::add);
      } catch (IOException | UncheckedIOException e) {
        continue; // What cannot be searched holds nothing.
      }
    }
    return ImmutableSortedSet.copyOf(names);
  }

  private static boolean hidden(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".") || part.toString().equals("node_modules")) {
        return true;
      }
    }
    return false;
  }
}
