package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Diagnostic;
import java.util.List;
import java.util.Locale;

/** Keeps lists of diagnostics short. */
public final class Diagnostics {
  /** So many are shown at once. */
  public static final int MOST = 20;

  private Diagnostics() {}

  /** At most {@link #MOST}; if there are more, a hint of the last one says how many. */
  public static ImmutableList<Diagnostic> limited(List<Diagnostic> all) {
    if (all.size() <= MOST) {
      return ImmutableList.copyOf(all);
    }
    int more = all.size() - MOST;
    String note =
        more == 1
            ? "one more error is not shown"
            : String.format(Locale.ROOT, "%,d more errors are not shown", more);
    Diagnostic last = all.get(MOST - 1);
    ImmutableList<String> hints =
        ImmutableList.<String>builder().addAll(last.hints()).add(note).build();
    return ImmutableList.<Diagnostic>builder()
        .addAll(all.subList(0, MOST - 1))
        .add(new Diagnostic(last.severity(), last.code(), last.span(), last.message(), hints))
        .build();
  }
}
