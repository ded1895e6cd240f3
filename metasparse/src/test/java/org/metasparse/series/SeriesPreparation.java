package org.metasparse.series;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;

/**
 * Every n-th measurement of a series.
 *
 * @param every n
 */
record SeriesPreparation(int every) implements SignalPreparation {
  @Override
  public Medium medium() {
    return new SeriesMedium();
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public SignalPreparation withChannels(int n) {
    if (n != 1) {
      throw new IllegalArgumentException(n + " channels; a series has 1");
    }
    return this;
  }

  @Override
  public Map<String, Object> toJson() {
    return Map.of("every", every);
  }

  @Override
  public Signal load(Path source, String name) {
    List<String> lines =
        new String(InputFiles.read(source, "series", 1 << 20), StandardCharsets.US_ASCII)
            .lines()
            .toList();
    double[] measured = new double[lines.size()];
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < measured.length; i++) {
      try {
        measured[i] = Double.parseDouble(lines.get(i));
      } catch (NumberFormatException e) {
        throw new InputException(source + ": line " + (i + 1) + " is no number", e);
      }
      least = Math.min(least, measured[i]);
      most = Math.max(most, measured[i]);
    }
    float[] values = new float[measured.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((measured[i] - least) / (most - least));
    }
    return new Signal(name, new Series(least, most), new Grid(List.of(values.length)), 1, values);
  }

  @Override
  public Signal apply(Signal series) {
    float[] values = new float[(series.values().length + every - 1) / every];
    for (int i = 0; i < values.length; i++) {
      values[i] = series.values()[i * every];
    }
    Grid grid = new Grid(List.of(values.length));
    return new Signal(series.name(), series.kind(), grid, 1, values);
  }
}
