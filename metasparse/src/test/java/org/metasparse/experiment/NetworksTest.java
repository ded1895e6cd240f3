package org.metasparse.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.engine.Compute;
import org.metasparse.siren.Way;
import org.metasparse.train.DataSet;
import org.metasparse.train.Preset;
import org.metasparse.train.Settings;
import org.metasparse.train.TrainConfig;

/** What each method's training is. */
class NetworksTest {
  @TempDir Path temp;

  private TrainConfig narrow(Preset preset, int round) {
    ExperimentConfig config = ExperimentConfig.of(preset);
    try (Compute compute = Way.plain().start()) {
      Networks networks = new Networks(config, new DataSet(SmallRuns.TRAIN, 1), temp, compute);
      var runs = networks.runs(new Cell.Key(Method.DENSE_NARROW, round, 1));
      assertEquals(1, runs.size());
      return runs.get(0).config();
    }
  }

  @Test
  void aNarrowNetworkLearnsAsTheDenseOne() {
    TrainConfig narrow = narrow(Preset.PAPER, 2);
    assertEquals(206, narrow.get(Settings.WIDTH));
    assertEquals(150_000, narrow.schedule().totalSteps());
  }

  /** Where most steps are taken with few weights, the narrow network takes as many. */
  @Test
  void aNarrowNetworkLearnsAsLongAsThePrunedOneWithLastSteps() {
    TrainConfig wide = ExperimentConfig.of(Preset.LAPTOP_178).train();
    int last = wide.get(Settings.ROUNDS);
    assertEquals(
        wide.schedule().totalSteps(), narrow(Preset.LAPTOP_178, last).schedule().totalSteps());
    assertEquals(3e-4, narrow(Preset.LAPTOP_178, last).get(Settings.OUTER_RATE));
    long earlier = wide.schedule().before(last - 1, wide.schedule().steps(last - 1));
    assertEquals(earlier, narrow(Preset.LAPTOP_178, last - 1).schedule().totalSteps());
  }
}
