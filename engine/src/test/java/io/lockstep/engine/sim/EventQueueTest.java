package io.lockstep.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private record Key(long time, long sequence) implements Comparable<Key> {
    @Override
    public int compareTo(Key o) {
      int byTime = Long.compare(time, o.time);
      return byTime != 0 ? byTime : Long.compare(sequence, o.sequence);
    }
  }

  @Test
  void agreesWithASortedMap() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      EventQueue queue = new EventQueue(1);
      TreeMap<Key, Long> reference = new TreeMap<>();
      long sequence = 0;
      for (int step = 0; step < 5000; step++) {
        int what = random.nextInt(step < 3000 ? 5 : 8);
        long time = random.nextInt(200);
        long payload = random.nextLong();
        if (reference.isEmpty() || what < 3) {
          queue.push(time, sequence, payload);
          reference.put(new Key(time, sequence++), payload);
        } else {
          Key first = reference.firstKey();
          assertThat(queue.topTime()).isEqualTo(first.time());
          assertThat(queue.topSequence()).isEqualTo(first.sequence());
          assertThat(queue.topPayload()).isEqualTo(reference.remove(first));
          if (what == 3) {
            queue.replaceTop(time, sequence, payload);
            reference.put(new Key(time, sequence++), payload);
          } else {
            queue.pop();
          }
        }
        assertThat(queue.size()).isEqualTo(reference.size());
      }
    }
  }

  @Test
  void keepsTheOrderOfInsertionAtOneTime() {
    EventQueue queue = new EventQueue(4);
    for (int i = 0; i < 100; i++) {
      queue.push(7, i, i);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(queue.topPayload()).isEqualTo(i);
      queue.pop();
    }
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.topTime()).isEqualTo(Long.MAX_VALUE);
  }
}
