package org.metasparse.series;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metasparse.files.Content;
import org.metasparse.files.JsonObject;
import org.metasparse.signal.Division;
import org.metasparse.signal.Given;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.MediumDefaults;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.SignalOption;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.Slices;

/** Measurements in time: a number a line. */
public record SeriesMedium() implements Medium {
  @Override
  public int number() {
    return Series.NUMBER;
  }

  @Override
  public String id() {
    return "series";
  }

  @Override
  public String article() {
    return "a series";
  }

  @Override
  public String several() {
    return "series";
  }

  @Override
  public int axes() {
    return 1;
  }

  @Override
  public int mostChannels() {
    return 1;
  }

  @Override
  public List<String> suffixes() {
    return List.of(".csv");
  }

  @Override
  public List<SignalOption> options() {
    return List.of(new SignalOption("--every", "N", "of series, keep every N-th measurement"));
  }

  @Override
  public SignalPreparation asTheyAre() {
    return new SeriesPreparation(1);
  }

  @Override
  public SignalPreparation preparation(Given given, SignalPreparation otherwise) {
    int every = ((SeriesPreparation) otherwise).every();
    return new SeriesPreparation(given.integer("--every", every, 1, 1000));
  }

  @Override
  public SignalPreparation preparation(JsonObject json, int channels) {
    return new SeriesPreparation(json.getInt("every"));
  }

  @Override
  public MediumDefaults defaults(int size, float omega) {
    return new MediumDefaults(asTheyAre(), 20, 0, false);
  }

  @Override
  public SignalKind kind(double[] numbers) {
    SignalKind.checkCount(numbers, 2, number());
    return new Series(numbers[0], numbers[1]);
  }

  @Override
  public String size(SignalKind kind, Grid grid) {
    return grid.sizes().get(0) + " measurements";
  }

  @Override
  public Map<String, Object> facts(SignalKind kind, Grid grid) {
    return Map.of("measurements", grid.sizes().get(0));
  }

  @Override
  public List<SignalOption> decodingOptions() {
    return List.of(new SignalOption("--measurements", "N", "how many a series has"));
  }

  @Override
  public Division division(Given given, SignalKind kind, Grid grid) {
    int n = given.integer("--measurements", grid.sizes().get(0), 1, 1_000_000);
    return new Division(List.of((long) n), kind);
  }

  @Override
  public String written() {
    return ".csv";
  }

  @Override
  public String writing() {
    return "series are written as CSV; give a name that ends in .csv";
  }

  @Override
  public Content content(Slices signal) {
    Series series = (Series) signal.kind();
    StringBuilder lines = new StringBuilder();
    for (float value : signal.read(0, signal.count())) {
      double measured = series.least() + value * (series.most() - series.least());
      lines.append(String.format(Locale.ROOT, "%.4f%n", measured));
    }
    return out -> out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
