package org.metasparse.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.files.JsonObject;

/**
 * A finished cell of an experiment: a method at a density with a seed, evaluated.
 *
 * @param key which cell
 * @param density surviving weights over those of the dense wide network
 * @param weights surviving weights
 * @param parameters weights and biases
 * @param width features of each sine layer
 * @param signals how many signals were fitted
 * @param sgd2 mean PSNR after two steps of SGD, in decibels
 * @param adam mean PSNR after the steps of Adam that the experiment has
 * @param adamDeviation standard deviation of the latter over the signals
 * @param curve mean PSNR at each of the experiment's steps over the signals that are followed; at
 *     most as many as there are steps
 * @param ownRate the learning rate of Adam that suits the cell best, found on signals that were
 *     learned from; NaN where none was looked for
 * @param own mean PSNR after as many steps at that rate; NaN where there is none
 * @param seconds of the evaluation
 */
public record Cell(
    Key key,
    double density,
    int weights,
    int parameters,
    int width,
    int signals,
    double sgd2,
    double adam,
    double adamDeviation,
    List<Double> curve,
    double ownRate,
    double own,
    double seconds) {

  /**
   * What names a cell.
   *
   * @param method the method
   * @param round the round of pruning whose number of weights it has, 0 for all
   * @param seed the seed
   */
  public record Key(Method method, int round, long seed) {
    /** The cell in a line of progress. */
    String text() {
      return method.id() + " round " + round + " seed " + seed;
    }
  }

  /** {@return the cell as keys and values of JSON in a fixed order} */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", key.method().id());
    json.put("round", key.round());
    json.put("seed", key.seed());
    json.put("density", density);
    json.put("weights", weights);
    json.put("parameters", parameters);
    json.put("width", width);
    json.put("signals", signals);
    json.put("psnrSgd2", sgd2);
    json.put("psnrAdam", adam);
    json.put("deviation", adamDeviation);
    json.put("curve", curve);
    if (!Double.isNaN(ownRate)) {
      json.put("ownRate", ownRate);
      json.put("psnrOwn", own);
    }
    json.put("seconds", seconds);
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param json the object
   * @return the cell
   * @throws org.metasparse.files.InputException if a key is missing or of another type
   * @throws IllegalArgumentException if the method is not known
   */
  public static Cell of(JsonObject json) {
    return new Cell(
        new Key(
            Method.list(json.getString("method")).get(0),
            json.getInt("round"),
            json.getLong("seed")),
        json.getDouble("density"),
        json.getInt("weights"),
        json.getInt("parameters"),
        json.getInt("width"),
        json.getInt("signals"),
        json.getDoubleOrNaN("psnrSgd2"),
        json.getDoubleOrNaN("psnrAdam"),
        json.getDoubleOrNaN("deviation"),
        json.getDoubles("curve"),
        json.getDoubleOrNaN("ownRate"),
        json.getDoubleOrNaN("psnrOwn"),
        json.getDouble("seconds"));
  }
}
