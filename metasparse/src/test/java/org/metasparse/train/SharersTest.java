package org.metasparse.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metasparse.experiment.SmallRuns;

/** How many signals learn what they share. */
class SharersTest {
  private static TrainConfig config(int roundSteps, int lastSteps) {
    return SmallRuns.CONFIG
        .with(Settings.ROUND_STEPS, roundSteps)
        .with(Settings.LAST_STEPS, lastSteps);
  }

  @Test
  void asManyAsAreMetOftenEnough() {
    int batch = SmallRuns.CONFIG.meta().batch();
    int many = 1_000_000;
    int longest = 100 * Sharers.VISITS;
    assertEquals(100 * batch, Sharers.count(config(longest, 0), many, 10));
    assertEquals(100 * batch, Sharers.count(config(10, longest), many, 10));
    assertEquals(5, Sharers.count(config(longest, 0), 5, 10), "there are no more");
    assertEquals(batch, Sharers.count(config(1, 0), many, 10), "a batch");
  }

  /** What failed: a checkpoint longer than any that is read, after the dense training. */
  @Test
  void noMoreThanACheckpointHolds() {
    int moved = 40_000;
    int count = Sharers.count(config(1 << 30, 0), 4560, moved);
    assertTrue(count > 500 && 12L * count * moved < 1 << 30, count + " signals");
  }
}
