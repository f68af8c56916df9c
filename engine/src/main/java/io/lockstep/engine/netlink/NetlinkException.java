package io.lockstep.engine.netlink;

/** A kernel has refused a netlink request. */
public final class NetlinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient NetlinkMessage request;

  /**
   * Creates it.
   *
   * @param request the refused one, or null if the exchange itself failed
   * @param message with the name of the error and the kernel's explanation
   */
  public NetlinkException(NetlinkMessage request, String message) {
    super(message);
    this.request = request;
  }

  /** The refused request, or null. */
  public NetlinkMessage request() {
    return request;
  }
}
