package io.lockstep.libos.coverage;

import java.util.List;

/**
 * What the compiler has noted about a function.
 *
 * @param id that the counters have as well, unique within an object file
 * @param name in C
 * @param source file that it is defined in, relative to the kernel tree
 * @param line where it begins
 * @param artificial made by the compiler; nobody wrote it
 * @param blocks number of basic blocks; block 0 is the entry, block 1 the exit
 * @param arcs in the order of their counters
 * @param lines of source that the blocks were made from
 */
public record FunctionNotes(
    int id,
    String name,
    String source,
    int line,
    boolean artificial,
    int blocks,
    List<Arc> arcs,
    List<BlockLine> lines) {

  /** A line of source with code in a block. */
  public record BlockLine(int block, String file, int line) {}

  /** How many counters it has. */
  public int counters() {
    return (int) arcs.stream().filter(Arc::counted).count();
  }

  /**
   * How often each block was executed. A function in which a thread still waits, or has died, was
   * entered once more than left; what cannot be then is taken as 0.
   *
   * @param counters of this function, as many as it has
   * @param from index of the first one
   */
  public long[] solve(long[] counters, int from) {
    return new ArcSolver(this).solve(counters, from);
  }
}
