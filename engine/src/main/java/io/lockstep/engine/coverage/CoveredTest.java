package io.lockstep.engine.coverage;

import java.nio.file.Path;

/**
 * A test and the tracefile that it has left.
 *
 * @param id how the suite names it
 * @param info the file
 */
public record CoveredTest(String id, Path info) {}
