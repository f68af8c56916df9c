package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.lockstep.grammar.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.lsp4j.PublishDiagnosticsParams;

/** Checks what is open, a moment after the last change, and tells the editor what it found. */
final class Publisher {
  private final Library library;
  private final Function<SourceFile, Check> checker;
  private final Function<SourceFile, Set<String>> includers;
  private final Consumer<PublishDiagnosticsParams> client;
  private final long delayMillis;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          new ThreadFactoryBuilder().setDaemon(true).setNameFormat("lockstep-check").build());

  private ScheduledFuture<?> pending;
  private final Map<String, Check> checks = new LinkedHashMap<>();
  private final Set<String> published = new LinkedHashSet<>();

  /**
   * @param includers the names of the files that include a file
   * @param delayMillis how long to wait for further changes
   */
  Publisher(
      Library library,
      Function<SourceFile, Check> checker,
      Function<SourceFile, Set<String>> includers,
      Consumer<PublishDiagnosticsParams> client,
      long delayMillis) {
    this.library = library;
    this.checker = checker;
    this.includers = includers;
    this.client = client;
    this.delayMillis = delayMillis;
  }

  /** Something changed; checks soon. */
  synchronized void changed() {
    if (pending != null) {
      pending.cancel(false);
    }
    try {
      pending = worker.schedule(this::run, delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      pending = null; // The server is ending.
    }
  }

  void close() {
    worker.shutdownNow();
  }

  /** The last check of a scenario, of whatever text it had then. */
  synchronized Optional<Check> last(String name) {
    return Optional.ofNullable(checks.get(name));
  }

  private void run() {
    try {
      publish();
    } catch (RuntimeException | StackOverflowError e) {
      Failures.log("checking", e);
    }
  }

  private void publish() {
    Map<String, Check> fresh = new LinkedHashMap<>();
    Map<String, Set<org.eclipse.lsp4j.Diagnostic>> reports = new LinkedHashMap<>();
    for (String name : roots()) {
      Optional<SourceFile> file = library.find(name);
      if (file.isEmpty()) {
        continue;
      }
      Check check = checker.apply(file.get());
      fresh.put(name, check);
      for (SourceFile part : check.program().files()) {
        Set<org.eclipse.lsp4j.Diagnostic> list =
            reports.computeIfAbsent(part.name(), key -> new LinkedHashSet<>());
        for (Diagnostic diagnostic : check.diagnostics().get(part.name())) {
          list.add(Reports.of(diagnostic, part, library::uri));
        }
      }
    }
    List<PublishDiagnosticsParams> messages = new ArrayList<>();
    synchronized (this) {
      checks.clear();
      checks.putAll(fresh);
      for (String old : published) {
        reports.computeIfAbsent(old, key -> new LinkedHashSet<>());
      }
      published.clear();
      reports.forEach(
          (name, list) -> {
            messages.add(
                new PublishDiagnosticsParams(library.uri(name), ImmutableList.copyOf(list)));
            if (!list.isEmpty()) {
              published.add(name);
            }
          });
    }
    messages.forEach(client);
  }

  /** What is open; instead of a file that others include, these. */
  private Set<String> roots() {
    Set<String> roots = new LinkedHashSet<>();
    for (String name : library.openNames()) {
      library
          .find(name)
          .ifPresent(
              file -> {
                Set<String> around = includers.apply(file);
                if (around.isEmpty()) {
                  roots.add(name);
                } else {
                  roots.addAll(around);
                }
              });
    }
    return roots;
  }
}
