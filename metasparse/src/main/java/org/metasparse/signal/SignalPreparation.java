package org.metasparse.signal;

import java.nio.file.Path;
import java.util.Map;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonObject;

/** How the files of a data set become signals that one network can learn from. */
public interface SignalPreparation {
  /** {@return the medium that is prepared} */
  Medium medium();

  /** {@return how many values each point of a prepared signal has, at least 1} */
  int channels();

  /**
   * The same with another number of channels.
   *
   * @param n the number
   * @return the preparation
   * @throws IllegalArgumentException if the medium knows no such number
   */
  SignalPreparation withChannels(int n);

  /**
   * {@return the numbers of the preparation, but for its channels, to be kept with a training; keys
   * and values in a fixed order; {@link Medium#preparation(JsonObject, int)} reads them}
   */
  Map<String, Object> toJson();

  /**
   * Reads a signal with the channels that its file has.
   *
   * @param source a file, or a folder of frames
   * @param name what to call the signal
   * @return the signal, before {@link #apply}
   * @throws InputException if it cannot be read, or is of another medium
   */
  Signal load(Path source, String name);

  /**
   * Looks whether a signal can be read, where to read it takes much longer than that.
   *
   * @param source a file, or a folder of frames
   * @return whether it was looked at; false where reading it is the way to find out
   * @throws InputException if it cannot be read, or is of another medium
   */
  default boolean check(Path source) {
    return false;
  }

  /**
   * Prepares a signal.
   *
   * @param signal what {@link #load} gave
   * @return the prepared signal, of the same name
   * @throws InputException if it cannot be prepared so, such as an image smaller than the crop
   */
  Signal apply(Signal signal);

  /**
   * Reads and prepares a signal.
   *
   * @param source a file, or a folder of frames
   * @param name what to call the signal
   * @return the prepared signal
   * @throws InputException if it cannot be read or prepared
   */
  default Signal read(Path source, String name) {
    return apply(load(source, name));
  }
}
