package org.metasparse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTicksTest {
  private static final double LENGTH = 460;

  private static List<PlotTicks.Tick> ticks(boolean log, double least, double greatest) {
    return new PlotTicks(PlotScale.over(log, least, greatest))
        .labelled(LENGTH, label -> Svg.width(label, 11) + 11);
  }

  private static List<String> labels(boolean log, double least, double greatest) {
    return ticks(log, least, greatest).stream().map(PlotTicks.Tick::label).toList();
  }

  @Test
  void linearTicksStandAtRoundNumbers() {
    assertEquals(List.of("0", "20", "40", "60", "80", "100"), labels(false, 0, 100));
    assertEquals(List.of("10", "15", "20", "25", "30", "35", "40"), labels(false, 10.4, 40.2));
    assertEquals(List.of("\u22120.5", "0.0", "0.5", "1.0", "1.5"), labels(false, -0.7, 1.7));
    assertEquals(List.of("0.001", "0.002", "0.003", "0.004"), labels(false, 0.0006, 0.0048));
  }

  @Test
  void logarithmicTicksStandAtOneTwoAndFive() {
    assertEquals(
        List.of("2000", "5000", "10\u2009000", "20\u2009000", "50\u2009000"),
        labels(true, 2276, 81130));
    assertEquals(List.of("0.1", "0.2", "0.5", "1", "2", "5"), labels(true, 0.1, 6));
  }

  @Test
  void longLogarithmicAxesHavePowersOnlyAndShortOnesEvenSteps() {
    assertEquals(List.of("1", "10", "100", "1000", "10\u2009000"), labels(true, 1, 1e4 * 1.01));
    assertEquals(
        List.of("10⁻⁹", "10⁻⁶", "10⁻³", "10⁰", "10³", "10⁶", "10⁹", "10¹²"),
        labels(true, 1e-9, 1e14));
    assertEquals(List.of("300", "320", "340", "360", "380", "400", "420"), labels(true, 300, 420));
  }

  @Test
  void numbersOfManyDigitsArePowersOfTen() {
    assertEquals(List.of("0", "5·10⁵", "10⁶", "1.5·10⁶", "2·10⁶"), labels(false, 0, 2e6));
    assertEquals(List.of("−2·10⁻⁷", "−10⁻⁷", "0", "10⁻⁷", "2·10⁻⁷"), labels(false, -2e-7, 2e-7));
  }

  @Test
  void ticksLieOnTheAxisAndTheirLabelsApartWhateverTheRange() {
    double[] numbers = {1e-150, 1e-20, 0.00123, 0.1, 0.3, 1, 1 + 1e-12, 1.5, 99, 12345.678, 1e9};
    for (boolean log : new boolean[] {false, true}) {
      for (int i = 0; i < numbers.length; i++) {
        for (int j = i; j < numbers.length; j++) {
          checked(log, numbers[i], numbers[j]);
          checked(log, numbers[i], 1e150);
          if (!log) {
            checked(log, -numbers[j], numbers[i]);
            checked(log, -numbers[j], -numbers[i]);
          }
        }
      }
    }
    checked(false, -1e150, 1e150);
    checked(false, 0, 0);
  }

  private static void checked(boolean log, double least, double greatest) {
    PlotScale scale = PlotScale.over(log, least, greatest);
    String name = (log ? "log " : "") + least + " to " + greatest;
    assertTrue(scale.fraction(least) >= 0 && scale.fraction(greatest) <= 1, name);
    List<PlotTicks.Tick> ticks = ticks(log, least, greatest);
    assertFalse(ticks.isEmpty(), name);
    double end = Double.NEGATIVE_INFINITY;
    for (PlotTicks.Tick tick : ticks) {
      double at = scale.fraction(tick.value());
      assertTrue(at > -1e-6 && at < 1 + 1e-6, name + ": " + tick);
      double half = Svg.width(tick.label(), 11) / 2;
      assertTrue(at * LENGTH - half > end, name + ": " + ticks);
      end = at * LENGTH + half;
    }
  }
}
