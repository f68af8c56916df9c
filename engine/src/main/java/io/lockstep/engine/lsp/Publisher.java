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
  private final Function<SourceFile, ? extends Set<String>> roots;
  private final Consumer<PublishDiagnosticsParams> client;
  private final long delayMillis;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          new ThreadFactoryBuilder().setDaemon(true).setNameFormat("lockstep-check").build());

  private ScheduledFuture<?> pending;
  private final Map<String, Check> checks = new LinkedHashMap<>();
  private final Set<String> published = new LinkedHashSet<>();

  /**
   * @param roots the names of the scenarios that a file is to be checked in
   * @param delayMillis how long to wait for further changes
   */
  Publisher(
      Library library,
      Function<SourceFile, Check> checker,
      Function<SourceFile, ? extends Set<String>> roots,
      Consumer<PublishDiagnosticsParams> client,
      long delayMillis) {
    this.library = library;
    this.checker = checker;
    this.roots = roots;
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
      check.program().files().forEach(part -> reportsOn(part.name(), reports));
      for (Diagnostic diagnostic : check.diagnostics()) {
        library
            .find(diagnostic.span().file())
            .ifPresent(
                part ->
                    reportsOn(part.name(), reports)
                        .add(Reports.of(diagnostic, part, library)));
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

  private static Set<org.eclipse.lsp4j.Diagnostic> reportsOn(
      String name, Map<String, Set<org.eclipse.lsp4j.Diagnostic>> reports) {
    return reports.computeIfAbsent(name, key -> new LinkedHashSet<>());
  }

  /** The scenarios that what is open belongs to. */
  private Set<String> roots() {
    Set<String> all = new LinkedHashSet<>();
    for (String name : library.openNames()) {
      library.find(name).ifPresent(file -> all.addAll(roots.apply(file)));
    }
    return all;
  }
}
