package io.lockstep.engine.netlink;

import io.lockstep.libos.Errno;

/** A kernel has refused a netlink request. */
public final class NetlinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient NetlinkMessage request;
  private final int errno;
  private final String explanation;

  /** The exchange itself failed. */
  NetlinkException(String message) {
    super(message);
    this.request = null;
    this.errno = 0;
    this.explanation = "";
  }

  /**
   * A request was refused.
   *
   * @param errno positive
   * @param explanation the kernel's, or empty
   */
  NetlinkException(NetlinkMessage request, int errno, String explanation) {
    super(
        request.description() + ": " + Errno.name(errno)
            + (explanation.isEmpty() ? "" : " (" + explanation + ")"));
    this.request = request;
    this.errno = errno;
    this.explanation = explanation;
  }

  /** The refused request, or null. */
  public NetlinkMessage request() {
    return request;
  }

  /** The error's number, positive; 0 if the exchange itself failed. */
  public int errno() {
    return errno;
  }

  /** The kernel's explanation, or empty. */
  public String explanation() {
    return explanation;
  }
}
