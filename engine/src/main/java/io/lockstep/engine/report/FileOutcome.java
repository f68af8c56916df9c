package io.lockstep.engine.report;

import com.google.common.collect.ImmutableList;

/**
 * What came of a scenario file, for those who count tests.
 *
 * @param file as the user named it
 * @param cases that were completed
 * @param error why there are not more, or null
 */
public record FileOutcome(String file, ImmutableList<CaseOutcome> cases, String error) {}
