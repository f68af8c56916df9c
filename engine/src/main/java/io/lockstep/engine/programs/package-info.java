/** Programs of the host in nodes: starting them, and what they have written. */
package io.lockstep.engine.programs;
