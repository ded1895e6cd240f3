package org.metasparse.meta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules' weights and names, and numbers that cannot be. */
class MetaGradientTest {
  @Test
  void weights() {
    float third = 1f / 3;
    assertArrayEquals(new float[] {third, third, third}, MetaGradient.MULTISTEP.weights(2));
    assertArrayEquals(new float[] {1, 1, 0}, MetaGradient.REPTILE.weights(2));
    assertArrayEquals(new float[] {0, 0, 1}, MetaGradient.FOMAML.weights(2));
    assertArrayEquals(new float[] {0.5f, 0.5f}, MetaGradient.MULTISTEP.weights(1));
    assertArrayEquals(new float[] {1, 0}, MetaGradient.REPTILE.weights(1));
    assertArrayEquals(new float[] {0, 1}, MetaGradient.FOMAML.weights(1));
  }

  @ParameterizedTest
  @EnumSource
  void rulesAreFoundByName(MetaGradient rule) {
    assertEquals(rule, MetaGradient.of(rule.id()));
  }

  @Test
  void aRuleThatThereIsNot() {
    assertEquals(
        "'second' is not one of multistep, reptile, fomaml, maml",
        assertThrows(IllegalArgumentException.class, () -> MetaGradient.of("second")).getMessage());
    assertThrows(IllegalArgumentException.class, () -> MetaGradient.of("MULTISTEP"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.01, 1e-4, 3, '0 inner steps and a batch of 3: both must be at least 1'",
    "2, 0.01, 1e-4, 0, '2 inner steps and a batch of 0: both must be at least 1'",
    "2, 0.0, 1e-4, 3, 'inner rate 0.0 and outer rate 1.0E-4 must be positive'",
    "2, 0.01, -1.0, 3, 'inner rate 0.01 and outer rate -1.0 must be positive'",
    "2, NaN, 1.0, 3, 'inner rate NaN and outer rate 1.0 must be positive'",
  })
  void numbersThatCannotBe(int steps, double inner, double outer, int batch, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new MetaConfig(MetaGradient.REPTILE, steps, inner, outer, batch))
            .getMessage());
  }
}
