/** Which source lines of kernels runs have executed: tracefiles, totals, pages, questions. */
package io.lockstep.engine.coverage;
