package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/yaml.md shows is right, and laid out as the formatter does it. */
class YamlDocumentationTest {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void examplesAreValid() throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "yaml.md")));
    int count = 0;
    while (example.find()) {
      ParseResult result = Scenarios.parse("docs.scn.yaml", example.group(1));
      assertThat(result.isValid()).as(ParserAssert.render(result)).isTrue();
      YamlRoundTripTest.check(Scenarios.format(result.ast().orElseThrow()));
      count++;
    }
    assertThat(count).isEqualTo(3);
  }
}
