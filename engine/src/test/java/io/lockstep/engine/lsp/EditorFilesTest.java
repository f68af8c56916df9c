package io.lockstep.engine.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.packet.Fields;
import io.lockstep.grammar.ast.Unit;
import io.lockstep.grammar.vocabulary.FunctionWord;
import io.lockstep.grammar.vocabulary.Keywords;
import io.lockstep.grammar.vocabulary.MetricWord;
import io.lockstep.grammar.vocabulary.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The VS Code extension, as far as it can be tested without VS Code. */
class EditorFilesTest {
  private static final Path EXTENSION = Path.of("../grammar/editors/vscode");
  private static final String GRAMMAR = "syntaxes/lockstep.tmLanguage.json";

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(EXTENSION.resolve(file).toFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "package.json", "language-configuration.json", "snippets/lockstep.json", GRAMMAR
      })
  void isJson(String file) throws IOException {
    assertThat(json(file).isObject()).isTrue();
  }

  @Test
  void everyFileThatTheManifestNamesIsThere() throws IOException {
    JsonNode manifest = json("package.json");
    JsonNode contributes = manifest.get("contributes");
    Stream.of(
            manifest.get("main"),
            contributes.get("languages").get(0).get("configuration"),
            contributes.get("grammars").get(0).get("path"),
            contributes.get("snippets").get(0).get("path"))
        .forEach(file -> assertThat(EXTENSION.resolve(file.asText())).exists());
    assertThat(contributes.get("grammars").get(0).get("scopeName").asText())
        .isEqualTo(json(GRAMMAR).get("scopeName").asText());
    for (String type : SemanticColours.TYPES) {
      assertThat(contributes.get("semanticTokenScopes").get(0).get("scopes").has(type)).isTrue();
    }
  }

  /** Any stretch of letters in a pattern counts as a word of it. */
  @Test
  void theTextMateGrammarKnowsAllWords() throws IOException {
    List<String> words =
        List.of(Files.readString(EXTENSION.resolve(GRAMMAR)).split("[^A-Za-z0-9_%]+"));
    assertThat(words).containsAll(Keywords.words());
    assertThat(words)
        .containsAll(Keywords.functions().stream().map(FunctionWord::name).toList());
    assertThat(words)
        .containsAll(
            Stream.of(Unit.values()).filter(u -> u != Unit.NONE).map(Unit::symbol).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "node a, b # x => node keyword.declaration",
        "node a, b # x => '# x comment.line'",
        "link core = a -- b { delay 20ms } => 20 constant.numeric",
        "link core = a -- b { delay 20ms } => ms keyword.other.unit",
        "link core = a -- b { delay 20ms } => delay keyword.other.property",
        "link core = a -- b { delay 20ms } => core entity.name",
        "link core = a -- b { delay 20ms } => -- keyword.operator",
        "link a 10.0.0.1/24 -- b => 10.0.0.1/24 constant.numeric.address",
        "link a 2001:db8::1/64 -- b => 2001:db8::1/64 constant.numeric.address",
        "node a { sysctl net.ipv4.ip_forward = 1 } => net.ipv4.ip_forward variable.other.sysctl",
        "node a { sysctl net.ipv4.tcp_rmem = 1 2 3 } => 3 string.unquoted",
        "kernel old = linux-6.1 => linux-6.1 entity.name.type.kernel",
        "at 5s { down core } => down keyword.other.action",
        "at 5s { down core } => at keyword.control",
        "from 1s to 2s { down core } => to keyword.other",
        "expect packet on core where tcp.rst => where keyword.other",
        "expect sum(p[*].lost) == 0 => sum support.function",
        "expect sum(p[*].lost) == 0 => lost variable.other.property",
        "expect a.completed by 5s => by keyword.other",
        "scenario \"a ${x} b\" => x variable.other",
        "route a default via 10.0.0.1 => via keyword.other",
        "route a default via 10.0.0.1 => default constant.language",
        "let rate = 5mbit => rate entity.name",
        "flow up = tcp a -> b:80 => up entity.name",
        "expect not (x or y) => not keyword.operator.word",
      })
  void coloursWords(String line, String expected) throws IOException {
    int space = expected.lastIndexOf(' ');
    String text = expected.substring(0, space);
    String scope = expected.substring(space + 1);
    assertThat(new TextMate(json(GRAMMAR)).scopes(line))
        .as(line)
        .anyMatch(token -> token.text().equals(text) && token.scope().startsWith(scope));
  }

  private static Stream<Path> examples() throws IOException {
    return Stream.of(Path.of("../examples"), Path.of("src/test/resources/scenarios"))
        .flatMap(
            folder -> {
              try {
                return Files.walk(folder);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            })
        .filter(path -> path.toString().endsWith(".scn"));
  }

  /** Every line of every example: its first word is coloured, and no text is lost. */
  @ParameterizedTest
  @MethodSource("examples")
  void coloursExamples(Path example) throws IOException {
    TextMate grammar = new TextMate(json(GRAMMAR));
    for (String line : Files.readAllLines(example)) {
      List<TextMate.Token> tokens = grammar.scopes(line);
      assertThat(tokens.stream().map(TextMate.Token::text).toList().toString()
              .replaceAll("[\\[\\], ]", ""))
          .isEqualTo(line.replaceAll("[\\[\\], ]", ""));
      String word = line.strip().split("\\W+", 2)[0];
      // A header of a packet is one in the block of a packet only.
      boolean keyword =
          Keywords.find(word).stream()
              .anyMatch(known -> !known.places().equals(Set.of(Place.PACKET)));
      if (!word.isEmpty() && keyword) {
        assertThat(tokens)
            .as(line)
            .anyMatch(
                token -> token.text().equals(word) && token.scope().startsWith("keyword."));
      }
    }
  }

  @Test
  void everyMetricAndFieldIsDocumented() {
    assertThat(Keywords.metrics().stream().map(MetricWord::name))
        .containsAll(Stream.of(MetricName.values()).map(MetricName::written).toList());
    for (String field : Fields.known()) {
      assertThat(PacketFields.doc(field)).as(field).isPresent();
    }
  }
}
