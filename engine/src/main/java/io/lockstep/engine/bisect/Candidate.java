package io.lockstep.engine.bisect;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;

/**
 * A version of the kernel that can be built and tried.
 *
 * @param id short and different for all: an abbreviated commit, or {@code patch-3}
 * @param title what it brings: the commit's subject, or the patch's file name
 * @param tree source directory, at this version as long as no other one is asked for; null if the
 *     source is the base of a series of patches
 * @param patches to apply to the base
 */
public record Candidate(String id, String title, Path tree, ImmutableList<Path> patches) {}
