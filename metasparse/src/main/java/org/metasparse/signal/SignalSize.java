package org.metasparse.signal;

import java.util.List;
import java.util.Locale;

/** A signal's size for people to read. */
public final class SignalSize {
  private SignalSize() {}

  /**
   * A signal's size.
   *
   * @param signal the signal
   * @return such as {@code 640x480}, {@code 8000 samples (1.00 s)}, {@code 35 frames of 320x180}
   */
  public static String of(Signal signal) {
    List<Integer> sizes = signal.grid().sizes();
    if (signal.kind() instanceof SignalKind.Audio audio) {
      return String.format(
          Locale.ROOT, "%d samples (%.2f s)", sizes.get(0), sizes.get(0) / audio.rate());
    }
    if (signal.kind() instanceof SignalKind.Video) {
      return sizes.get(0) + " frames of " + sizes.get(2) + "x" + sizes.get(1);
    }
    if (signal.kind() instanceof SignalKind.Shape) {
      return sizes.get(2) + "x" + sizes.get(1) + "x" + sizes.get(0) + " points";
    }
    return sizes.get(1) + "x" + sizes.get(0);
  }
}
