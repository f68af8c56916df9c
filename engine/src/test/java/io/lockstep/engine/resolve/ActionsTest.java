package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import java.util.List;
import org.junit.jupiter.api.Test;

/** at with down, up and set. */
class ActionsTest {
  private static ActionSpec action(ScenarioCase one, int block) {
    return one.timeline().get(block).actions().get(0);
  }

  @Test
  void aChangeCarriesOnlyWhatItSays() {
    ScenarioCase one =
        Scenario.one(
            """
            node a, b
            link l = a -- b { delay 1ms }
            at 2s { down l; set l { rate 1gbit; toward a { loss 100% } }; up l }
            at 1s { set l { delay 3ms }; set a { sysctl net.ipv4.ip_forward = 1 } }
            """);
    assertThat(one.timeline())
        .extracting(ActionBlock::when)
        .containsExactly(new When.At(2_000_000_000L), new When.At(1_000_000_000L));
    List<ActionSpec> late = one.timeline().get(0).actions();
    assertThat(late).hasSize(3);
    ActionSpec.LinkChange change = (ActionSpec.LinkChange) late.get(1);
    DirectionSpec before = one.links().get(0).forward();
    assertThat(change.forward().applyTo(before))
        .isEqualTo(new DirectionSpec(1_000_000_000, 1_000_000, 0, 1000, 0));
    assertThat(change.backward().applyTo(before))
        .isEqualTo(new DirectionSpec(1_000_000_000, 1_000_000, 1, 1000, 0));
    assertThat(late.get(0).source().text()).isEqualTo("down l");
    assertThat(((ActionSpec.LinkState) late.get(2)).up()).isTrue();
    List<ActionSpec> early = one.timeline().get(1).actions();
    assertThat(((ActionSpec.LinkChange) early.get(0)).forward().delayNs()).hasValue(3_000_000);
    assertThat(((ActionSpec.NodeChange) early.get(1)).settings().get(0).path())
        .isEqualTo("/proc/sys/net/ipv4/ip_forward");
    assertThat(before.delayNs()).isEqualTo(1_000_000);
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                """
                node a, b
                link wire = a -- b
                at 2s { down wir; set wire { mtu 1400; delay 20 } }
                at 2s { set a { kernel old } }
                at -1s { up wire }
                at 5 { up wire }
                """))
        .containsExactly(
            "3:14: error: unknown link or LAN 'wir'; did you mean 'wire'?",
            "3:30: error: the mtu of a link cannot change during the run, expected one of rate,"
                + " delay, loss, queue, jitter, duplicate, reorder, corrupt, toward",
            "3:46: error: expected a time such as 10ms, found a plain number (20); did you mean"
                + " '20ms'?",
            "4:17: error: 'kernel old' cannot change during the run, expected 'sysctl', 'file' or"
                + " 'interface'",
            "5:4: error: expected a time of at least 0s, found -1s",
            "6:4: error: expected a time such as 10ms, found a plain number (5); did you mean"
                + " '5ms'?");
  }
}
