package org.metasparse.train;

import static org.metasparse.meta.MetaGradient.MULTISTEP;
import static org.metasparse.train.Scoring.FISHER;
import static org.metasparse.train.Scoring.MAGNITUDE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.metasparse.files.JsonObject;
import org.metasparse.meta.MetaGradient;
import org.metasparse.signal.Medium;

/**
 * The numbers of a training besides how signals are prepared: a table of rows, in the order of
 * their keys in JSON, and a value for each. A new setting is a new row.
 *
 * @param values a value for each row, unmodifiable
 */
public record Settings(Map<Setting<?>, Object> values) {
  private static final List<Setting<?>> TABLE = new ArrayList<>();
  private static final int ANY = Integer.MAX_VALUE;
  private static final int SOME_POINTS = 1024;
  private static final Kind<Integer> COUNT = Kind.integer(0, ANY);
  private static final Kind<Double> RATE = Kind.positive();
  private static final Kind<Double> SHARE = Kind.positive(x -> x < 1, "less than 1");
  private static final Kind<Double> REST = Kind.positive(x -> x <= 1, "at most 1");
  private static final Kind<MetaGradient> RULES = Kind.choice(MetaGradient.class);
  private static final Kind<Scoring> SCORES = Kind.choice(Scoring.class);
  private static final Kind<Float> OMEGAS =
      Kind.of(
          Float.class,
          "X",
          Float::valueOf,
          x -> x > 0 && x < Float.POSITIVE_INFINITY,
          RATE.must(),
          (json, key) -> (float) json.getDouble(key));
  private static final Kind<Long> SEEDS =
      Kind.of(Long.class, "N", Long::valueOf, n -> true, "a whole number", JsonObject::getLong);

  /** Features of each sine layer. */
  public static final Setting<Integer> WIDTH =
      row("width", Kind.integer(1, 1 << 14), "features of each sine layer", by(64, 128, 128, 256));

  /** Number of sine layers. */
  public static final Setting<Integer> LAYERS =
      row("layers", Kind.integer(1, 64), "number of sine layers", all(4));

  /** Frequency factor of the sine layers. */
  public static final Setting<Float> OMEGA =
      row("omega", OMEGAS, "frequency factor of the sine layers", Settings::omega);

  /** Which meta-gradient is taken. */
  public static final Setting<MetaGradient> RULE =
      row("rule", RULES, "meta-gradient: " + MetaGradient.ids(), all(MULTISTEP));

  /** SGD steps of the inner loop. */
  public static final Setting<Integer> INNER_STEPS =
      row("innerSteps", Kind.integer(1, 1000), "SGD steps of the inner loop", all(2));

  /** Alpha. */
  public static final Setting<Double> INNER_RATE =
      row("innerRate", RATE, "learning rate of the inner loop", all(0.01));

  /** Beta. */
  public static final Setting<Double> OUTER_RATE =
      row("outerRate", RATE, "learning rate of the outer Adam", by(3e-4, 1e-4, 1e-4, 1e-5));

  /** Signals of an outer step. */
  public static final Setting<Integer> BATCH =
      row("batch", Kind.integer(1, ANY), "signals drawn for each outer step", all(3));

  /** Points of a signal that a gradient is taken of, 0 for all. */
  public static final Setting<Integer> SAMPLES =
      row(
          "samples",
          COUNT,
          "points of a signal drawn at random for each gradient; 0 for all",
          Settings::samples,
          0);

  /** Outer steps of the dense network. */
  public static final Setting<Integer> DENSE_STEPS =
      row(
          "denseSteps",
          COUNT,
          "outer steps before the first pruning",
          by(2500, 20_000, 1500, 150_000));

  /** Prunings. */
  public static final Setting<Integer> ROUNDS =
      row("rounds", Kind.integer(0, 999), "how many times to prune and retrain", by(8, 20, 3, 20));

  /** Outer steps after each pruning. */
  public static final Setting<Integer> ROUND_STEPS =
      row("roundSteps", COUNT, "outer steps after each pruning", by(400, 3500, 800, 30_000));

  /**
   * Outer steps after the last pruning, 0 for as many as after the others. A step of the network
   * that is left costs a fraction of one before.
   */
  public static final Setting<Integer> LAST_STEPS =
      row(
          "lastSteps",
          COUNT,
          "outer steps after the last pruning (0: as many as after the others)",
          by(0, 0, 15_000, 0),
          0);

  /** Share of the surviving weights that a pruning removes. */
  public static final Setting<Double> FRACTION =
      row(
          "fraction/prune",
          SHARE,
          "fraction of the surviving weights that a round removes",
          by(0.25, 0.2, 0.448, 0.2));

  /** Of all random numbers. */
  public static final Setting<Long> SEED =
      row("seed", SEEDS, "seed of all random numbers (default: 1)", all(1L));

  /** Which weights are pruned first. */
  public static final Setting<Scoring> SCORE =
      row(
          "score",
          SCORES,
          "what is pruned first: " + Kind.ids(Scoring.class),
          by(FISHER, FISHER, FISHER, MAGNITUDE),
          MAGNITUDE);

  /** Beta in the rounds after the first pruning, 0 for the same as before. */
  public static final Setting<Double> ROUND_RATE =
      row("roundRate", RATE, "outer rate after the first pruning", by(0.0, 0.0, 3e-4, 0.0), 0.0);

  /**
   * What is left of beta at the end of the dense training and of each round, falling linearly
   * within each (Renda et al. 2020, <i>Comparing Rewinding and Fine-tuning</i>).
   */
  public static final Setting<Double> DECAY =
      row(
          "decay",
          REST,
          "what is left of the outer rate at the end of each round",
          by(1.0, 1.0, 0.1, 1.0),
          1.0);

  /** Outer steps over which alpha rises linearly from 0 to its value, at the start. */
  public static final Setting<Integer> WARM_UP =
      row("warmUp", COUNT, "steps over which the inner rate rises from 0", all(0), 0);

  /** The last gradient's share in the multi-step meta-gradient: two keys in JSON. */
  public static final Setting<Share> LAST =
      row(
          "lastFrom/lastWeight",
          Share.KIND,
          "weight of the last inner gradient, from A to B in the dense training",
          all(Share.OWN),
          Share.OWN);

  /**
   * Whether survivors go back, at each pruning, to the values that they had at the end of the dense
   * training, with fresh moments (Frankle et al. 2020, <i>Linear Mode Connectivity</i>).
   */
  public static final Setting<Boolean> REWIND =
      row(
          "rewind",
          Kind.flag(),
          "survivors go back to the dense network's values",
          Settings::rewinds,
          false);

  /**
   * Whether a round takes from what the fits move, not from the weights: the others then are
   * shared, and learned for signals that keep values of their own ({@link
   * org.metasparse.meta.SharedLearner}).
   */
  public static final Setting<Boolean> MOVES =
      row(
          "moves",
          Kind.flag(),
          "prune what a signal moves instead of weights; the rest stays, shared",
          all(false),
          false);

  /** The learning rate of what a signal has of its own, while the rest is learned. */
  public static final Setting<Double> OWN_RATE =
      row("ownRate", RATE, "rate of a signal's own values (--moves, --code)", all(1e-3), 1e-3);

  /**
   * Numbers of a latent code, which then is all that a signal moves ({@link
   * org.metasparse.siren.LatentCode}); 0 for none. The first round gives the dense network the
   * code, later ones take from it.
   */
  public static final Setting<Integer> CODE =
      row(
          "code",
          Kind.integer(0, 1 << 14),
          "numbers of a latent code, which then is all that a signal moves",
          all(0),
          0);

  /** The table. */
  public static final List<Setting<?>> ROWS = List.copyOf(TABLE);

  /** A row that the paper's algorithm has, and so every configuration. */
  private static <T> Setting<T> row(
      String name, Kind<T> kind, String help, BiFunction<Preset, Medium, T> defaults) {
    return row(name, kind, help, defaults, null);
  }

  /** A row that varies the paper's algorithm, with the value that does not. */
  private static <T> Setting<T> row(
      String name, Kind<T> kind, String help, BiFunction<Preset, Medium, T> defaults, T usual) {
    // The key, and the option's name if it is another.
    String key = name.replaceFirst("/.*", "");
    String option =
        "--" + name.replaceFirst(".*/", "").replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    Setting<T> row = new Setting<>(key, option, kind, help, usual, defaults);
    TABLE.add(row);
    return row;
  }

  private static <T> BiFunction<Preset, Medium, T> all(T value) {
    return (preset, medium) -> value;
  }

  private static <T> BiFunction<Preset, Medium, T> by(T quick, T laptop, T laptop178, T paper) {
    return (preset, medium) ->
        switch (preset) {
          case QUICK -> quick;
          case LAPTOP -> laptop;
          case LAPTOP_178 -> laptop178;
          case PAPER -> paper;
        };
  }

  private static float omega(Preset preset, Medium medium) {
    return preset.defaults(medium).omega();
  }

  private static boolean rewinds(Preset preset, Medium medium) {
    return preset != Preset.PAPER && preset.defaults(medium).rewind();
  }

  private static int samples(Preset preset, Medium medium) {
    int samples = preset.defaults(medium).samples();
    return preset == Preset.LAPTOP_178 && samples == 0 ? SOME_POINTS : samples;
  }

  private static Settings of(Iterable<Setting<?>> rows, Function<Setting<?>, Object> value) {
    Map<Setting<?>, Object> values = new LinkedHashMap<>();
    rows.forEach(row -> values.put(row, value.apply(row)));
    return new Settings(Collections.unmodifiableMap(values));
  }

  /**
   * {@return a preset's values for a medium, one for each row of a table}
   *
   * @param rows the table
   * @param preset the preset
   * @param medium what is learned
   */
  public static Settings of(List<Setting<?>> rows, Preset preset, Medium medium) {
    return of(rows, row -> row.defaults().apply(preset, medium));
  }

  /**
   * Reads what {@link #toJson} wrote among other keys.
   *
   * @param rows the table
   * @param json the object
   * @return a value for each row
   * @throws org.metasparse.files.InputException if a key is missing or of another type
   * @throws IllegalArgumentException if a value is out of range
   */
  public static Settings of(List<Setting<?>> rows, JsonObject json) {
    return of(rows, row -> row.read(json));
  }

  /** {@return the table} */
  public Set<Setting<?>> rows() {
    return values.keySet();
  }

  /**
   * {@return a row's value}
   *
   * @param row a row of the table
   * @param <T> type of its values
   */
  public <T> T get(Setting<T> row) {
    return row.kind().type().cast(values.get(row));
  }

  /**
   * {@return the same with another value, which must be in its row's range}
   *
   * @param row a row of the table
   * @param value its value
   * @param <T> type of its values
   * @throws IllegalArgumentException if it is out of range
   */
  public <T> Settings with(Setting<T> row, T value) {
    T checked = row.checked(value);
    return of(rows(), other -> other.equals(row) ? checked : values.get(other));
  }

  /**
   * {@return the same without what varies the paper's algorithm; how much is computed and how fast
   * it learns, the same for all methods, stays}
   */
  public Settings plain() {
    Set<Setting<?>> kept = Set.of(SAMPLES, LAST_STEPS, ROUND_RATE, DECAY);
    return of(
        rows(), row -> row.usual() == null || kept.contains(row) ? values.get(row) : row.usual());
  }

  /** {@return keys and values in the table's order, without those that are as they always were} */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    values.forEach((row, value) -> json.putAll(row.json(value)));
    return json;
  }
}
