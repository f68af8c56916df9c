package io.lockstep.engine.describe;

/** Ethernet addresses as text. */
public final class MacAddress {
  private MacAddress() {}

  /** {@code 02:00:5e:00:53:01}, of the 48 low bits. */
  public static String text(long bits) {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      int octet = (int) (bits >>> shift) & 0xff;
      text.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
      text.append(shift == 0 ? "" : ":");
    }
    return text.toString();
  }
}
