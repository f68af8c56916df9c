package io.lockstep.engine.model;

/**
 * Where something stands in a scenario file.
 *
 * @param line from 1
 * @param column from 1
 * @param text the statement as written, on one line, for reports
 */
public record Source(String file, int line, int column, String text) {
  /** {@code file:line:col}. */
  public String location() {
    return file + ":" + line + ":" + column;
  }
}
