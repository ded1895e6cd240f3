package org.metasparse.cli;

import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.train.Scoring;
import org.metasparse.train.Variation;

/** The options by which a training differs from the paper's algorithm. */
final class VariationOptions {
  static final List<Option> OPTIONS =
      List.of(
          new Option("--score", "NAME", "what is pruned first: " + Scoring.ids()),
          new Option("--round-rate", "X", "outer rate after the first pruning"),
          new Option("--decay", "X", "what is left of the outer rate at the end of each round"),
          new Option("--warm-up", "N", "steps over which the inner rate rises from 0"),
          new Option(
              "--last-weight",
              "A..B",
              "weight of the last inner gradient, from A to B in the dense training"),
          new Option("--rewind", null, "survivors go back to the dense network's values"),
          new Option("--no-rewind", null, "survivors keep their values"));

  private VariationOptions() {}

  static Variation variation(Arguments a, Variation preset) {
    double decay = a.positive("--decay", preset.decay());
    if (decay > 1) {
      throw new InputException("--decay " + decay + ": must be at most 1");
    }
    Variation v =
        new Variation(
            a.choice("--score", preset.scoring().id(), Scoring::of),
            a.flag("--round-rate") ? a.positive("--round-rate", 1) : preset.roundRate(),
            decay,
            a.integer("--warm-up", preset.warmUp(), 0),
            preset.lastFrom(),
            preset.lastTo(),
            rewind(a, preset.rewind()));
    return a.flag("--last-weight") ? last(a.text("--last-weight", ""), v) : v;
  }

  private static boolean rewind(Arguments a, boolean otherwise) {
    boolean on = a.flag("--rewind");
    boolean off = a.flag("--no-rewind");
    if (on && off) {
      throw new InputException("--rewind and --no-rewind: give one of them");
    }
    return on || !off && otherwise;
  }

  private static Variation last(String range, Variation v) {
    if (!range.matches("[01]?(\\.[0-9]{1,9})?\\.\\.[01]?(\\.[0-9]{1,9})?")) {
      throw wrong(range);
    }
    int dots = range.indexOf("..");
    try {
      return v.withLast(
          Double.parseDouble(range.substring(0, dots)),
          Double.parseDouble(range.substring(dots + 2)));
    } catch (IllegalArgumentException e) {
      throw wrong(range);
    }
  }

  private static InputException wrong(String range) {
    return new InputException(
        "--last-weight " + range + ": must be like 0.33..0.67, both from 0 to 1");
  }
}
