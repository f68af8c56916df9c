package io.lockstep.engine.syscall;

/**
 * An option for {@code setsockopt} and {@code getsockopt}.
 *
 * @param name such as {@code TCP_NODELAY}
 * @param level such as {@code IPPROTO_TCP}
 * @param number of it within the level
 */
public record SocketOption(String name, int level, int number, OptionType type) {}
