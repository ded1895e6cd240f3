package org.metasparse.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Finished cells, put together: means and deviations over seeds, and what is read off them.
 *
 * @param cells the cells
 */
public record Results(List<Cell> cells) {
  /**
   * A figure over seeds.
   *
   * @param value its mean
   * @param deviation its sample standard deviation, 0 for one seed
   * @param seeds how many seeds there are
   */
  public record Mean(double value, double deviation, int seeds) {}

  /** {@return the methods that have cells, in the order of their enumeration} */
  public List<Method> methods() {
    TreeSet<Method> methods = new TreeSet<>();
    cells.forEach(cell -> methods.add(cell.key().method()));
    return List.copyOf(methods);
  }

  /** {@return the numbers of the rounds that have cells, ascending} */
  public List<Integer> rounds() {
    TreeSet<Integer> rounds = new TreeSet<>();
    cells.forEach(cell -> rounds.add(cell.key().round()));
    return List.copyOf(rounds);
  }

  /** {@return the seeds that have cells, ascending} */
  public List<Long> seeds() {
    TreeSet<Long> seeds = new TreeSet<>();
    cells.forEach(cell -> seeds.add(cell.key().seed()));
    return List.copyOf(seeds);
  }

  /**
   * What was measured with the seeds that a method has, so that it is compared with its like.
   *
   * @param method the method
   * @return the cells of all methods with one of those seeds
   */
  public Results withSeedsOf(Method method) {
    Set<Long> seeds =
        cells.stream()
            .filter(c -> c.key().method() == method)
            .map(c -> c.key().seed())
            .collect(Collectors.toSet());
    return new Results(cells.stream().filter(c -> seeds.contains(c.key().seed())).toList());
  }

  /**
   * The cells of a method at a round.
   *
   * @param method the method
   * @param round the round
   * @return one for each seed
   */
  public List<Cell> cells(Method method, int round) {
    return cells.stream()
        .filter(c -> c.key().method() == method && c.key().round() == round)
        .toList();
  }

  /**
   * A figure of a method at a round.
   *
   * @param method the method
   * @param round the round
   * @param figure what to take of each cell
   * @return its mean, or null if there is no such cell
   */
  public Mean mean(Method method, int round, ToDoubleFunction<Cell> figure) {
    List<Cell> found = cells(method, round);
    if (found.isEmpty()) {
      return null;
    }
    double mean = found.stream().mapToDouble(figure).sum() / found.size();
    double squares = 0;
    for (Cell cell : found) {
      double d = figure.applyAsDouble(cell) - mean;
      squares += d * d;
    }
    int n = found.size();
    return new Mean(mean, n < 2 ? 0 : Math.sqrt(squares / (n - 1)), n);
  }

  /**
   * Surviving weights at a round; narrow networks may have a few more, latent codes fewer.
   *
   * @param round the round
   * @return the least of its cells, those of latent codes aside if there are others
   */
  public int weights(int round) {
    List<Cell> all = cells.stream().filter(c -> c.key().round() == round).toList();
    List<Cell> counted =
        all.stream().filter(c -> c.key().method().kind() != Method.Kind.CODE).toList();
    return (counted.isEmpty() ? all : counted).stream().mapToInt(Cell::weights).min().orElse(0);
  }

  /**
   * The weights that a method needs for a PSNR: between the two neighbouring densities whose PSNRs
   * enclose it, interpolated linearly in the logarithm of the weights.
   *
   * @param method the method
   * @param figure the PSNR to take of each cell, such as that after the steps of Adam
   * @param psnr in decibels
   * @return the weights, NaN if the PSNR lies outside what was measured
   */
  public double weightsFor(Method method, ToDoubleFunction<Cell> figure, double psnr) {
    TreeMap<Double, Double> curve = new TreeMap<>();
    for (int round : rounds()) {
      Mean reached = mean(method, round, figure);
      if (reached != null) {
        curve.put(Math.log(mean(method, round, Cell::weights).value()), reached.value());
      }
    }
    List<Double> x = new ArrayList<>(curve.keySet());
    for (int i = 1; i < x.size(); i++) {
      double low = curve.get(x.get(i - 1));
      double high = curve.get(x.get(i));
      if (low <= psnr && psnr <= high && high > low) {
        return Math.exp(x.get(i - 1) + (x.get(i) - x.get(i - 1)) * (psnr - low) / (high - low));
      }
    }
    return Double.NaN;
  }

  /**
   * The round whose density is nearest to one, on the scale of logarithms.
   *
   * @param density the density
   * @param denseWeights weights of the dense network
   * @return the round
   */
  public int roundNear(double density, int denseWeights) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int round : rounds()) {
      double distance = Math.abs(Math.log(weights(round) / (density * denseWeights)));
      if (distance < least) {
        least = distance;
        best = round;
      }
    }
    return best;
  }
}
