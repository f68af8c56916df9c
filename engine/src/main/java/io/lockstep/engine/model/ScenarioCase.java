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
 * @param lans likewise
 * @param routes those that {@code routes auto} computed
 * @param network what else is configured through rtnetlink before the start, per node in this
 *     order
 * @param activities flows, pings and programs, likewise indexed
 * @param timeline blocks of actions; those of the same virtual time in this order
 * @param expectations in the order of declaration
 * @param captureWanted false if the scenario says that frames need not be recorded
 * @param watching what is watched besides
 */
public record ScenarioCase(
    String file,
    String title,
    String name,
    ImmutableMap<String, String> parameters,
    long seed,
    ImmutableList<NodeSpec> nodes,
    ImmutableList<LinkSpec> links,
    ImmutableList<LanSpec> lans,
    ImmutableList<RouteSpec> routes,
    ImmutableList<NetworkItem> network,
    ImmutableList<ActivitySpec> activities,
    ImmutableList<ActionBlock> timeline,
    ImmutableList<Expectation> expectations,
    boolean captureWanted,
    Watching watching) {}
