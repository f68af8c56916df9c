package io.lockstep.libos;

/**
 * System-call numbers of x86-64 (arch/x86/entry/syscalls/syscall_64.tbl), and those of the LibOS
 * itself (uapi/asm/libos.h).
 */
public final class Syscall {
  public static final int READ = 0;
  public static final int WRITE = 1;
  public static final int OPEN = 2;
  public static final int CLOSE = 3;
  public static final int STAT = 4;
  public static final int FSTAT = 5;
  public static final int POLL = 7;
  public static final int LSEEK = 8;
  public static final int IOCTL = 16;
  public static final int PREAD64 = 17;
  public static final int PWRITE64 = 18;
  public static final int READV = 19;
  public static final int WRITEV = 20;
  public static final int PIPE = 22;
  public static final int SELECT = 23;
  public static final int DUP = 32;
  public static final int DUP2 = 33;
  public static final int NANOSLEEP = 35;
  public static final int GETPID = 39;
  public static final int SOCKET = 41;
  public static final int CONNECT = 42;
  public static final int ACCEPT = 43;
  public static final int SENDTO = 44;
  public static final int RECVFROM = 45;
  public static final int SENDMSG = 46;
  public static final int RECVMSG = 47;
  public static final int SHUTDOWN = 48;
  public static final int BIND = 49;
  public static final int LISTEN = 50;
  public static final int GETSOCKNAME = 51;
  public static final int GETPEERNAME = 52;
  public static final int SOCKETPAIR = 53;
  public static final int SETSOCKOPT = 54;
  public static final int GETSOCKOPT = 55;
  public static final int EXIT = 60;
  public static final int KILL = 62;
  public static final int UNAME = 63;
  public static final int FCNTL = 72;
  public static final int MKDIR = 83;
  public static final int UNLINK = 87;
  public static final int GETTIMEOFDAY = 96;
  public static final int MOUNT = 165;
  public static final int GETDENTS64 = 217;
  public static final int CLOCK_GETTIME = 228;
  public static final int CLOCK_NANOSLEEP = 230;
  public static final int EPOLL_WAIT = 232;
  public static final int EPOLL_CTL = 233;
  public static final int OPENAT = 257;
  public static final int UNSHARE = 272;
  public static final int TIMERFD_CREATE = 283;
  public static final int TIMERFD_SETTIME = 286;
  public static final int ACCEPT4 = 288;
  public static final int EVENTFD2 = 290;
  public static final int EPOLL_CREATE1 = 291;
  public static final int PIPE2 = 293;
  public static final int RECVMMSG = 299;
  public static final int SENDMMSG = 307;
  public static final int SETNS = 308;
  public static final int GETRANDOM = 318;

  /** Returns 0; for measurements. */
  public static final int LIBOS_NULL = 0x10000;

  /** (task, CLONE_* flags): a new task. */
  public static final int LIBOS_CLONE = 0x10001;

  /** The task ends. */
  public static final int LIBOS_EXIT = 0x10002;

  /** (task): its call returns EINTR or what it has done so far. */
  public static final int LIBOS_INTERRUPT = 0x10003;

  static final int LIBOS_NETDEV_ADD = 0x10004;
  static final int LIBOS_NETDEV_DEL = 0x10005;

  /** (device, 0 or 1): the netdev loses or gains carrier. */
  public static final int LIBOS_NETDEV_CARRIER = 0x10006;

  /**
   * (address of a struct lk_job, see runtime/jobs.c): a chain of {@code sendto} or {@code
   * recvfrom}, made by the native runtime. The result is that of the last call.
   */
  public static final int LOCKSTEP_JOB = 0x20000;

  private Syscall() {}
}
