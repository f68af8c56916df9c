/** Programs made of system calls: their vocabulary, their values, and how calls are made. */
package io.lockstep.engine.script;
