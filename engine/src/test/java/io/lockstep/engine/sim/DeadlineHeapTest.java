package io.lockstep.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlineHeapTest {
  @Test
  void agreesWithALinearScan() {
    for (int count : new int[] {1, 2, 5, 6, 37, 200}) {
      Random random = new Random(count);
      DeadlineHeap heap = new DeadlineHeap(count);
      long[] times = new long[count];
      for (int i = 0; i < count; i++) {
        times[i] = Long.MAX_VALUE;
      }
      for (long step = count; step < 5000; step++) {
        int kernel = random.nextInt(count);
        times[kernel] = random.nextInt(10) == 0 ? Long.MAX_VALUE : random.nextInt(100);
        heap.update(kernel, times[kernel]);
        int least = 0;
        for (int i = 1; i < count; i++) {
          if (times[i] < times[least]) {
            least = i;
          }
        }
        assertThat(heap.topKernel()).isEqualTo(least);
        assertThat(heap.topTime()).isEqualTo(times[least]);
        assertThat(heap.time(kernel)).isEqualTo(times[kernel]);
      }
    }
  }

  @Test
  void ofNoKernelsHasNoDeadline() {
    assertThat(new DeadlineHeap(0).topTime()).isEqualTo(Long.MAX_VALUE);
  }
}
