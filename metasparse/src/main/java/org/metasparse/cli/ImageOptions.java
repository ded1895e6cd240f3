package org.metasparse.cli;

import java.util.List;
import org.metasparse.signal.image.Preparation;

/** The options that say how images and the frames of videos are prepared. */
final class ImageOptions {
  static final List<Option> OPTIONS =
      List.of(
          new Option("--short-side", "N", "of images, first resize the short side to N pixels"),
          new Option(
              "--crop", "N|square|none", "then cut the middle: N x N, or the largest square"),
          new Option("--size", "N", "then resize to N x N"));

  private static final int MOST = 1 << 14;

  private ImageOptions() {}

  /** The preparation that the options ask for, the rest as given. */
  static Preparation preparation(Arguments arguments, Preparation otherwise) {
    int crop =
        switch (arguments.text("--crop", "")) {
          case "" -> otherwise.crop();
          case "square" -> Preparation.LARGEST_SQUARE;
          case "none" -> Preparation.NO_CROP;
          default -> arguments.integer("--crop", 0, 1, MOST);
        };
    int size = arguments.integer("--size", otherwise.size(), 1, MOST);
    int shortSide = arguments.integer("--short-side", otherwise.shortSide(), 1, MOST);
    return new Preparation(shortSide, crop, size, otherwise.channels());
  }
}
