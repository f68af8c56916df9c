package io.lockstep.grammar;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes valid texts at random: their bytes, their words and signs, their lines. */
final class Mutations {
  private static final Pattern TOKEN =
      Pattern.compile("\\w+|\"[^\"\n]*\"|\\$\\{[^}\n]*}|--|->|==|\\.\\.|\\s+|.", Pattern.DOTALL);
  private static final ImmutableList<String> PIECES =
      ImmutableList.copyOf(
          ("{ } ( ) [ ] ; = == -- -> .. . , : :: # \" \\ ${ ${x} ${i+1} ${} $ % 5 5ms 0x1f 1.2.3.4 "
                  + "10.0.0.0/8 fe80::1 10.0.${i}.1/24 02:00:00:00:00:${i} node link lan at by "
                  + "where packet no on and or not sysctl kernel every if else for from to times "
                  + "step after when start stop use topology group include device interface qdisc "
                  + "class match route rule neighbour address remove via dev blackhole option "
                  + "\n \r \u0000 \u00e9 \ud83d\ude00 & | ! \t / * + - < >= file toward in tcp "
                  + "packets mode 802.3ad")
              .split(" "));

  private final Random random;
  private final ImmutableList<String> texts;

  Mutations(Random random, ImmutableList<String> texts) {
    this.random = random;
    this.texts = texts;
  }

  /** A text with one to four changes of one kind. */
  String next() {
    String text = pick(texts);
    int changes = 1 + random.nextInt(4);
    return switch (random.nextInt(4)) {
      case 0 -> bytes(text, changes);
      case 1 -> characters(text, changes);
      case 2 -> pieces(text, changes);
      default -> lines(text, changes);
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String bytes(String text, int changes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String characters(String from, int changes) {
    StringBuilder text = new StringBuilder(from);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + 1 + random.nextInt(10));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.insert(at, pick(PIECES));
        default -> text.replace(at, end, String.valueOf((char) (32 + random.nextInt(96))));
      }
    }
    return text.toString();
  }

  /** Words and signs lost, doubled, swapped, replaced; some taken from another text. */
  private String pieces(String from, int changes) {
    List<String> tokens = tokens(from);
    List<String> others = tokens(pick(texts));
    for (int i = 0; i < changes && !tokens.isEmpty(); i++) {
      int at = random.nextInt(tokens.size());
      switch (random.nextInt(5)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, tokens.get(at));
        case 2 -> tokens.set(at, tokens.set(random.nextInt(tokens.size()), tokens.get(at)));
        case 3 -> tokens.set(at, pick(others));
        default -> tokens.add(at, " " + pick(PIECES) + " ");
      }
    }
    return String.join("", tokens);
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  /** Lines lost, doubled, swapped, joined; some taken from another text. */
  private String lines(String from, int changes) {
    List<String> lines = new ArrayList<>(List.of(from.split("\n")));
    List<String> others = List.of(pick(texts).split("\n"));
    for (int i = 0; i < changes && !lines.isEmpty(); i++) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(5)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(random.nextInt(lines.size()), lines.get(at));
        case 2 -> lines.set(at, lines.set(random.nextInt(lines.size()), lines.get(at)));
        case 3 -> lines.set(at, lines.get(at) + pick(PIECES) + pick(others));
        default -> lines.add(at, pick(others));
      }
    }
    return String.join("\n", lines);
  }
}
