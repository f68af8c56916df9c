package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks of the timeline, what starts and stops activities, and orders that are impossible. */
class TimelineTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String PAIR =
      """
      node a, b
      link l = a -- b
      flow first = tcp a -> b:1 { send 1MB }
      """;

  @Test
  void duringIsABlockAndItsUndoing() {
    List<ActionBlock> blocks =
        Scenario.one(PAIR + "at 1s { up l }\nfrom 2s to 3s { down l }").timeline();
    assertThat(blocks)
        .extracting(ActionBlock::when)
        .containsExactly(
            new When.At(SECOND), new When.At(2 * SECOND), new When.At(3 * SECOND));
    assertThat(blocks.get(2).actions())
        .containsExactly(new ActionSpec.Undo(1, blocks.get(2).source()));
  }

  @Test
  void everyIsWrittenOut() {
    assertThat(
            Scenario.one(PAIR + "every 1s from 2s to 4s { down l }\nevery 2s 2 times { up l }")
                .timeline())
        .extracting(block -> block.when().earliestNs() / SECOND)
        .containsExactly(2L, 3L, 4L, 0L, 2L);
  }

  @Test
  void afterAndWhen() {
    ScenarioCase one =
        Scenario.one(
            PAIR
                + """
                flow second = tcp a -> b:2 { send 1MB; start after first + 500ms }
                ping p[1..1] = a -> b
                after first and second + 1s { reboot b }
                when second.received > 1KB { stop second }
                """
                    .replace("p[1..1]", "p"));
    assertThat(one.activities().get(1).start())
        .isEqualTo(new When.After(ImmutableSortedSet.of(0), SECOND / 2));
    assertThat(one.timeline().get(0).when())
        .isEqualTo(new When.After(ImmutableSortedSet.of(0, 1), SECOND));
    assertThat(one.timeline().get(0).actions().get(0)).isInstanceOf(ActionSpec.Reboot.class);
    assertThat(one.timeline().get(1).when()).isInstanceOf(When.Once.class);
    assertThat(one.timeline().get(1).actions().get(0)).isInstanceOf(ActionSpec.Stop.class);
  }

  @Test
  void whatAnActionStartsWaitsForIt() {
    ScenarioCase one =
        Scenario.one(
            PAIR + "flow endless = tcp a -> b:2\nat 2s { start endless }\nat 3s { stop endless }");
    assertThat(one.activities()).extracting(ActivitySpec::start)
        .containsExactly(new When.At(0), new When.OnDemand());
  }

  @Test
  void nodesChangeThroughFilesAndRtnetlink() {
    List<ActionSpec> actions =
        Scenario.one(
                PAIR
                    + """
                    at 1s {
                      set a {
                        sysctl net.ipv4.ip_forward = 1
                        interface eth0 { mtu 1300; address 10.7.0.1/24; sysctl net.ipv4.conf.rp_filter = 2 }
                        file "/proc/x" = "1"
                      }
                      down a.eth0
                      address b.eth0 10.7.0.2/24
                      route a 10.8.0.0/16 via 10.7.0.2
                      remove address b.eth0 10.7.0.2/24
                    }
                    """)
            .timeline()
            .get(0)
            .actions();
    assertThat(actions).hasSize(9);
    assertThat(((ActionSpec.NodeChange) actions.get(1)).settings().get(0).path())
        .isEqualTo("/proc/sys/net/ipv4/conf/eth0/rp_filter");
    assertThat(((ActionSpec.Network) actions.get(2)).item()).isInstanceOf(NetworkItem.Mtu.class);
    assertThat(((ActionSpec.Network) actions.get(3)).item())
        .isInstanceOf(NetworkItem.Address.class);
    assertThat(((ActionSpec.Network) actions.get(5)).item()).isInstanceOf(NetworkItem.State.class);
    assertThat(((ActionSpec.Network) actions.get(8)).remove()).isTrue();
  }

  @Test
  void lansChange() {
    List<ActionSpec> actions =
        Scenario.one(
                """
                node a, b
                lan l = a, b
                at 1s { set l { delay 1ms; toward b { loss 1% } }; down l }
                """)
            .timeline()
            .get(0)
            .actions();
    assertThat(((ActionSpec.LanChange) actions.get(0)).port()).isEqualTo(-1);
    assertThat(((ActionSpec.LanChange) actions.get(0)).change().delayNs()).hasValue(1_000_000);
    assertThat(((ActionSpec.LanChange) actions.get(1)).port()).isEqualTo(1);
    assertThat(actions.get(2)).isInstanceOf(ActionSpec.LanState.class);
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                PAIR
                    + """
                    flow later = tcp a -> b:2 { send 1MB; start 3s }
                    flow endless = tcp a -> b:3
                    from 5s to 3s { down l }
                    at 200h { down l }
                    every 0s 2 times { down l }
                    every 1ms to 1h { down l }
                    every 1h 170 times { down l }
                    every 1s from 9s to 8s { down l }
                    at 1s { stop later; down a.eth1; down a; start frist }
                    at 4s { start later }
                    at 5s { set a { kernel x; device d = dummy { }; interface eth0 { offload gro } } }
                    after nothing { up l }
                    """))
        .containsExactly(
            "4:39: error: 'later' has a start of its own, and an action starts it; expected one of"
                + " them",
            "5:1: error: a tcp flow needs 'send' or 'stop', such as 'send 10MB'",
            "6:12: error: expected a time after 5s, found 3s",
            "7:4: error: expected a time of at most a week (604800s), found 720000s",
            "8:7: error: expected a time above 0s, found 0s",
            "9:1: error: this happens 3,600,001 times, expected at most 100,000",
            "10:10: error: the last of these would happen at 608400s, expected a time of at most a"
                + " week (604800s)",
            "11:21: error: expected a time of at least 9s, found 8s",
            "12:9: error: 'later' starts at 4s, it cannot be stopped at 1s",
            "12:28: error: a has no netdev 'eth1'; did you mean 'eth0'?",
            "12:39: error: 'a' is a node, expected a link or LAN",
            "12:48: error: unknown flow, ping or program 'frist'; did you mean 'first'?",
            "14:17: error: 'kernel x' cannot change during the run, expected 'sysctl', 'file' or"
                + " 'interface'",
            "14:27: error: 'device d = dummy { }' cannot change during the run, expected 'sysctl',"
                + " 'file' or 'interface'",
            "14:66: error: 'offload gro' cannot change during the run",
            "15:7: error: unknown flow, ping or program 'nothing'");
  }

  @Test
  void ordersThatWaitForEachOther() {
    assertThat(
            Scenario.messages(
                """
                node a, b
                link a -- b
                flow first = tcp a -> b:1 { send 1MB; start after second }
                flow second = tcp a -> b:2 { send 1MB; start after third }
                flow third = tcp a -> b:3 { send 1MB }
                after first { start third }
                """))
        .containsExactly(
            "3:51: error: 'first' starts after 'second', which starts after 'third', which starts"
                + " after 'first'");
    assertThat(
            Scenario.messages(
                """
                node a, b
                link a -- b
                flow self = tcp a -> b:1 { send 1MB; start after self + 1s }
                """))
        .containsExactly("3:50: error: 'self' starts after itself");
  }
}
