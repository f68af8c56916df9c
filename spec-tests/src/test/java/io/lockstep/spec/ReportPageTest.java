package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a run, in a real browser. */
class ReportPageTest {
  private static final String FLAPPING =
      """
      scenario "A link that flaps"
      node alice, bob
      node r { sysctl net.ipv4.ip_forward = 1 }
      link left = alice -- r { rate 50mbit; delay 2ms }
      link right = r -- bob { rate 10mbit; delay 10ms; queue 40 packets }
      routes auto
      flow bulk = tcp alice -> bob:5001 { start 100ms; send 1MB }
      ping probe = alice -> bob { count 5; every 200ms }
      at 400ms { down right }
      at 600ms { up right }
      expect bulk.received == 1MB
      expect probe.rtt.max < 1ms
      """;

  private static final String MATRIX =
      """
      param wait = 1ms, 30ms
      node a, b
      link a -- b { delay wait }
      ping p = a -> b { count 1 }
      expect p.rtt.max < 10ms
      """;

  private static final String READY = "return document.documentElement.dataset.ready === 'true'";

  /** The relation of luminances (WCAG 2.2, success criterion 1.4.3) of a text and what is behind. */
  private static final String CONTRAST =
      """
      const numbers = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
      const luminance = (text) => numbers(text).map((v) => v / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const back = luminance(getComputedStyle(document.body).backgroundColor);
      const worst = {};
      for (const select of ['body', '.where', '.facts dt', '.instant', '.failure .word', '.met summary']) {
        const text = luminance(getComputedStyle(document.querySelector(select)).color);
        worst[select] = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
      }
      return worst;
      """;

  @TempDir static Path directory;
  private static Browser browser;
  private static Path page;
  private static Path matrix;

  @BeforeAll
  static void runScenarios() {
    assumeTrue(Browser.isThere(), "the Debian packages chromium and chromium-driver are missing");
    page = report("flapping", FLAPPING);
    matrix = report("matrix", MATRIX);
    browser = new Browser();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path report(String name, String scenario) {
    Path file = Lab.write(directory, name + ".scn", scenario);
    Path out = directory.resolve(name);
    Lab.runFile(file, out, options -> options.withReport());
    return out.resolve("report.html");
  }

  private static void open(String scheme) throws InterruptedException {
    browser.prefer(scheme);
    browser.open(page);
    browser.await(READY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void isLegibleAndSaysNothingToTheConsole(String scheme) throws Exception {
    open(scheme);
    JsonNode contrast = browser.run(CONTRAST);
    contrast.properties().forEach(
        entry -> assertThat(entry.getValue().asDouble()).as(entry.getKey()).isGreaterThan(4.5));
    assertThat(contrast.get("body").asDouble()).isGreaterThan(12);
    byte[] png = browser.screenshot();
    Path shots = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(shots.resolve("report-" + scheme + ".png"), png);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int corner = image.getRGB(2, image.getHeight() / 2) & 0xff;
    assertThat(scheme.equals("dark") ? 255 - corner : corner).isGreaterThan(200);
    assertThat(colours(image)).hasSizeGreaterThan(50);
    assertThat(browser.console()).isEmpty();
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x += 2) {
      for (int y = 0; y < image.getHeight(); y += 2) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  @Test
  void theButtonOverridesTheSystem() throws Exception {
    open("dark");
    String background = "return getComputedStyle(document.body).backgroundColor";
    String dark = browser.run(background).asText();
    browser.run("document.getElementById('theme').click()");
    String light = browser.run(background).asText();
    assertThat(light).isEqualTo("rgb(255, 255, 255)").isNotEqualTo(dark);
    browser.run("document.getElementById('theme').click()");
    assertThat(browser.run(background).asText()).isEqualTo(dark);
    browser.run("document.getElementById('theme').click()");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void fetchesNothing() throws Exception {
    open("light");
    assertThat(browser.run("return performance.getEntriesByType('resource').length").asInt())
        .isZero();
    assertThat(Lab.text(page)).doesNotContain("src=", "@import", "url(");
  }

  @Test
  void failuresComeFirst() throws Exception {
    open("light");
    String first = browser.run("return document.querySelector('main article').innerText").asText();
    assertThat(first).contains("failed", "flapping.scn:12:1", "expect probe.rtt.max < 1ms", "saw ");
    assertThat(browser.run("return document.querySelector('.met').innerText").asText())
        .contains("expect bulk.received == 1MB");
  }

  @Test
  void plotsAreDrawn() throws Exception {
    open("light");
    JsonNode plots =
        browser.run("return [...document.querySelectorAll('.plot h3')].map((h) => h.innerText)");
    assertThat(plots.toString())
        .contains("Congestion window", "Round-trip time", "Throughput", "Queues", "Drops");
    JsonNode painted =
        browser.run(
            "return [...document.querySelectorAll('.plot canvas')].every((c) => c.getContext('2d')"
                + ".getImageData(0, 0, c.width, c.height).data.some((v) => v > 0))");
    assertThat(painted.asBoolean()).isTrue();
  }

  @Test
  void theTopologyShowsTheStateAtAnInstant() throws Exception {
    open("light");
    String states = "return document.getElementById('states').innerText";
    assertThat(browser.run("return document.querySelectorAll('.at-times').length").asInt())
        .isEqualTo(1);
    browser.run(
        "const b = document.createElement('button'); b.className = 'instant';"
            + "b.dataset.time = '500000000'; document.body.append(b); b.click()");
    browser.await(states + ".includes('right down')");
    assertThat(browser.run("return document.querySelectorAll('.down[data-wire]').length").asInt())
        .isEqualTo(1);
  }

  @Test
  void packetsCanBeFilteredChosenAndReadByKeyboard() throws Exception {
    open("light");
    browser.run(
        "const f = document.querySelector('input[type=search]'); f.value = 'tcp syn !\"syn ack\"';"
            + "f.dispatchEvent(new Event('input'))");
    browser.await("return document.querySelector('#packets .count').innerText.startsWith('2 of')");
    browser.run(
        "document.querySelector('#packets .viewport').dispatchEvent("
            + "new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true}))");
    browser.await("return document.querySelector('.frame').innerText.includes('TCP')");
    String pane = browser.run("return document.querySelector('.frame').innerText").asText();
    assertThat(pane).contains("by alice.eth0 on left", "SYN", "Option mss", "Window");
    browser.run("document.querySelectorAll('[role=tab]')[1].click()");
    JsonNode diagram =
        browser.run(
            "return [...document.querySelectorAll('.chart .head')].map((h) => h.textContent)");
    assertThat(diagram.toString()).isEqualTo("[\"alice\",\"r\",\"bob\"]");
    assertThat(browser.run("return document.querySelectorAll('.chart .t-tcp').length").asInt())
        .isGreaterThanOrEqualTo(2);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void lostFramesAreMarked() throws Exception {
    open("light");
    browser.run(
        "const f = document.querySelector('input[type=search]'); f.value = 'lost';"
            + "f.dispatchEvent(new Event('input'))");
    browser.await("return document.querySelectorAll('.row').length > 0 &&"
        + " [...document.querySelectorAll('.row')].every((row) => row.classList.contains('lost'))");
  }

  @Test
  void aMatrixHasAPageOfItsOwn() throws IOException {
    browser.open(matrix);
    assertThat(browser.run("return document.querySelector('h1').innerText").asText())
        .isEqualTo("matrix.scn");
    JsonNode links =
        browser.run(
            "return [...document.querySelectorAll('td a')].map((a) => a.getAttribute('href'))");
    assertThat(links).hasSize(2);
    for (JsonNode link : links) {
      assertThat(matrix.resolveSibling(link.asText())).isRegularFile();
    }
    assertThat(browser.run("return document.querySelectorAll('td.bad').length").asInt())
        .isEqualTo(1);
    assertThat(browser.console()).isEmpty();
  }
}
