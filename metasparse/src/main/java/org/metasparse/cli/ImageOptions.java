package org.metasparse.cli;

import java.util.List;
import org.metasparse.signal.InputException;
import org.metasparse.signal.Preparation;

/** The options that say how images are prepared, the same for every command. */
final class ImageOptions {
  static final List<Option> OPTIONS =
      List.of(
          new Option("--short-side", "N", "first resize the short side to N pixels"),
          new Option(
              "--crop", "N|square|none", "then cut the middle: N x N, or the largest square"),
          new Option("--size", "N", "then resize to N x N"));

  /** For training only: elsewhere the model decides. */
  static final Option CHANNELS =
      new Option("--channels", "1|3", "make images grey, or RGB (default: 3; 1 for sdf: data)");

  private static final int MOST = 1 << 14;

  private ImageOptions() {}

  /** The preparation that the options ask for, the rest as given. */
  static Preparation preparation(Arguments arguments, Preparation otherwise) {
    return preparation(arguments, otherwise, otherwise.channels());
  }

  /** The same where {@link #CHANNELS} can be given, with its default. */
  static Preparation preparation(Arguments arguments, Preparation otherwise, int channels) {
    int crop =
        switch (arguments.text("--crop", "")) {
          case "" -> otherwise.crop();
          case "square" -> Preparation.LARGEST_SQUARE;
          case "none" -> Preparation.NO_CROP;
          default -> arguments.integer("--crop", 0, 1, MOST);
        };
    int size = pixels(arguments, "--size", otherwise.size());
    int shortSide = pixels(arguments, "--short-side", otherwise.shortSide());
    return new Preparation(shortSide, crop, size, channels(arguments, channels));
  }

  private static int channels(Arguments arguments, int otherwise) {
    String given = arguments.text("--channels", String.valueOf(otherwise));
    return switch (given) {
      case "1" -> 1;
      case "3" -> 3;
      default -> throw new InputException("--channels " + given + ": must be 1 or 3");
    };
  }

  /** A number of pixels; 0, for "as it is", can be a default but not be given. */
  private static int pixels(Arguments arguments, String name, int otherwise) {
    return arguments.flag(name) ? arguments.integer(name, otherwise, 1, MOST) : otherwise;
  }
}
