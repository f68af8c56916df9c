/** Finds the change that made a scenario behave otherwise. */
package io.lockstep.engine.bisect;
