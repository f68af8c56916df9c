package io.lockstep.grammar.vocabulary;

import com.google.common.collect.ImmutableSet;

/**
 * Something that can be asked of an activity, behind its name and a dot.
 *
 * @param name as written; may hold a dot itself ({@code rtt.min})
 * @param activities of which it can be asked: {@code tcp}, {@code udp}, {@code ping}, {@code exec}
 * @param doc a sentence with its unit
 */
public record MetricWord(String name, ImmutableSet<String> activities, String doc) {}
