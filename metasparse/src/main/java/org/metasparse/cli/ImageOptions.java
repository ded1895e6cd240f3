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

  private ImageOptions() {}

  /** The preparation that the options ask for, the rest as given. */
  static Preparation preparation(Arguments arguments, Preparation otherwise) {
    int crop =
        switch (arguments.text("--crop", "")) {
          case "" -> otherwise.crop();
          case "square" -> Preparation.LARGEST_SQUARE;
          case "none" -> Preparation.NO_CROP;
          default -> arguments.integer("--crop", 0, 1);
        };
    int size = arguments.integer("--size", otherwise.size(), arguments.flag("--size") ? 1 : 0);
    int shortSide =
        arguments.integer(
            "--short-side", otherwise.shortSide(), arguments.flag("--short-side") ? 1 : 0);
    if (size > 1 << 14) {
      throw new InputException("--size " + size + ": must be at most " + (1 << 14));
    }
    return new Preparation(shortSide, crop, size, otherwise.channels());
  }
}
