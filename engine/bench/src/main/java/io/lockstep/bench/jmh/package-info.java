/** Benchmarks of parts, run by JMH. */
package io.lockstep.bench.jmh;
