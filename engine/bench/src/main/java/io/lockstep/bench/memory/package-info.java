/** What nodes cost. */
package io.lockstep.bench.memory;
