package org.metasparse.signal.audio;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metasparse.files.Content;
import org.metasparse.files.InputException;
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

/** Sound: samples in time. */
public record AudioMedium() implements Medium {
  private static final float OMEGA = 100;
  private static final int MOST = 1 << 26;

  @Override
  public int number() {
    return 2;
  }

  @Override
  public String id() {
    return "audio";
  }

  @Override
  public String article() {
    return "a sound";
  }

  @Override
  public int axes() {
    return 1;
  }

  @Override
  public int mostChannels() {
    return 2;
  }

  @Override
  public String fewerColours() {
    return "make it mono, or give a model of stereo sounds";
  }

  @Override
  public List<String> suffixes() {
    return List.of(".wav");
  }

  @Override
  public boolean recognises(Path file, String head) {
    return head.matches("(?s)(RIFF|RF64)....WAVE");
  }

  @Override
  public List<SignalOption> options() {
    return List.of(
        new SignalOption("--points", "N", "of sounds, keep the first N samples"),
        new SignalOption("--seconds", "X", "of sounds, keep the first X seconds"));
  }

  @Override
  public SignalPreparation asTheyAre() {
    return AudioPreparation.asTheyAre(1);
  }

  @Override
  public SignalPreparation preparation(Given given, SignalPreparation otherwise) {
    AudioPreparation audio = (AudioPreparation) otherwise;
    return new AudioPreparation(
        given.integer("--points", audio.points(), 1, MOST),
        given.positive("--seconds", audio.seconds()),
        audio.channels());
  }

  @Override
  public SignalPreparation preparation(JsonObject json, int channels) {
    return new AudioPreparation(json.getInt("points"), json.getDouble("seconds"), channels);
  }

  @Override
  public MediumDefaults defaults(int size, float omega) {
    return new MediumDefaults(asTheyAre(), OMEGA, 0, true);
  }

  @Override
  public SignalKind kind(double[] numbers) {
    SignalKind.checkCount(numbers, 2, number());
    return new AudioKind(numbers[0], (int) numbers[1]);
  }

  @Override
  public String size(SignalKind kind, Grid grid) {
    int samples = grid.sizes().get(0);
    double rate = ((AudioKind) kind).rate();
    return String.format(Locale.ROOT, "%d samples (%.2f s)", samples, samples / rate);
  }

  @Override
  public Map<String, Object> facts(SignalKind kind, Grid grid) {
    AudioKind audio = (AudioKind) kind;
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("samples", grid.sizes().get(0));
    facts.put("sampleRate", audio.rate());
    facts.put("sourceBits", audio.bits());
    return facts;
  }

  @Override
  public List<SignalOption> decodingOptions() {
    return List.of(new SignalOption("--sample-rate", "X", "samples a second of a sound"));
  }

  @Override
  public Division division(Given given, SignalKind kind, Grid grid) {
    AudioKind audio = (AudioKind) kind;
    double rate = rate(given, "--sample-rate", audio.rate(), 1e9);
    long points = points(grid.sizes().get(0), audio.rate(), rate);
    return new Division(List.of(points), new AudioKind(rate, audio.bits()));
  }

  /**
   * A rate that an option asks for.
   *
   * @param given the options
   * @param name the option's
   * @param original the rate if it is not given
   * @param most the greatest
   * @return the rate
   * @throws InputException if it is out of range
   */
  public static double rate(Given given, String name, double original, double most) {
    double rate = given.positive(name, original);
    if (rate > most) {
      throw new InputException(name + " " + rate + ": must be at most " + most);
    }
    return rate;
  }

  /**
   * How many points an axis of time has at another rate: its first and last point stay where they
   * are in time.
   *
   * @param points how many it has
   * @param from the rate at which it has them
   * @param to the other rate
   * @return at least 1
   */
  public static long points(int points, double from, double to) {
    return Math.max(1, Math.round((points - 1) * (to / from)) + 1);
  }

  @Override
  public String written() {
    return ".wav";
  }

  @Override
  public String writing() {
    return "sounds are written as WAV; give a name that ends in .wav";
  }

  @Override
  public Content content(Slices signal) {
    return WavWriter.content(signal);
  }
}
