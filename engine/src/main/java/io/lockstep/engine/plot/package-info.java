/** Plots of series as pictures: SVG and PNG. */
package io.lockstep.engine.plot;
