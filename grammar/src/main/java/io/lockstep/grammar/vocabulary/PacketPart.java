package io.lockstep.grammar.vocabulary;

/**
 * A header of a packet to be made, or a field or an option of one.
 *
 * @param name as written
 * @param syntax the line's form; what is to be filled in is in capitals
 * @param doc one sentence, without markup
 */
public record PacketPart(String name, String syntax, String doc) {}
