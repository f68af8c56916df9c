package io.lockstep.engine.model;

/**
 * A socket option with its value.
 *
 * @param name such as {@code TCP_NODELAY}
 * @param level such as {@code IPPROTO_TCP}
 * @param option its number within the level
 * @param value what setsockopt(2) points to, as hexadecimal digits
 */
public record SocketSetting(String name, int level, int option, String value) {}
