package org.metasparse.signal.audio;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;

/**
 * How each sound of a data set is prepared: its channels are converted, its end cut off. Sounds
 * need not be of equal length; each spans the coordinates from -1 to 1.
 *
 * <p>Mono becomes stereo by repeating, stereo mono by the mean of both channels.
 *
 * @param points samples to keep from the beginning, or 0 for all
 * @param seconds time to keep from the beginning, or 0 for all; the shorter of both counts
 * @param channels 1 mono, 2 stereo
 */
public record AudioPreparation(int points, double seconds, int channels)
    implements SignalPreparation {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative or there are not 1 or 2 channels
   */
  public AudioPreparation {
    if (points < 0 || !(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a sound of " + points + " points and " + seconds + " seconds; none is negative");
    }
    if (channels != 1 && channels != 2) {
      throw new IllegalArgumentException(channels + " channels; a sound has 1 or 2");
    }
  }

  @Override
  public Medium medium() {
    return new AudioMedium();
  }

  @Override
  public AudioPreparation withChannels(int n) {
    return new AudioPreparation(points, seconds, n);
  }

  @Override
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("points", points);
    json.put("seconds", seconds);
    return json;
  }

  @Override
  public Signal load(Path source, String name) {
    return WavReader.read(source, name);
  }

  @Override
  public Signal apply(Signal sound) {
    if (!(sound.kind() instanceof AudioKind audio)) {
      throw new IllegalArgumentException(sound.name() + " is no sound but " + sound.kind());
    }
    int count = sound.grid().count();
    int kept = points > 0 ? Math.min(points, count) : count;
    if (seconds > 0) {
      kept = (int) Math.max(1, Math.min(kept, Math.round(seconds * audio.rate())));
    }
    float[] values = new float[channels * kept];
    for (int c = 0; c < channels; c++) {
      int from = channels == sound.channels() ? c * count : 0;
      System.arraycopy(sound.values(), from, values, c * kept, kept);
    }
    if (channels < sound.channels()) {
      for (int i = 0; i < kept; i++) {
        values[i] = (values[i] + sound.values()[count + i]) / 2;
      }
    }
    return new Signal(sound.name(), audio, new Grid(List.of(kept)), channels, values);
  }

  /**
   * Sounds as they are.
   *
   * @param channels 1 mono, 2 stereo
   * @return a preparation that only converts channels
   */
  public static AudioPreparation asTheyAre(int channels) {
    return new AudioPreparation(0, 0, channels);
  }
}
