package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.ScenarioCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** routes auto and route. */
class RoutesTest {
  private static final String CHAIN =
      """
      node a, r1, r2, b
      set r1, r2 { sysctl net.ipv4.ip_forward = 1 }
      link a 10.0.1.1/24 -- r1 10.0.1.254/24
      link r1 10.0.2.1/24 -- r2 10.0.2.2/24
      link r2 10.0.3.254/24 -- b 10.0.3.1/24
      """;

  private static List<String> routes(String text) {
    ScenarioCase one = Scenario.one(text);
    return one.routes().stream()
        .map(
            route ->
                one.nodes().get(route.node()).name()
                    + " "
                    + route.destination()
                    + " via "
                    + route.gateway().getHostAddress()
                    + " dev "
                    + route.device())
        .toList();
  }

  @Test
  void leavesGetADefaultRouteAndTheOthersWhatIsNotOnLink() {
    assertThat(routes(CHAIN + "routes auto"))
        .containsExactly(
            "a 0.0.0.0/0 via 10.0.1.254 dev 0",
            "r1 10.0.3.0/24 via 10.0.2.2 dev 1",
            "r2 10.0.1.0/24 via 10.0.2.1 dev 0",
            "b 0.0.0.0/0 via 10.0.3.254 dev 0");
  }

  @Test
  void writtenRoutesReplaceComputedOnes() {
    assertThat(
            routes(
                CHAIN
                    + "routes auto\nroute r1 10.0.3.0/24 via 10.0.1.1\n"
                    + "route b 10.9.0.0/16 via 10.0.3.254\nroute a default via 10.0.1.200"))
        .containsExactly(
            "r2 10.0.1.0/24 via 10.0.2.1 dev 0",
            "b 0.0.0.0/0 via 10.0.3.254 dev 0");
  }

  @Test
  void twoNodesNeedNoRoute() {
    assertThat(routes("node a, b\nlink a -- b\nroutes auto")).isEmpty();
  }

  @Test
  void tiesGoToTheLinkDeclaredFirst() {
    assertThat(
            routes(
                """
                node a, x, y, b
                link a 10.0.1.1/24 -- y 10.0.1.2/24
                link a 10.0.2.1/24 -- x 10.0.2.2/24
                link x 10.0.3.1/24 -- b 10.0.3.2/24
                link y 10.0.4.1/24 -- b 10.0.4.2/24
                link b 10.0.5.1/24 -- c 10.0.5.2/24
                node c
                routes auto
                """))
        .contains("a 10.0.5.0/24 via 10.0.1.2 dev 0", "c 0.0.0.0/0 via 10.0.5.1 dev 0");
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                CHAIN
                    + """
                    route a default via 10.9.9.9
                    route a 10.7.0.0/16 via 10.0.1.254
                    route a 10.7.0.0/16 via 10.0.1.254
                    route a 2001:db8:7::/48 via 10.0.1.254
                    route a default via 10.0.1.1
                    """))
        .containsExactly(
            "6:21: error: the gateway 10.9.9.9 is on no link of a",
            "8:1: error: a already has a route to 10.7.0.0/16",
            "9:29: error: expected an IPv6 gateway for 2001:db8:7::/48, found 10.0.1.254",
            "10:21: error: 10.0.1.1 belongs to a itself, expected the address of a neighbour");
  }

  @Test
  @Timeout(20)
  void aRingOf500NodesIsQuick() {
    ScenarioCase one =
        Scenario.one(
            """
            node r[1..500] { sysctl net.ipv4.ip_forward = 1 }
            for i in 1..499 { link r[i] -- r[i+1] }
            link r[500] -- r[1]
            routes auto
            """);
    assertThat(one.routes()).hasSize(500 * 498 * 2);
  }
}
