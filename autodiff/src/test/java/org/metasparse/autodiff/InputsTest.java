package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is given to a replay: samples and jobs. */
class InputsTest {
  @Test
  void samplesAreCopiedFeatureByFeature() {
    Samples samples = Samples.of(2, 4, new float[] {1, 2, 3, 4, 10, 20, 30, 40});
    assertEquals(2, samples.rows());
    assertEquals(4, samples.count());
    float[] to = new float[9];
    samples.copy(1, 2, to, 1, 5);
    assertArrayEquals(new float[] {0, 2, 3, 0, 0, 0, 20, 30, 0}, to);
  }

  @Test
  void samplesThatCannotBe() {
    Refusal.of("7 floats are not 2 features of 4 pixels", () -> Samples.of(2, 4, new float[7]));
    Refusal.of("0 floats are not 0 features of 4 pixels", () -> Samples.of(0, 4, new float[0]));
    Refusal.of("0 floats are not 2 features of 0 pixels", () -> Samples.of(2, 0, new float[0]));
    Refusal.of(
        "0 floats are not 65536 features of 65536 pixels",
        () -> Samples.of(1 << 16, 1 << 16, new float[0]));
  }

  @Test
  void aJobsInputsHaveTheSamePixels() {
    Samples four = Samples.of(1, 4, new float[4]);
    Samples five = Samples.of(1, 5, new float[5]);
    assertEquals(4, new Job(new float[0], List.of(four, four), null).pixels());
    Refusal.of("inputs of 4 and 5 pixels", () -> new Job(new float[0], List.of(four, five), null));
  }
}
