package io.lockstep.libos.coverage;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads what gcc has noted about the control flow of an object file: a {@code .gcno} file, in the
 * format that gcc's {@code gcov-io.h} describes, of gcc 10 and later.
 */
public final class NotesFile {
  /** Beside the image; holds the notes under the names of the object files. */
  public static final String DIRECTORY = "gcno";

  /** Beside the image, too: the sources that the notes speak of, as they were compiled. */
  public static final String SOURCES = "src";

  private static final int MAGIC = 0x67636e6f;
  private static final int FUNCTION = 0x01000000;
  private static final int BLOCKS = 0x01410000;
  private static final int ARCS = 0x01430000;
  private static final int LINES = 0x01450000;
  private static final int ON_TREE = 1;
  private static final int FIRST_BY_BYTES = 12;

  private final Path path;
  private final ByteBuffer in;
  private final boolean bytes;

  private NotesFile(Path path, byte[] content) throws IOException {
    this.path = path;
    this.in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < 12 || in.getInt() != MAGIC) {
      throw new IOException(path + " holds no notes of gcc");
    }
    this.bytes = major(in.getInt()) >= FIRST_BY_BYTES;
  }

  /** The major version of gcc that a version word such as {@code B22*} stands for. */
  static int major(int word) {
    return ((word >>> 24) - 'A') * 10 + ((word >>> 16) & 0xff) - '0';
  }

  /** The functions of an object file, in the order of the source. */
  public static List<FunctionNotes> read(Path path) throws IOException {
    NotesFile file = new NotesFile(path, Files.readAllBytes(path));
    try {
      return file.functions();
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(path + " is damaged", e);
    }
  }

  private List<FunctionNotes> functions() throws IOException {
    in.getInt();
    if (bytes) {
      in.getInt();
    }
    string();
    in.getInt();
    List<FunctionNotes> all = new ArrayList<>();
    FunctionNotes one = null;
    while (in.remaining() >= 8) {
      int tag = in.getInt();
      int length = in.getInt() * (bytes ? 1 : 4);
      int end = in.position() + length;
      if (tag == 0) {
        break;
      } else if (tag == FUNCTION) {
        one = function();
        all.add(one);
      } else if (one == null) {
        throw new IOException(path + " does not begin with a function");
      } else if (tag == BLOCKS) {
        one = with(one, in.getInt());
        all.set(all.size() - 1, one);
      } else if (tag == ARCS) {
        int from = in.getInt();
        while (in.position() < end) {
          int to = in.getInt();
          one.arcs().add(new Arc(from, to, (in.getInt() & ON_TREE) == 0));
        }
      } else if (tag == LINES) {
        lines(one);
      }
      in.position(end);
    }
    all.replaceAll(
        f ->
            new FunctionNotes(
                f.id(), f.name(), f.source(), f.line(), f.artificial(), f.blocks(),
                Collections.unmodifiableList(f.arcs()), Collections.unmodifiableList(f.lines())));
    return all;
  }

  private static FunctionNotes with(FunctionNotes f, int blocks) {
    return new FunctionNotes(
        f.id(), f.name(), f.source(), f.line(), f.artificial(), blocks, f.arcs(), f.lines());
  }

  private FunctionNotes function() {
    int id = in.getInt();
    in.getInt();
    in.getInt();
    String name = string();
    final boolean artificial = in.getInt() != 0;
    String source = relative(string());
    int line = in.getInt();
    return new FunctionNotes(
        id, name, source, line, artificial, 0, new ArrayList<>(), new ArrayList<>());
  }

  private void lines(FunctionNotes function) {
    int block = in.getInt();
    String file = function.source();
    while (true) {
      int line = in.getInt();
      if (line != 0) {
        function.lines().add(new FunctionNotes.BlockLine(block, file, line));
      } else {
        String name = string();
        if (name.isEmpty()) {
          return;
        }
        file = relative(name);
      }
    }
  }

  private String string() {
    int length = in.getInt() * (bytes ? 1 : 4);
    byte[] text = new byte[length];
    in.get(text);
    int end = length;
    while (end > 0 && text[end - 1] == 0) {
      end--;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8).intern();
  }

  /** Below the kernel tree: kernels are compiled from a directory of the cache. */
  private static String relative(String source) {
    int at = source.lastIndexOf("/tree/");
    String name = at < 0 ? source : source.substring(at + "/tree/".length());
    return Path.of(name).normalize().toString().intern();
  }
}
