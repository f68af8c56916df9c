package io.lockstep.engine.packet;

import com.google.common.io.BaseEncoding;
import io.lockstep.engine.model.Condition.Operator;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.PacketValue;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Compiles tests of fields whose value is a run of bytes. */
final class ByteTests {
  /** Stands before the digits of bytes that are written as such. */
  static final String HEX = "hex:";

  private ByteTests() {}

  /**
   * Whether the bytes are these.
   *
   * @param value a text, or digits behind {@link #HEX}
   */
  static PacketMatcher equal(Field field, boolean wanted, String value) {
    byte[] bytes =
        value.startsWith(HEX)
            ? bytes(value.substring(HEX.length()))
            : value.getBytes(StandardCharsets.UTF_8);
    return packet -> {
      long place = field.reader().read(packet);
      return place != Field.ABSENT
          && ((int) place == bytes.length && isAt(packet, (int) (place >> 32), bytes)) == wanted;
    };
  }

  /** Whether the bytes are the same in two fields, of one packet or of two. */
  static PacketMatcher compare(
      PacketFilter.Relation relation, Field left, Field right, PacketMemory memory) {
    Operator operator = relation.operator();
    if (right.kind() != Field.Kind.BYTES || operator != Operator.EQ && operator != Operator.NE) {
      throw new IllegalArgumentException(
          left.name() + " is a run of bytes: only == and != with another one apply.");
    }
    PacketValue.Field one = (PacketValue.Field) relation.left();
    PacketValue.Field other = (PacketValue.Field) relation.right();
    boolean equal = operator == Operator.EQ;
    return packet -> {
      PacketView a = memory.viewOf(one, packet);
      PacketView b = memory.viewOf(other, packet);
      long place = a == null ? Field.ABSENT : left.reader().read(a);
      long beside = b == null ? Field.ABSENT : right.reader().read(b);
      return place != Field.ABSENT
          && beside != Field.ABSENT
          && isSame(a, place, b, beside) == equal;
    };
  }

  private static boolean isSame(PacketView a, long place, PacketView b, long beside) {
    if ((int) place != (int) beside) {
      return false;
    }
    for (int i = 0; i < (int) place; i++) {
      if (a.u8((int) (place >> 32) + i) != b.u8((int) (beside >> 32) + i)) {
        return false;
      }
    }
    return true;
  }

  static PacketMatcher contains(Field field, String hex) {
    requireBytes(field, "contains");
    byte[] bytes = bytes(hex);
    return packet -> {
      long place = field.reader().read(packet);
      if (place == Field.ABSENT) {
        return false;
      }
      int from = (int) (place >> 32);
      int last = from + (int) place - bytes.length;
      for (int at = from; at <= last; at++) {
        if (isAt(packet, at, bytes)) {
          return true;
        }
      }
      return false;
    };
  }

  static PacketMatcher matches(Field field, String regex) {
    requireBytes(field, "matches");
    Pattern pattern;
    try {
      pattern = Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + regex + "' is no regular expression: " + e.getDescription() + ".");
    }
    return packet -> {
      long place = field.reader().read(packet);
      if (place == Field.ABSENT) {
        return false;
      }
      StringBuilder text = new StringBuilder((int) place);
      for (int i = 0; i < (int) place; i++) {
        text.append((char) packet.u8((int) (place >> 32) + i));
      }
      return pattern.matcher(text).find();
    };
  }

  private static void requireBytes(Field field, String test) {
    if (field.kind() != Field.Kind.BYTES) {
      throw new IllegalArgumentException(
          field.name() + " is " + field.kind().described() + "; '" + test
              + "' needs bytes, such as payload.");
    }
  }

  private static byte[] bytes(String hex) {
    return BaseEncoding.base16().lowerCase().decode(hex);
  }

  private static boolean isAt(PacketView packet, int at, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (packet.u8(at + i) != (bytes[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }
}
