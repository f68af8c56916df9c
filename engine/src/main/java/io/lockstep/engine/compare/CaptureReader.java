package io.lockstep.engine.compare;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.capture.Capture;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the captures that Lockstep writes (pcapng, little-endian, nanoseconds), frame by frame. */
public final class CaptureReader implements AutoCloseable {
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int OPTION_COMMENT = 1;
  private static final int IF_NAME = 2;
  private static final int EPB_FLAGS = 2;
  private static final int OUTBOUND = 2;
  private static final int MOST_BYTES = 1 << 26;

  private final DataInputStream in;
  private final List<String> netdevs = new ArrayList<>();

  /** Opens a file. */
  public CaptureReader(Path file) throws IOException {
    in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  /** The next frame, or null at the end. */
  public RecordedFrame next() throws IOException {
    while (true) {
      int type;
      try {
        type = Integer.reverseBytes(in.readInt());
      } catch (EOFException e) {
        return null;
      }
      int length = Integer.reverseBytes(in.readInt());
      if (length < 12 || length > MOST_BYTES) {
        throw new IOException("this is not a capture of Lockstep");
      }
      byte[] block = in.readNBytes(length - 8);
      ByteBuffer body = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
      if (type == INTERFACE_DESCRIPTION) {
        netdevs.add(name(body));
      } else if (type == ENHANCED_PACKET) {
        return frame(body);
      }
    }
  }

  private static String name(ByteBuffer body) {
    int at = 8;
    while (at + 4 <= body.limit() - 4) {
      int code = body.getShort(at) & 0xffff;
      int length = body.getShort(at + 2) & 0xffff;
      if (code == IF_NAME) {
        return text(body, at + 4, length);
      } else if (code == 0) {
        break;
      }
      at += 4 + (length + 3 & ~3);
    }
    return "?";
  }

  private RecordedFrame frame(ByteBuffer body) {
    long time = (body.getInt(4) & 0xffffffffL) << 32 | body.getInt(8) & 0xffffffffL;
    int length = body.getInt(12);
    byte[] bytes = Arrays.copyOfRange(body.array(), 20, 20 + length);
    ImmutableList.Builder<String> comments = ImmutableList.builder();
    int flags = 0;
    int at = 20 + (length + 3 & ~3);
    while (at + 4 <= body.limit() - 4) {
      int code = body.getShort(at) & 0xffff;
      int size = body.getShort(at + 2) & 0xffff;
      if (code == 0) {
        break;
      } else if (code == OPTION_COMMENT) {
        comments.add(text(body, at + 4, size));
      } else if (code == EPB_FLAGS) {
        flags = body.getInt(at + 4);
      }
      at += 4 + (size + 3 & ~3);
    }
    return new RecordedFrame(
        time - Capture.EPOCH_SECONDS * 1_000_000_000L,
        netdevs.get(body.getInt(0)),
        (flags & 3) == OUTBOUND,
        bytes,
        comments.build());
  }

  private static String text(ByteBuffer body, int at, int length) {
    return new String(body.array(), at, length, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
