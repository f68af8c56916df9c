package io.lockstep.libos.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we make of gcc's notes and counters, compared with what gcov makes of them. */
class NotesFileTest {
  private static final int COUNTERS = 0x01a10000;
  private static final int FUNCTION = 0x01000000;
  private static final Pattern LINE = Pattern.compile("\\s*([0-9]+\\*?|#####|=====|-):\\s*(\\d+):.*");

  private static final String PROGRAM =
      """
      #include <stdlib.h>
      static inline __attribute__((always_inline)) int twice(int x)
      {
        if (x > 100)
          return 7;
        return 2 * x;
      }
      static int many(int n)
      {
        int sum = 0, i;
        for (i = 0; i < n; i++) {
          if (i % 3 == 0)
            continue;
          switch (i & 7) {
          case 1:
            sum += twice(i);
            break;
          case 5:
            sum -= 3;
            /* fall through */
          case 6:
            goto out;
          default:
            sum++;
          }
        }
      out:
        return sum;
      }
      static int never(int x)
      {
        return x + 1;
      }
      static int (*volatile hidden)(int) = never;
      static void leave(int status)
      {
        if (status == 77)
          abort();
      }
      int main(int argc, char **argv)
      {
        int i, sum = 0;
        for (i = 0; i < 4; i++)
          sum += many(i);
        do {
          sum += argc > 1 ? hidden(sum) : 1;
        } while (sum < 20);
        leave(sum);
        if (sum > 1000)
          exit(3);
        return 0;
      }
      """;

  @TempDir private Path directory;

  @Test
  void saysWhatGcovSays() throws Exception {
    for (String level : List.of("-O0", "-O2")) {
      assumeTrue(run("gcc", "--version") && run("gcov", "--version"), "gcc and gcov are needed");
      Files.writeString(directory.resolve("program.c"), PROGRAM);
      assertThat(run("gcc", level, "-fprofile-arcs", "-ftest-coverage", "-c", "program.c")).isTrue();
      assertThat(run("gcc", "--coverage", "program.o", "-o", "program")).isTrue();
      Files.deleteIfExists(directory.resolve("program.gcda"));
      assertThat(run("./program")).isTrue();
      assertThat(run("gcov", "program.c")).isTrue();

      Map<Integer, Boolean> ours = ours();
      Map<Integer, Boolean> theirs = theirs();
      assertThat(ours).as(level).isEqualTo(theirs).containsValues(true, false);
    }
  }

  @Test
  void knowsFunctions() throws Exception {
    assumeTrue(run("gcc", "--version"), "gcc is needed");
    Files.writeString(directory.resolve("program.c"), PROGRAM);
    assertThat(run("gcc", "-O0", "-fprofile-arcs", "-ftest-coverage", "-c", "program.c")).isTrue();
    List<FunctionNotes> functions = NotesFile.read(directory.resolve("program.gcno"));
    assertThat(functions.stream().map(FunctionNotes::name))
        .contains("many", "never", "leave", "main");
    assertThat(functions.stream().filter(f -> f.name().equals("never")).findFirst().orElseThrow())
        .satisfies(f -> assertThat(f.line()).isEqualTo(30))
        .satisfies(f -> assertThat(f.source()).isEqualTo("program.c"));
  }

  @Test
  void refusesWhatIsNoNotes() throws IOException {
    Path file = directory.resolve("x.gcno");
    Files.writeString(file, "something else altogether");
    assertThatThrownBy(() -> NotesFile.read(file)).hasMessageContaining("no notes of gcc");
    byte[] cut = new byte[40];
    ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x67636e6f).putInt(0x4232322a).putInt(1).putInt(1).putInt(1 << 20);
    Files.write(file, cut);
    assertThatThrownBy(() -> NotesFile.read(file)).hasMessageContaining("damaged");
  }

  private Map<Integer, Boolean> ours() throws IOException {
    Map<Integer, long[]> counters = counters(Files.readAllBytes(directory.resolve("program.gcda")));
    Map<Integer, Boolean> lines = new TreeMap<>();
    for (FunctionNotes f : NotesFile.read(directory.resolve("program.gcno"))) {
      long[] values = counters.getOrDefault(f.id(), new long[f.counters()]);
      assertThat(values).as(f.name()).hasSize(f.counters());
      long[] blocks = f.solve(values, 0);
      f.lines().forEach(
          line -> lines.merge(line.line(), blocks[line.block()] > 0, Boolean::logicalOr));
    }
    return lines;
  }

  /** Counters by function, of a gcda file of gcc 12 or later. */
  private static Map<Integer, long[]> counters(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    in.getInt();
    assumeTrue(NotesFile.major(in.getInt()) >= 12, "gcc 12 is needed");
    in.position(16);
    Map<Integer, long[]> all = new HashMap<>();
    int id = 0;
    while (in.remaining() >= 8) {
      int tag = in.getInt();
      int length = in.getInt();
      int start = in.position();
      if (tag == FUNCTION && length > 0) {
        id = in.getInt();
      } else if (tag == COUNTERS) {
        long[] values = new long[Math.abs(length) / 8];
        for (int i = 0; i < values.length && length > 0; i++) {
          values[i] = in.getLong();
        }
        all.put(id, values);
      }
      in.position(start + Math.max(0, length));
    }
    return all;
  }

  private Map<Integer, Boolean> theirs() throws IOException {
    Map<Integer, Boolean> lines = new TreeMap<>();
    for (String text : Files.readAllLines(directory.resolve("program.c.gcov"))) {
      Matcher line = LINE.matcher(text);
      if (line.matches() && !line.group(1).equals("-") && !line.group(2).equals("0")) {
        lines.put(Integer.parseInt(line.group(2)), Character.isDigit(line.group(1).charAt(0)));
      }
    }
    assertThat(new TreeSet<>(lines.values())).hasSize(2);
    return lines;
  }

  private boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
