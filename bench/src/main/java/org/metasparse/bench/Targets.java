package org.metasparse.bench;

import java.util.List;
import java.util.Map;
import org.metasparse.report.Table;

/** What the figures should be on a core with AVX-512, beside what they are. */
final class Targets {
  /**
   * A figure that has one.
   *
   * @param key the figure's name, with the density behind a blank where it has one
   * @param most whether it should be at most the bound, rather than at least
   * @param bound what it should reach
   */
  private record Target(String key, boolean most, double bound) {
    String verdict(double value) {
      return (most ? value <= bound : value >= bound) ? "" : "missed";
    }

    String text() {
      return (most ? "<= " : ">= ") + Targets.text(bound);
    }
  }

  private static final List<Target> ALL =
      List.of(
          least("gemmOfPeak", 0.85),
          least("denseStepOfPeak", 0.70),
          least("spmmOfPeak .41", 0.40),
          least("spmmOfPeak .168", 0.40),
          least("spmmOfPeak .086", 0.40),
          least("spmmOfPeak .044", 0.33),
          least("sddmmOfPeak .168", 0.27),
          least("sddmmOfPeak .086", 0.27),
          least("sddmmOfPeak .044", 0.25),
          most("sparseStepOverDense .41", 0.75),
          most("sparseStepOverDense .168", 0.40),
          most("sparseStepOverDense .086", 0.24),
          most("sparseStepOverDense .044", 0.15),
          most("sparseStepOverDense .0115", 0.08),
          least("threadScaling", 1.85),
          most("sincosNanos", 0.15),
          least("scalarOverSimd", 0.25),
          most("workspaceBytes", 8 << 20),
          most("allocationPerStep", 0),
          most("denseStepMillis", 110),
          most("outerStepOverInner 1", 1.03),
          most("outerStepOverInner .168", 1.03),
          most("outerStepOverInner .044", 1.03),
          least("decodeOfPeak", 0.5),
          least("worstWidth", 0.75),
          least("smallSignalScaling", 1.6));

  private Targets() {}

  private static Target least(String key, double bound) {
    return new Target(key, false, bound);
  }

  private static Target most(String key, double bound) {
    return new Target(key, true, bound);
  }

  /** A table of all figures, and what they were measured on. */
  static String table(Map<String, Object> figures) {
    Table table = new Table("figure", "value", "target", "");
    StringBuilder rest = new StringBuilder();
    figures.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> map && !name.equals("machine")) {
            map.forEach((key, inner) -> add(table, name + " " + key, (Number) inner));
          } else if (value instanceof Number number) {
            add(table, name, number);
          } else {
            rest.append(name).append(": ").append(value).append('\n');
          }
        });
    return table + "\n" + rest;
  }

  private static void add(Table table, String key, Number value) {
    double number = value.doubleValue();
    ALL.stream()
        .filter(target -> target.key.equals(key))
        .findFirst()
        .ifPresentOrElse(
            t -> table.add(key, text(number), t.text(), t.verdict(number)),
            () -> table.add(key, text(number), "", ""));
  }

  private static String text(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(value < 10 ? "%.3f" : "%.1f", value);
  }
}
