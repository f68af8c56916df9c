/** Makes a failing scenario smaller without changing how it fails. */
package io.lockstep.engine.shrink;
