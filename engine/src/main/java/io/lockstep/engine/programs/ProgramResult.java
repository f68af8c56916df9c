package io.lockstep.engine.programs;

/**
 * What became of a program.
 *
 * @param startNs virtual time, or -1 if it never started
 * @param endNs virtual time, or -1
 * @param exit its status, 128 and the number of the signal that ended it, or -1
 * @param signal that number, or 0
 */
public record ProgramResult(long startNs, long endNs, int exit, int signal, OutputLog output) {}
