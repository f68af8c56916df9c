package io.lockstep.engine.packet;

import com.google.common.primitives.Longs;
import io.lockstep.engine.model.Condition.Operator;
import io.lockstep.grammar.AddressText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/** Compiles comparisons of a field with a constant. */
final class Comparisons {
  private static final Pattern MAC = Pattern.compile("\\p{XDigit}{2}([:-]\\p{XDigit}{2}){5}");

  private Comparisons() {}

  /** Throws IllegalArgumentException with a message for users if the two do not go together. */
  static PacketMatcher compile(Field field, Operator operator, String value) {
    if (field.alternative() != null && operator == Operator.NE) {
      PacketMatcher equal = compile(field, Operator.EQ, value);
      return packet ->
          (field.present(packet) || field.alternative().present(packet)) && !equal.matches(packet);
    }
    PacketMatcher first = single(field, operator, value);
    if (field.alternative() == null) {
      return first;
    }
    PacketMatcher second = single(field.alternative(), operator, value);
    return packet -> first.matches(packet) || second.matches(packet);
  }

  private static PacketMatcher single(Field field, Operator operator, String value) {
    boolean ordered = operator != Operator.EQ && operator != Operator.NE;
    return switch (field.kind()) {
      case NUMBER, SEQUENCE -> number(field.reader(), operator, parseNumber(field, value));
      case FLAG, PROTOCOL -> {
        if (ordered) {
          throw unordered(field);
        }
        yield flag(field, operator, parseFlag(field, value));
      }
      case MAC -> {
        if (ordered) {
          throw unordered(field);
        }
        yield number(field.reader(), operator, parseMac(field, value));
      }
      case BYTES -> {
        if (ordered) {
          throw unordered(field);
        }
        yield ByteTests.equal(field, operator == Operator.EQ, value);
      }
      case IPV4, IPV6 -> {
        if (ordered) {
          throw unordered(field);
        }
        yield address(field, operator == Operator.EQ, value);
      }
    };
  }

  private static PacketMatcher number(Field.Reader reader, Operator operator, long constant) {
    return switch (operator) {
      case EQ -> packet -> reader.read(packet) == constant;
      case NE -> packet -> {
        long read = reader.read(packet);
        return read != Field.ABSENT && read != constant;
      };
      case LT -> packet -> {
        long read = reader.read(packet);
        return read != Field.ABSENT && read < constant;
      };
      case LE -> packet -> {
        long read = reader.read(packet);
        return read != Field.ABSENT && read <= constant;
      };
      case GT -> packet -> reader.read(packet) > constant;
      case GE -> packet -> reader.read(packet) >= constant;
    };
  }

  private static PacketMatcher flag(Field field, Operator operator, boolean constant) {
    boolean wanted = constant == (operator == Operator.EQ);
    if (field.kind() == Field.Kind.PROTOCOL) {
      return packet -> field.present(packet) == wanted;
    }
    return number(field.reader(), Operator.EQ, wanted ? 1 : 0);
  }

  private static PacketMatcher address(Field field, boolean equal, String value) {
    int slash = value.indexOf('/');
    String text = slash < 0 ? value : value.substring(0, slash);
    int bytes = field.kind() == Field.Kind.IPV4 ? 4 : 16;
    int bits = bytes * 8;
    byte[] address =
        AddressText.parse(text).orElseThrow(() -> notA(field, value)).getAddress();
    Integer prefix = slash < 0 ? Integer.valueOf(bits) : parsePrefix(value.substring(slash + 1));
    if (address.length != bytes || prefix == null || prefix > bits) {
      throw notA(field, value);
    }
    return bytes == 4
        ? address4(field.reader(), equal, address, prefix)
        : address6(field.address(), equal, address, prefix);
  }

  private static PacketMatcher address4(
      Field.Reader reader, boolean equal, byte[] address, int prefix) {
    long mask = 0xffffffffL & ~(0xffffffffL >>> prefix);
    long wanted = Longs.fromBytes(
        (byte) 0, (byte) 0, (byte) 0, (byte) 0, address[0], address[1], address[2], address[3])
        & mask;
    return packet -> {
      long read = reader.read(packet);
      return read != Field.ABSENT && ((read & mask) == wanted) == equal;
    };
  }

  private static PacketMatcher address6(
      Field.Offset offset, boolean equal, byte[] address, int prefix) {
    long highMask = mask64(Math.min(prefix, 64));
    long lowMask = mask64(Math.max(prefix - 64, 0));
    long high = Longs.fromByteArray(address) & highMask;
    long low = Longs.fromByteArray(java.util.Arrays.copyOfRange(address, 8, 16)) & lowMask;
    return packet -> {
      int at = offset.find(packet);
      if (at < 0) {
        return false;
      }
      boolean same =
          (packet.u64(at) & highMask) == high && (packet.u64(at + 8) & lowMask) == low;
      return same == equal;
    };
  }

  private static long mask64(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }

  private static long parseNumber(Field field, String value) {
    try {
      String lower = value.toLowerCase(Locale.ROOT);
      return lower.startsWith("0x")
          ? Long.parseLong(lower.substring(2), 16)
          : new BigDecimal(value).longValueExact();
    } catch (NumberFormatException e) {
      throw notA(field, value);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          field.name() + " is a whole number; it never compares with " + value + ".");
    }
  }

  private static boolean parseFlag(Field field, String value) {
    return switch (value) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      default -> throw notA(field, value);
    };
  }

  private static long parseMac(Field field, String value) {
    if (!MAC.matcher(value).matches()) {
      throw notA(field, value);
    }
    return Long.parseLong(value.replace(":", "").replace("-", ""), 16);
  }

  private static Integer parsePrefix(String text) {
    return text.matches("\\d{1,3}") ? Integer.valueOf(text) : null;
  }

  private static IllegalArgumentException notA(Field field, String value) {
    return new IllegalArgumentException(
        field.name() + " is " + field.kind().described() + "; '" + value + "' is none.");
  }

  private static IllegalArgumentException unordered(Field field) {
    return new IllegalArgumentException(
        field.name() + " is " + field.kind().described() + ": only == and != apply.");
  }
}
