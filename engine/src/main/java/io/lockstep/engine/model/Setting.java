package io.lockstep.engine.model;

/**
 * A value written into a file of a node's kernel.
 *
 * @param path absolute: {@code /proc/sys/net/ipv4/ip_forward}, {@code /proc/sysrq-trigger}
 * @param value written as it is, without a newline
 */
public record Setting(String path, String value, Source source) {}
