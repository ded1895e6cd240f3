package org.metasparse.cli;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.metasparse.files.InputException;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.train.Settings;

/** The options that say what data are and how they are prepared, the same for every command. */
final class SignalOptions {
  private static final Option KIND =
      new Option("--kind", "NAME", Medium.ids() + " (default: by the files, or the model)");

  static final List<Option> OPTIONS =
      Stream.concat(
              Stream.of(KIND),
              Medium.all().stream()
                  .flatMap(medium -> medium.options().stream())
                  .distinct()
                  .map(Option::of))
          .toList();

  /** For training only: elsewhere the model decides. */
  static final Option CHANNELS =
      new Option(
          "--channels",
          "N",
          "1 grey or mono, 2 grey with alpha or stereo, 3 RGB, 4 RGB with alpha");

  static final Option SAMPLES = new Option(Settings.SAMPLES.option(), "N", Settings.SAMPLES.help());

  private SignalOptions() {}

  /** What the user says the data are, or else what is found out. */
  static Medium kind(Arguments a, Supplier<Medium> otherwise) {
    return a.flag("--kind") ? a.choice("--kind", "", Medium::of) : otherwise.get();
  }

  /**
   * The preparation that the options ask for, the rest as given.
   *
   * @throws InputException if an option is given that the medium does not have
   */
  static SignalPreparation preparation(Arguments a, SignalPreparation otherwise) {
    Medium medium = otherwise.medium();
    for (Option option : OPTIONS) {
      List<Medium> media = of(option);
      if (a.flag(option.name()) && !media.contains(medium)) {
        throw new InputException(
            option.name()
                + " is for "
                + String.join(" and ", media.stream().map(Medium::several).toList())
                + ", not for "
                + medium.several()
                + "; leave it out");
      }
    }
    return medium.preparation(a, otherwise);
  }

  /** The media that have an option. */
  private static List<Medium> of(Option option) {
    return option == KIND
        ? Medium.all()
        : Medium.all().stream()
            .filter(m -> m.options().stream().anyMatch(o -> o.name().equals(option.name())))
            .toList();
  }

  /** The same with the channels of {@link #CHANNELS}. */
  static SignalPreparation withChannels(Arguments a, SignalPreparation preparation, int usual) {
    int channels = a.integer(CHANNELS.name(), usual, 1, 4);
    try {
      return preparation.withChannels(channels);
    } catch (IllegalArgumentException e) {
      throw new InputException(CHANNELS.name() + " " + e.getMessage(), e);
    }
  }

  /** How many points to draw for each gradient. */
  static int samples(Arguments a, int usual) {
    return a.integer(SAMPLES.name(), usual, 0);
  }
}
