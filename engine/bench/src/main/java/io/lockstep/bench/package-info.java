/** Benchmarks; see {@code docs/benchmarks.md}. */
package io.lockstep.bench;
