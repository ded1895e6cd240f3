package org.metasparse.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.format.EncodedSignal;
import org.metasparse.signal.Division;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.SignalOption;

/**
 * Where a network is evaluated: on the original's grid, or on another division of the same space.
 *
 * @param grid the points
 * @param kind what the decoded signal is: of another rate, if one is asked for
 */
record DecodeGrid(Grid grid, SignalKind kind) {
  static final List<Option> OPTIONS =
      Medium.all().stream()
          .flatMap(medium -> medium.decodingOptions().stream())
          .distinct()
          .map(Option::of)
          .toList();

  /** What the options ask for. */
  static DecodeGrid of(Arguments a, EncodedSignal encoded) {
    Medium medium = Medium.of(encoded.kind());
    List<String> names = medium.decodingOptions().stream().map(SignalOption::name).toList();
    for (Option option : OPTIONS) {
      if (a.flag(option.name()) && !names.contains(option.name())) {
        throw new InputException(
            option.name() + " is not for " + medium.article() + ", which the file holds");
      }
    }
    Division division = medium.division(a, encoded.kind(), encoded.grid());
    return new DecodeGrid(checked(a, encoded.grid(), division.sizes()), division.kind());
  }

  private static Grid checked(Arguments a, Grid original, List<Long> sizes) {
    double points = 1;
    for (long size : sizes) {
      points *= size;
    }
    if (points > Integer.MAX_VALUE) {
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
              + Integer.MAX_VALUE
              + " can be decoded");
    }
    return original.withSizes(sizes.stream().map(Long::intValue).toList());
  }
}
