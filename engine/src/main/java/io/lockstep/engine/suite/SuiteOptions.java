package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;

/**
 * How to run a suite.
 *
 * @param out directory for everything
 * @param jobs number of worker processes
 * @param filters a case must match one of those, and none that begins with {@code !}
 * @param failFast end with the first bad case
 * @param onlyFailed run those cases that were bad last time
 * @param shard of {@code shards}, from 1
 * @param twice run each case twice and compare
 * @param report whether a page is kept of each case that does not pass
 * @param execAllowed whether programs of this machine may run
 * @param command that starts a worker
 */
public record SuiteOptions(
    Path out,
    int jobs,
    ImmutableList<String> filters,
    boolean failFast,
    boolean onlyFailed,
    int shard,
    int shards,
    boolean twice,
    boolean report,
    boolean execAllowed,
    ImmutableList<String> command) {}
