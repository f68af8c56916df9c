/** UDP flows through the whole engine. */
package io.lockstep.bench.datagrams;
