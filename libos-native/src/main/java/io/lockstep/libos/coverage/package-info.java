/** What instances of a kernel with coverage have executed: gcc's counters and notes. */
package io.lockstep.libos.coverage;
