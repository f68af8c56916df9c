package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * One fully expanded run of a scenario: no parameter, loop, range, profile or unit is left.
 *
 * @param file the scenario file as the user named it, for messages
 * @param title the scenario's title, or the file's base name
 * @param name the case's name: empty for a scenario without {@code param}, else {@code cc=cubic}
 *     (several joined by a comma, in the order of declaration); usable as a directory name
 * @param parameters the binding of each {@code param}, as written
 * @param seed seed of all randomness in this run
 * @param nodes in the order of declaration; a node's index is its identity
 * @param links likewise
 * @param routes every static route to install, {@code routes auto} already computed
 * @param activities flows and pings, likewise indexed
 * @param actions things that happen at given virtual times, ordered by time, then declaration
 * @param expectations in the order of declaration
 * @param captureWanted false if the scenario says that frames need not be recorded
 */
public record ScenarioCase(
    String file,
    String title,
    String name,
    ImmutableMap<String, String> parameters,
    long seed,
    ImmutableList<NodeSpec> nodes,
    ImmutableList<LinkSpec> links,
    ImmutableList<RouteSpec> routes,
    ImmutableList<ActivitySpec> activities,
    ImmutableList<ActionSpec> actions,
    ImmutableList<Expectation> expectations,
    boolean captureWanted) {}
