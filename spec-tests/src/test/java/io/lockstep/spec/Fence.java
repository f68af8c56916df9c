package io.lockstep.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A fenced block of a Markdown page.
 *
 * @param page the page's file name
 * @param line of its first line of text, from 1
 * @param language the first word behind the fence
 * @param marks the other words
 */
record Fence(String page, int line, String language, List<String> marks, String text) {
  /** All blocks of a page that are in a language. */
  static List<Fence> of(String page, String markdown, String language) {
    List<Fence> fences = new ArrayList<>();
    String[] lines = markdown.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].startsWith("```")) {
        continue;
      }
      List<String> words = Arrays.asList(lines[i].substring(3).trim().split(" +"));
      StringBuilder text = new StringBuilder();
      int first = i + 2;
      for (i++; !lines[i].equals("```"); i++) {
        text.append(lines[i]).append('\n');
      }
      if (words.get(0).equals(language)) {
        List<String> marks = words.subList(1, words.size());
        fences.add(new Fence(page, first, language, List.copyOf(marks), text.toString()));
      }
    }
    return fences;
  }

  boolean has(String mark) {
    return marks.contains(mark);
  }

  /** The file that it is the text of: {@code file=NAME}. */
  Optional<String> file() {
    return marks.stream()
        .filter(mark -> mark.startsWith("file="))
        .map(mark -> mark.substring("file=".length()))
        .findFirst();
  }

  @Override
  public String toString() {
    return page + ":" + line;
  }
}
