package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.signal.Medium;
import org.metasparse.train.Preset;
import org.metasparse.train.Scoring;
import org.metasparse.train.Variation;

/** A preset's pruning, and how users change it. */
class VariationOptionsTest {
  private static final Variation SOUNDS = Preset.QUICK.config(Medium.AUDIO).variation();

  private static Variation given(Variation preset, String... options) {
    List<String> words = new ArrayList<>(List.of("data"));
    words.addAll(List.of(options));
    return VariationOptions.variation(new Arguments(new TrainCommand(), words), preset);
  }

  @Test
  void aPresetsPruningStaysUnlessToldOtherwise() {
    assertEquals(SOUNDS, given(SOUNDS));
    assertEquals(Variation.NONE, given(Variation.NONE));
  }

  @Test
  void thePapersPruningCanBeHadOfEveryPreset() {
    assertEquals(Variation.NONE, given(SOUNDS, "--score", "magnitude", "--no-rewind"));
  }

  @Test
  void eachIsChangedByItself() {
    assertEquals(SOUNDS.with(Scoring.LAMP), given(SOUNDS, "--score", "lamp"));
    assertEquals(Variation.NONE.with(Scoring.FISHER), given(SOUNDS, "--no-rewind"));
    assertEquals(Variation.NONE.withRewind(), given(Variation.NONE, "--rewind"));
  }
}
