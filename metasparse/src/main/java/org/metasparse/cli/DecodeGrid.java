package org.metasparse.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.metasparse.files.InputException;
import org.metasparse.format.EncodedSignal;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.shape.ShapePreparation;

/**
 * Where a network is evaluated: on the original's grid, or on another division of the same space.
 *
 * @param grid the points
 * @param kind what the decoded signal is: of another rate, if one is asked for
 */
record DecodeGrid(Grid grid, SignalKind kind) {
  static final List<Option> OPTIONS =
      List.of(
          new Option("--size", "WxH", "columns and rows of an image or a video"),
          new Option("--scale", "K", "or a factor of the original's size"),
          new Option("--sample-rate", "X", "samples a second of a sound"),
          new Option("--frame-rate", "X", "frames a second of a video"),
          new Option("--frames", "N", "or its number of frames, in the same time"),
          new Option("--grid", "N", "points on each edge of a shape's cube"));

  private static final Map<String, List<Medium>> FOR =
      Map.of(
          "--size", List.of(Medium.IMAGE, Medium.VIDEO),
          "--scale", List.of(Medium.IMAGE, Medium.VIDEO),
          "--sample-rate", List.of(Medium.AUDIO),
          "--frame-rate", List.of(Medium.VIDEO),
          "--frames", List.of(Medium.VIDEO),
          "--grid", List.of(Medium.SHAPE));

  /** What the options ask for. */
  static DecodeGrid of(Arguments a, EncodedSignal encoded) {
    Medium medium = Medium.of(encoded.kind());
    for (Option option : OPTIONS) {
      if (a.flag(option.name()) && !FOR.get(option.name()).contains(medium)) {
        throw new InputException(
            option.name() + " is not for " + medium.article() + ", which the file holds");
      }
    }
    exclude(a, "--size", "--scale");
    exclude(a, "--frame-rate", "--frames");
    Grid grid = encoded.grid();
    if (encoded.kind() instanceof SignalKind.Audio audio) {
      double rate = rate(a, "--sample-rate", audio.rate(), 1e9);
      Grid other = checked(a, grid, List.of(points(grid.sizes().get(0), audio.rate(), rate)));
      return new DecodeGrid(other, new SignalKind.Audio(rate, audio.bits()));
    }
    if (encoded.kind() instanceof SignalKind.Shape shape) {
      long n = a.integer("--grid", grid.sizes().get(0), 3, 8 * ShapePreparation.MOST);
      List<Long> sizes = a.flag("--grid") ? List.of(n, n, n) : longs(grid.sizes());
      return new DecodeGrid(checked(a, grid, sizes), shape);
    }
    if (encoded.kind() instanceof SignalKind.Video video) {
      return ofVideo(a, grid, video);
    }
    return new DecodeGrid(checked(a, grid, picture(a, grid.sizes())), encoded.kind());
  }

  private static DecodeGrid ofVideo(Arguments a, Grid grid, SignalKind.Video video) {
    int old = grid.sizes().get(0);
    double rate = rate(a, "--frame-rate", video.rate(), 1e6);
    long frames = points(old, video.rate(), rate);
    if (a.flag("--frames")) {
      frames = a.integer("--frames", old, 1);
      // The first and the last frame stay where they are in time.
      rate = old > 1 && frames > 1 ? video.rate() * (frames - 1) / (old - 1) : video.rate();
      if (rate > 1e6) {
        throw new InputException("--frames " + frames + ": are more than 1000000 a second");
      }
    }
    List<Long> sizes = new ArrayList<>(List.of(frames));
    sizes.addAll(picture(a, grid.sizes().subList(1, 3)));
    return new DecodeGrid(checked(a, grid, sizes), new SignalKind.Video(rate));
  }

  private static void exclude(Arguments a, String one, String other) {
    if (a.flag(one) && a.flag(other)) {
      throw new InputException(one + " and " + other + " exclude each other; give one of them");
    }
  }

  private static double rate(Arguments a, String name, double original, double most) {
    double rate = a.positive(name, original);
    if (rate > most) {
      throw new InputException(name + " " + rate + ": must be at most " + most);
    }
    return rate;
  }

  /**
   * How many points an axis of time has at another rate: its first and last point stay where they
   * are in time.
   */
  private static long points(int points, double from, double to) {
    return Math.max(1, Math.round((points - 1) * (to / from)) + 1);
  }

  /** Rows and columns. */
  private static List<Long> picture(Arguments a, List<Integer> original) {
    long height = original.get(0);
    long width = original.get(1);
    if (a.flag("--size")) {
      String size = a.text("--size", "");
      if (!size.matches("[1-9][0-9]{0,6}x[1-9][0-9]{0,6}")) {
        throw new InputException("--size " + size + ": must be like 640x480, both at least 1");
      }
      width = Long.parseLong(size.substring(0, size.indexOf('x')));
      height = Long.parseLong(size.substring(size.indexOf('x') + 1));
    } else if (a.flag("--scale")) {
      double scale = a.positive("--scale", 1);
      height = Math.max(1, Math.round(height * scale));
      width = Math.max(1, Math.round(width * scale));
    }
    return List.of(height, width);
  }

  private static List<Long> longs(List<Integer> sizes) {
    return sizes.stream().map(Integer::longValue).toList();
  }

  private static Grid checked(Arguments a, Grid original, List<Long> sizes) {
    double points = 1;
    for (long size : sizes) {
      points *= size;
    }
    if (points > EncodedSignal.MAX_POINTS) {
      String given =
          OPTIONS.stream()
              .map(Option::name)
              .filter(a::flag)
              .map(name -> name + " " + a.text(name, ""))
              .findFirst()
              .orElse("the original");
      List<String> texts = new ArrayList<>(sizes.stream().map(String::valueOf).toList());
      Collections.reverse(texts);
      throw new InputException(
          given
              + ": is too large: "
              + String.join("x", texts)
              + " points; at most "
              + EncodedSignal.MAX_POINTS
              + " can be decoded at once");
    }
    return original.withSizes(sizes.stream().map(Long::intValue).toList());
  }
}
