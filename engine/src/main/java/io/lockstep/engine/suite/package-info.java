/** Suites: many scenarios, parameters, seeds and kernels, in worker processes. */
package io.lockstep.engine.suite;
