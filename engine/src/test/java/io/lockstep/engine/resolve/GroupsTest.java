package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import org.junit.jupiter.api.Test;

/** group, and variables that hold nodes. */
class GroupsTest {
  @Test
  void loopsRunOverNodesWhereverTheyAreDefined() {
    ScenarioCase one =
        Scenario.one(
            """
            group all = clients, hub
            group clients = h[*], laptop, h[1]
            let server = hub
            for c in clients {
              link c -- hub
              ping probe[1] = laptop -> server
            }
            """
                .replace("  ping probe[1] = laptop -> server\n", "")
                + """
                set all { sysctl net.ipv4.ip_forward = 1 }
                set clients { file "/proc/x" = "1" }
                for c in all { if c != hub { ping c -> server } }
                for c in hub, laptop { set c { file "/proc/y" = "${c} of ${len(all)}" } }
                node hub, laptop
                node h[1..2]
                """);
    assertThat(one.links())
        .extracting(LinkSpec::name)
        .containsExactly("h[1]--hub", "h[2]--hub", "laptop--hub");
    assertThat(one.activities())
        .extracting(ActivitySpec::name)
        .containsExactly("ping h[1] -> hub", "ping h[2] -> hub", "ping laptop -> hub");
    assertThat(one.nodes())
        .extracting(NodeSpec::name)
        .containsExactly("hub", "laptop", "h[1]", "h[2]");
    assertThat(one.nodes().get(0).settings()).hasSize(2);
    assertThat(one.nodes().get(0).settings().get(1).value()).isEqualTo("hub of 4");
    assertThat(one.nodes().get(2).settings()).hasSize(2);
  }

  @Test
  void groupsOfInstances() {
    ScenarioCase one =
        Scenario.one(
            """
            topology star(n) {
              node center, leaf[1..n]
              group leaves = leaf[*]
              for l in leaves { link l -- center }
            }
            for l in s[*].leaves { ping l -> s[1].center }
            group both = s[1].leaves, s[2].center
            set both { sysctl net.ipv4.ip_forward = 1 }
            for i in 1..2 { use s[i] = star(i) }
            link s[1].center -- s[2].center
            """);
    assertThat(one.activities())
        .extracting(ActivitySpec::name)
        .containsExactly(
            "ping s[1].leaf[1] -> s[1].center",
            "ping s[2].leaf[1] -> s[1].center",
            "ping s[2].leaf[2] -> s[1].center");
    assertThat(one.nodes())
        .filteredOn(node -> !node.settings().isEmpty())
        .extracting(NodeSpec::name)
        .containsExactly("s[1].leaf[1]", "s[2].center");
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                """
                node alice, bob
                group g = alice, bob
                group g = alice
                group one = two
                group two = three, alice
                group three = one
                group odd = alcie
                set two { sysctl net.ipv4.ip_forward = 1 }
                set odd { sysctl net.ipv4.ip_forward = 1 }
                for x in alice, bbo { set x { sysctl net.ipv4.ip_forward = 1 } }
                ping g -> alice
                at 1s { down g }
                for i in 1..2 { set i { sysctl net.ipv4.ip_forward = 1 } }
                """))
        .containsExactly(
            "3:7: error: 'g' is already the name of a group",
            "4:7: error: the group 'one' contains itself: one -> two -> three -> one",
            "7:13: error: unknown node 'alcie'; did you mean 'alice'?",
            "10:27: error: expected a node, link or LAN, found a text (bbo); did you mean 'bob'?",
            "11:6: error: expected one node, found 2 in 'g'",
            "12:14: error: 'g' is a group, expected a link or LAN",
            "13:21: error: unknown node, link or LAN 'i'");
  }
}
