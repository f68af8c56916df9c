package io.lockstep.libos.image;

import java.util.List;
import java.util.SortedMap;

/**
 * What rewriting or checking an image found.
 *
 * @param instructions instructions decoded
 * @param branches relative branches and calls among them
 * @param dataReferences operands {@code [rbx + disp32]}; what rewriting made
 * @param textReferences rip-relative operands kept, because their target is text
 * @param kinds number of relocations by type and direction; empty from a check
 * @param absoluteSymbols symbols without section, whose segment was decided by address
 * @param rbxWriters functions that load rbx
 * @param relativeToText dynamic relocations that get the text's bias
 * @param relativeToData dynamic relocations that get the data's bias
 * @param bytes size of the image
 */
public record SharingReport(
    int instructions,
    int branches,
    int dataReferences,
    int textReferences,
    SortedMap<String, Integer> kinds,
    List<String> absoluteSymbols,
    List<String> rbxWriters,
    int relativeToText,
    int relativeToData,
    long bytes) {

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder();
    s.append(instructions).append(" instructions, ").append(branches).append(" branches\n");
    s.append(dataReferences).append(" data references by rbx, ");
    s.append(textReferences).append(" text references by rip\n");
    s.append(relativeToText).append(" dynamic relocations to text, ");
    s.append(relativeToData).append(" to data\n");
    s.append("rbx loaded by ").append(String.join(", ", rbxWriters)).append('\n');
    kinds.forEach((kind, count) -> s.append(count).append(' ').append(kind).append('\n'));
    absoluteSymbols.forEach(a -> s.append("absolute symbol ").append(a).append('\n'));
    return s.append(bytes).append(" bytes").toString();
  }
}
