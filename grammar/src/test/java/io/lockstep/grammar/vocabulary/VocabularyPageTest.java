package io.lockstep.grammar.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/devices.md} is written from the tables: {@code mvn -pl grammar test
 * -Dlockstep.golden.update=true} does it.
 */
class VocabularyPageTest {
  private static final Path PAGE = Path.of("..", "docs", "devices.md");

  private final StringBuilder page = new StringBuilder();

  @Test
  void isWhatTheTablesSay() throws IOException {
    write();
    if (Boolean.getBoolean("lockstep.golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(page.toString())
        .as("-Dlockstep.golden.update=true writes %s", PAGE)
        .isEqualTo(Files.readString(PAGE));
  }

  private void write() {
    page.append(
        """
        # Devices and queueing disciplines

        All kinds of virtual netdevs and of queueing disciplines with their options, as the language
        knows them (this page is made from its tables). What they mean in detail is in ip-link(8) and
        the pages of tc(8); what a node's kernel was not built with, it refuses with a message.
        [language.md](language.md#devices) says where they stand.

        ## Devices

        Besides these options, a device takes those of an interface: `address`, `mac`, `mtu`, `state`,
        `master`, `sysctl`, `qdisc`.
        """);
    for (DeviceKind kind : Vocabulary.devices()) {
      section(kind.name(), kind.doc());
      table(kind.options());
    }
    page.append("\n## Queueing disciplines\n");
    for (QdiscKind kind : Vocabulary.qdiscs()) {
      section(kind.name(), kind.doc() + " " + content(kind));
      table(kind.options());
      if (!kind.classOptions().isEmpty()) {
        page.append("\nOf a class:\n");
        table(kind.classOptions());
      }
    }
    page.append(
        """

        ## Matches

        What `match { … }` in a class may compare. All that is named must hold; several `match` blocks
        are alternatives.
        """);
    table(Vocabulary.matches());
  }

  private static String content(QdiscKind kind) {
    return switch (kind.content()) {
      case NONE -> "";
      case CHILD -> "Another one may stand behind it.";
      case CLASSES -> "It has classes.";
      case TREE -> "It has classes, which may lie within each other.";
    };
  }

  private void section(String name, String doc) {
    page.append("\n### ").append(name).append("\n\n").append(doc.strip()).append('\n');
  }

  private void table(ImmutableList<OptionWord> options) {
    if (options.isEmpty()) {
      return;
    }
    page.append("\n| option | value | |\n|---|---|---|\n");
    for (OptionWord option : options) {
      page.append("| `")
          .append(option.name())
          .append("` | ")
          .append(option.expected())
          .append(option.required() ? "; needed" : "")
          .append(" | ")
          .append(option.doc())
          .append(" |\n");
    }
  }
}
