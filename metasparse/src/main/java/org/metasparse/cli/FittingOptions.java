package org.metasparse.cli;

import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fitting;
import org.metasparse.fit.Protocol;

/** How signals are fitted: without numbers, by a protocol of the paper, or by Adam as told. */
final class FittingOptions {
  static final List<Option> OPTIONS =
      List.of(
          new Option(
              "--effort", "NAME", "fast, normal or best: 100, 400 (default) or 2000 gradients"),
          new Option("--fit-seconds", "X", "instead, as many gradients as there is time for"),
          new Option("--protocol", "NAME", "instead, the paper's adam100 or sgd2"),
          new Option("--steps", "N", "instead, steps of Adam at one rate (default: 100)"),
          new Option("--rate", "X", "and their learning rate (default: 1e-4)"),
          new Option(
              "--samples",
              "N",
              "points drawn for each gradient; 0: all (default, of up to 65536)"));

  private FittingOptions() {}

  /**
   * What the options ask for.
   *
   * @throws InputException if they exclude each other, or one has no valid value
   */
  static Fitting fitting(Arguments a) {
    Fitting fitting = named(a);
    return a.flag("--samples") ? fitting.withSamples(SignalOptions.samples(a, 0)) : fitting;
  }

  private static Fitting named(Arguments a) {
    if (a.flag("--steps") || a.flag("--rate")) {
      for (String other : List.of("--effort", "--fit-seconds", "--protocol")) {
        if (a.flag(other)) {
          throw new InputException(
              other + " has its own steps and rate; leave out --steps and --rate, or " + other);
        }
      }
      return new Protocol(
          Protocol.Optimiser.ADAM,
          a.integer("--steps", Protocol.ADAM100.steps(), 0),
          a.positive("--rate", Protocol.ADAM100.learningRate()));
    }
    return switch (a.one("--effort", "--fit-seconds", "--protocol")) {
      case "--effort" -> a.choice("--effort", "", Effort::of);
      case "--fit-seconds" -> Effort.within(a.positive("--fit-seconds", 0));
      case "--protocol" -> a.choice("--protocol", "", Protocol::of);
      default -> Effort.NORMAL;
    };
  }
}
