/** Forwarding through the whole engine, against network namespaces of the host's kernel. */
package io.lockstep.bench.forwarding;
