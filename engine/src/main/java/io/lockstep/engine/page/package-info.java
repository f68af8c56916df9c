/** Pages for people: what is to be seen of a run, in one file. */
package io.lockstep.engine.page;
