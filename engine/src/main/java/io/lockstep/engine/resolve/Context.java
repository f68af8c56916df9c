package io.lockstep.engine.resolve;

/**
 * What every part of the work on one case needs.
 *
 * @param flattener unrolls loops and conditions in blocks of settings
 */
record Context(
    Plan plan,
    Names names,
    Evaluator evaluator,
    Problems problems,
    Sources sources,
    SettingExpander flattener) {}
