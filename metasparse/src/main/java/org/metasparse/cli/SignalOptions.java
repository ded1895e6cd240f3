package org.metasparse.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.metasparse.files.InputException;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.audio.AudioPreparation;
import org.metasparse.signal.image.Preparation;
import org.metasparse.signal.shape.ShapePreparation;
import org.metasparse.signal.video.VideoPreparation;
import org.metasparse.train.Settings;

/** The options that say what data are and how they are prepared, the same for every command. */
final class SignalOptions {
  /** All but those of {@link ImageOptions}. */
  static final List<Option> BESIDE_IMAGES =
      List.of(
          new Option("--kind", "NAME", Medium.ids() + " (default: by the files, or the model)"),
          new Option("--points", "N", "of sounds, keep the first N samples"),
          new Option("--seconds", "X", "of sounds, keep the first X seconds"),
          new Option("--frames", "N", "of videos, pick N frames evenly"),
          new Option("--frame-rate", "X", "frames a second of a folder of frames (default: 10)"),
          new Option("--grid", "N", "sample shapes at N x N x N points"));

  static final List<Option> OPTIONS =
      Stream.concat(ImageOptions.OPTIONS.stream(), BESIDE_IMAGES.stream()).toList();

  /** For training only: elsewhere the model decides. */
  static final Option CHANNELS =
      new Option(
          "--channels",
          "N",
          "1 grey or mono, 2 grey with alpha or stereo, 3 RGB, 4 RGB with alpha");

  static final Option SAMPLES = new Option(Settings.SAMPLES.option(), "N", Settings.SAMPLES.help());

  private static final int MOST = 1 << 26;

  /** What some media have alone. */
  private static final Map<String, List<Medium>> FOR =
      Map.of(
          "--short-side", List.of(Medium.IMAGE, Medium.VIDEO),
          "--crop", List.of(Medium.IMAGE, Medium.VIDEO),
          "--size", List.of(Medium.IMAGE, Medium.VIDEO),
          "--points", List.of(Medium.AUDIO),
          "--seconds", List.of(Medium.AUDIO),
          "--frames", List.of(Medium.VIDEO),
          "--frame-rate", List.of(Medium.VIDEO),
          "--grid", List.of(Medium.SHAPE));

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
      List<Medium> media = FOR.getOrDefault(option.name(), List.of(medium));
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
    if (otherwise instanceof AudioPreparation audio) {
      return new AudioPreparation(
          a.integer("--points", audio.points(), 1, MOST),
          a.positive("--seconds", audio.seconds()),
          audio.channels());
    }
    if (otherwise instanceof VideoPreparation video) {
      double rate = a.positive("--frame-rate", video.rate());
      if (rate > 1e6) {
        throw new InputException("--frame-rate " + rate + ": must be at most 1000000");
      }
      return new VideoPreparation(
          a.integer("--frames", video.frames(), 1, MOST),
          rate,
          ImageOptions.preparation(a, video.frame()));
    }
    if (otherwise instanceof ShapePreparation shape) {
      return new ShapePreparation(a.integer("--grid", shape.grid(), 2, ShapePreparation.MOST));
    }
    return ImageOptions.preparation(a, (Preparation) otherwise);
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
