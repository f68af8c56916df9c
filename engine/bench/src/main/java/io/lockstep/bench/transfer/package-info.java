/** TCP through the whole engine. */
package io.lockstep.bench.transfer;
