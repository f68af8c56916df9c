package io.lockstep.libos;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Error numbers of Linux on x86-64 (uapi/asm-generic/errno.h). */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENXIO = 6;
  public static final int E2BIG = 7;
  public static final int ENOEXEC = 8;
  public static final int EBADF = 9;
  public static final int ECHILD = 10;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EFAULT = 14;
  public static final int ENOTBLK = 15;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int EXDEV = 18;
  public static final int ENODEV = 19;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int ENOTTY = 25;
  public static final int ETXTBSY = 26;
  public static final int EFBIG = 27;
  public static final int ENOSPC = 28;
  public static final int ESPIPE = 29;
  public static final int EROFS = 30;
  public static final int EMLINK = 31;
  public static final int EPIPE = 32;
  public static final int EDOM = 33;
  public static final int ERANGE = 34;
  public static final int EDEADLOCK = 35;
  public static final int ENAMETOOLONG = 36;
  public static final int ENOLCK = 37;
  public static final int ENOSYS = 38;
  public static final int ENOTEMPTY = 39;
  public static final int ELOOP = 40;
  public static final int ENOMSG = 42;
  public static final int EIDRM = 43;
  public static final int ECHRNG = 44;
  public static final int EL2NSYNC = 45;
  public static final int EL3HLT = 46;
  public static final int EL3RST = 47;
  public static final int ELNRNG = 48;
  public static final int EUNATCH = 49;
  public static final int ENOCSI = 50;
  public static final int EL2HLT = 51;
  public static final int EBADE = 52;
  public static final int EBADR = 53;
  public static final int EXFULL = 54;
  public static final int ENOANO = 55;
  public static final int EBADRQC = 56;
  public static final int EBADSLT = 57;
  public static final int EBFONT = 59;
  public static final int ENOSTR = 60;
  public static final int ENODATA = 61;
  public static final int ETIME = 62;
  public static final int ENOSR = 63;
  public static final int ENONET = 64;
  public static final int ENOPKG = 65;
  public static final int EREMOTE = 66;
  public static final int ENOLINK = 67;
  public static final int EADV = 68;
  public static final int ESRMNT = 69;
  public static final int ECOMM = 70;
  public static final int EPROTO = 71;
  public static final int EMULTIHOP = 72;
  public static final int EDOTDOT = 73;
  public static final int EBADMSG = 74;
  public static final int EOVERFLOW = 75;
  public static final int ENOTUNIQ = 76;
  public static final int EBADFD = 77;
  public static final int EREMCHG = 78;
  public static final int ELIBACC = 79;
  public static final int ELIBBAD = 80;
  public static final int ELIBSCN = 81;
  public static final int ELIBMAX = 82;
  public static final int ELIBEXEC = 83;
  public static final int EILSEQ = 84;
  public static final int ERESTART = 85;
  public static final int ESTRPIPE = 86;
  public static final int EUSERS = 87;
  public static final int ENOTSOCK = 88;
  public static final int EDESTADDRREQ = 89;
  public static final int EMSGSIZE = 90;
  public static final int EPROTOTYPE = 91;
  public static final int ENOPROTOOPT = 92;
  public static final int EPROTONOSUPPORT = 93;
  public static final int ESOCKTNOSUPPORT = 94;
  public static final int ENOTSUP = 95;
  public static final int EPFNOSUPPORT = 96;
  public static final int EAFNOSUPPORT = 97;
  public static final int EADDRINUSE = 98;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ENETDOWN = 100;
  public static final int ENETUNREACH = 101;
  public static final int ENETRESET = 102;
  public static final int ECONNABORTED = 103;
  public static final int ECONNRESET = 104;
  public static final int ENOBUFS = 105;
  public static final int EISCONN = 106;
  public static final int ENOTCONN = 107;
  public static final int ESHUTDOWN = 108;
  public static final int ETOOMANYREFS = 109;
  public static final int ETIMEDOUT = 110;
  public static final int ECONNREFUSED = 111;
  public static final int EHOSTDOWN = 112;
  public static final int EHOSTUNREACH = 113;
  public static final int EALREADY = 114;
  public static final int EINPROGRESS = 115;
  public static final int ESTALE = 116;
  public static final int EUCLEAN = 117;
  public static final int ENOTNAM = 118;
  public static final int ENAVAIL = 119;
  public static final int EISNAM = 120;
  public static final int EREMOTEIO = 121;
  public static final int EDQUOT = 122;
  public static final int ENOMEDIUM = 123;
  public static final int EMEDIUMTYPE = 124;
  public static final int ECANCELED = 125;
  public static final int ENOKEY = 126;
  public static final int EKEYEXPIRED = 127;
  public static final int EKEYREVOKED = 128;
  public static final int EKEYREJECTED = 129;
  public static final int EOWNERDEAD = 130;
  public static final int ENOTRECOVERABLE = 131;
  public static final int ERFKILL = 132;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "EPERM"),
          Map.entry(2, "ENOENT"),
          Map.entry(3, "ESRCH"),
          Map.entry(4, "EINTR"),
          Map.entry(5, "EIO"),
          Map.entry(6, "ENXIO"),
          Map.entry(7, "E2BIG"),
          Map.entry(8, "ENOEXEC"),
          Map.entry(9, "EBADF"),
          Map.entry(10, "ECHILD"),
          Map.entry(11, "EAGAIN"),
          Map.entry(12, "ENOMEM"),
          Map.entry(13, "EACCES"),
          Map.entry(14, "EFAULT"),
          Map.entry(15, "ENOTBLK"),
          Map.entry(16, "EBUSY"),
          Map.entry(17, "EEXIST"),
          Map.entry(18, "EXDEV"),
          Map.entry(19, "ENODEV"),
          Map.entry(20, "ENOTDIR"),
          Map.entry(21, "EISDIR"),
          Map.entry(22, "EINVAL"),
          Map.entry(23, "ENFILE"),
          Map.entry(24, "EMFILE"),
          Map.entry(25, "ENOTTY"),
          Map.entry(26, "ETXTBSY"),
          Map.entry(27, "EFBIG"),
          Map.entry(28, "ENOSPC"),
          Map.entry(29, "ESPIPE"),
          Map.entry(30, "EROFS"),
          Map.entry(31, "EMLINK"),
          Map.entry(32, "EPIPE"),
          Map.entry(33, "EDOM"),
          Map.entry(34, "ERANGE"),
          Map.entry(35, "EDEADLOCK"),
          Map.entry(36, "ENAMETOOLONG"),
          Map.entry(37, "ENOLCK"),
          Map.entry(38, "ENOSYS"),
          Map.entry(39, "ENOTEMPTY"),
          Map.entry(40, "ELOOP"),
          Map.entry(42, "ENOMSG"),
          Map.entry(43, "EIDRM"),
          Map.entry(44, "ECHRNG"),
          Map.entry(45, "EL2NSYNC"),
          Map.entry(46, "EL3HLT"),
          Map.entry(47, "EL3RST"),
          Map.entry(48, "ELNRNG"),
          Map.entry(49, "EUNATCH"),
          Map.entry(50, "ENOCSI"),
          Map.entry(51, "EL2HLT"),
          Map.entry(52, "EBADE"),
          Map.entry(53, "EBADR"),
          Map.entry(54, "EXFULL"),
          Map.entry(55, "ENOANO"),
          Map.entry(56, "EBADRQC"),
          Map.entry(57, "EBADSLT"),
          Map.entry(59, "EBFONT"),
          Map.entry(60, "ENOSTR"),
          Map.entry(61, "ENODATA"),
          Map.entry(62, "ETIME"),
          Map.entry(63, "ENOSR"),
          Map.entry(64, "ENONET"),
          Map.entry(65, "ENOPKG"),
          Map.entry(66, "EREMOTE"),
          Map.entry(67, "ENOLINK"),
          Map.entry(68, "EADV"),
          Map.entry(69, "ESRMNT"),
          Map.entry(70, "ECOMM"),
          Map.entry(71, "EPROTO"),
          Map.entry(72, "EMULTIHOP"),
          Map.entry(73, "EDOTDOT"),
          Map.entry(74, "EBADMSG"),
          Map.entry(75, "EOVERFLOW"),
          Map.entry(76, "ENOTUNIQ"),
          Map.entry(77, "EBADFD"),
          Map.entry(78, "EREMCHG"),
          Map.entry(79, "ELIBACC"),
          Map.entry(80, "ELIBBAD"),
          Map.entry(81, "ELIBSCN"),
          Map.entry(82, "ELIBMAX"),
          Map.entry(83, "ELIBEXEC"),
          Map.entry(84, "EILSEQ"),
          Map.entry(85, "ERESTART"),
          Map.entry(86, "ESTRPIPE"),
          Map.entry(87, "EUSERS"),
          Map.entry(88, "ENOTSOCK"),
          Map.entry(89, "EDESTADDRREQ"),
          Map.entry(90, "EMSGSIZE"),
          Map.entry(91, "EPROTOTYPE"),
          Map.entry(92, "ENOPROTOOPT"),
          Map.entry(93, "EPROTONOSUPPORT"),
          Map.entry(94, "ESOCKTNOSUPPORT"),
          Map.entry(95, "ENOTSUP"),
          Map.entry(96, "EPFNOSUPPORT"),
          Map.entry(97, "EAFNOSUPPORT"),
          Map.entry(98, "EADDRINUSE"),
          Map.entry(99, "EADDRNOTAVAIL"),
          Map.entry(100, "ENETDOWN"),
          Map.entry(101, "ENETUNREACH"),
          Map.entry(102, "ENETRESET"),
          Map.entry(103, "ECONNABORTED"),
          Map.entry(104, "ECONNRESET"),
          Map.entry(105, "ENOBUFS"),
          Map.entry(106, "EISCONN"),
          Map.entry(107, "ENOTCONN"),
          Map.entry(108, "ESHUTDOWN"),
          Map.entry(109, "ETOOMANYREFS"),
          Map.entry(110, "ETIMEDOUT"),
          Map.entry(111, "ECONNREFUSED"),
          Map.entry(112, "EHOSTDOWN"),
          Map.entry(113, "EHOSTUNREACH"),
          Map.entry(114, "EALREADY"),
          Map.entry(115, "EINPROGRESS"),
          Map.entry(116, "ESTALE"),
          Map.entry(117, "EUCLEAN"),
          Map.entry(118, "ENOTNAM"),
          Map.entry(119, "ENAVAIL"),
          Map.entry(120, "EISNAM"),
          Map.entry(121, "EREMOTEIO"),
          Map.entry(122, "EDQUOT"),
          Map.entry(123, "ENOMEDIUM"),
          Map.entry(124, "EMEDIUMTYPE"),
          Map.entry(125, "ECANCELED"),
          Map.entry(126, "ENOKEY"),
          Map.entry(127, "EKEYEXPIRED"),
          Map.entry(128, "EKEYREVOKED"),
          Map.entry(129, "EKEYREJECTED"),
          Map.entry(130, "EOWNERDEAD"),
          Map.entry(131, "ENOTRECOVERABLE"),
          Map.entry(132, "ERFKILL"));

  /** What has a second name, or another one on sockets. */
  private static final Map<String, Integer> ALIASES =
      Map.of("EWOULDBLOCK", EAGAIN, "EOPNOTSUPP", 95, "EDEADLOCK", 35);

  private static final Map<String, Integer> NUMBERS = numbers();

  private Errno() {}

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new TreeMap<>(ALIASES);
    NAMES.forEach((number, name) -> numbers.put(name, number));
    return numbers;
  }

  /** The number of an error, a positive one. */
  public static Optional<Integer> number(String name) {
    return Optional.ofNullable(NUMBERS.get(name));
  }

  /** All names, in alphabetical order. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(NUMBERS.keySet());
  }

  /** The name of a (positive or negative) error number: {@code ENOENT}. */
  public static String name(long number) {
    int n = (int) Math.abs(number);
    return NAMES.getOrDefault(n, "errno " + n);
  }
}
