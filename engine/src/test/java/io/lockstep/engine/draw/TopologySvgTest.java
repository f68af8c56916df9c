package io.lockstep.engine.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.Examples;
import io.lockstep.engine.Golden;
import io.lockstep.engine.model.ScenarioCase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TopologySvgTest {
  @Test
  void quickstart(TestInfo test) {
    Golden.check(test, ".svg", TopologySvg.of(Examples.first("quickstart.scn"), Theme.AUTO));
  }

  @Test
  void tcpLossy(TestInfo test) {
    Golden.check(test, ".svg", TopologySvg.of(Examples.first("tcp-lossy.scn"), Theme.LIGHT));
  }

  @Test
  void threeRouters(TestInfo test) {
    Golden.check(test, ".svg", TopologySvg.of(Examples.first("three-routers.scn"), Theme.DARK));
  }

  @Test
  void lan(TestInfo test) {
    String text =
        """
        scenario "An office LAN"
        node pc[1..5]
        node gw { sysctl net.ipv4.ip_forward = 1 }
        node web
        lan office = pc[1..5], gw { rate 1gbit; delay 10us }
        link wan = gw -- web { rate 50mbit; delay 8ms; toward gw { loss 0.2% } }
        routes auto
        ping p = pc[1] -> web
        flow f = tcp pc[5] -> web:443 { send 5MB; start 1s }
        """;
    Golden.check(test, ".svg", TopologySvg.of(Examples.first("lan.scn", text), Theme.LIGHT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart.scn", "chain.scn", "star.scn", "asymmetric.scn"})
  void aDocumentThatFitsIntoItsViewBox(String example) {
    for (ScenarioCase scenario : Examples.cases(example)) {
      Document svg = Xml.parse(TopologySvg.of(scenario, Theme.AUTO));
      double width = number(svg.getDocumentElement(), "width");
      double height = number(svg.getDocumentElement(), "height");
      assertThat(svg.getDocumentElement().getAttribute("viewBox"))
          .isEqualTo("0 0 " + Svg.number(width) + " " + Svg.number(height));
      Element group = (Element) svg.getElementsByTagName("g").item(0);
      String[] move =
          group.getAttribute("transform").replaceAll("[^0-9. -]", "").trim().split(" ");
      NodeList boxes = group.getElementsByTagName("rect");
      assertThat(boxes.getLength()).isGreaterThanOrEqualTo(scenario.nodes().size());
      for (int i = 0; i < boxes.getLength(); i++) {
        Element box = (Element) boxes.item(i);
        double left = number(box, "x") + Double.parseDouble(move[0]);
        double top = number(box, "y") + Double.parseDouble(move[1]);
        assertThat(left).isNotNegative();
        assertThat(top).isNotNegative();
        assertThat(left + number(box, "width")).isLessThanOrEqualTo(width);
        assertThat(top + number(box, "height")).isLessThanOrEqualTo(height);
      }
    }
  }

  @Test
  void theSameEveryTime() {
    ScenarioCase scenario = Examples.first("three-routers.scn");
    assertThat(TopologySvg.of(scenario, Theme.AUTO)).isEqualTo(TopologySvg.of(scenario, Theme.AUTO));
  }

  @Test
  void aThousandNodesInTime() {
    ScenarioCase scenario = Examples.first("star.scn");
    assertThat(timed(() -> TopologySvg.of(scenario, Theme.AUTO)))
        .isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aMeshOfAThousandNodesInTime() {
    StringBuilder text = new StringBuilder("node g[1..1000]\n");
    for (int i = 2; i <= 1000; i++) {
      text.append("link g[").append(i).append("] -- g[").append(i / 2).append("]\n");
      if (i % 3 == 0) {
        text.append("link g[").append(i).append("] -- g[").append(i - 1).append("]\n");
      }
    }
    ScenarioCase scenario = Examples.first("mesh.scn", text.toString());
    assertThat(timed(() -> TopologySvg.of(scenario, Theme.AUTO)))
        .isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void textIsQuoted() {
    String text = "scenario \"a < b & \\\"c\\\"\"\nnode a, b\nlink a -- b\n";
    Document svg =
        Xml.parse(TopologySvg.of(Examples.first("q.scn", text), Theme.AUTO));
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("a < b & \"c\"");
  }

  @Test
  void tooltipsHoldEverything() {
    String svg = TopologySvg.of(Examples.first("tcp-lossy.scn"), Theme.AUTO);
    assertThat(svg).contains("10.0.2.254/24", "net.ipv4.ip_forward = 1", "tcp-lossy.scn:");
  }

  @Test
  void nodesAlone() {
    Xml.parse(TopologySvg.of(Examples.first("n.scn", "node a, b[1..30]\n"), Theme.AUTO));
  }

  @Test
  void severalLinksBetweenTheSameNodes() {
    String text = "node a, b\nlink a -- b { delay 1ms }\nlink a -- b { delay 2ms }\nlink b -- a\n";
    Document svg = Xml.parse(TopologySvg.of(Examples.first("p.scn", text), Theme.AUTO));
    assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(3);
  }

  private static Duration timed(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
