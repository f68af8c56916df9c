package io.lockstep.engine.inspect;

import io.lockstep.engine.model.TcpField;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A TCP socket as sock_diag(7) shows it.
 *
 * @param state of {@code include/net/tcp_states.h}
 * @param local address; with {@code localPort}
 * @param remote address; unspecified for a listener
 * @param receiveQueue bytes not read yet; of a listener, connections not accepted yet
 * @param sendQueue bytes not acknowledged yet
 * @param info {@code struct tcp_info}; empty where there is none
 */
public record TcpSocket(
    int state,
    InetAddress local,
    int localPort,
    InetAddress remote,
    int remotePort,
    long receiveQueue,
    long sendQueue,
    byte[] info) {
  /** A value; NaN if there is none, or if the kernel's structure does not have it. */
  public double value(TcpField field) {
    if (info.length < field.offset() + field.bytes()) {
      return Double.NaN;
    }
    ByteBuffer buffer = ByteBuffer.wrap(info).order(ByteOrder.LITTLE_ENDIAN);
    return field.value(
        switch (field.bytes()) {
          case 1 -> buffer.get(field.offset()) & 0xffL;
          case 4 -> buffer.getInt(field.offset()) & 0xffffffffL;
          default -> buffer.getLong(field.offset());
        });
  }

  /** Both ends: {@code 10.0.0.1:40000 > 10.0.0.2:80}. */
  public String ends() {
    return end(local, localPort) + " > " + end(remote, remotePort);
  }

  private static String end(InetAddress address, int port) {
    String text = address.getHostAddress();
    return (text.contains(":") ? "[" + text + "]" : text) + ":" + port;
  }
}
