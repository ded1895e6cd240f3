package org.metasparse.dataset;

import org.metasparse.files.InputException;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;

/** Whether a signal has no more channels than a model represents. */
final class Compatibility {
  private Compatibility() {}

  /**
   * Refuses a model that represents fewer colours, or sounds of fewer channels, than a signal has.
   * Alpha that the model has not is composited on white, as it is everywhere.
   */
  static void check(String model, int modelChannels, Signal signal) {
    Medium medium = Medium.of(signal.kind());
    int channels = medium.colours(modelChannels);
    if (medium.colours(signal.channels()) > channels) {
      throw new InputException(
          model
              + ": is a network for "
              + medium.several()
              + " of "
              + channels
              + " channel; "
              + signal.name()
              + " has "
              + signal.channels()
              + ": "
              + medium.fewerColours());
    }
  }
}
