package org.metasparse.fit;

import java.util.List;
import java.util.function.Function;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Rng;
import org.metasparse.siren.Moves;
import org.metasparse.siren.SirenReplay;

/**
 * How much noise in each block of a network's parameters costs: the {@code s} of {@code MSE(theta +
 * e) - MSE(theta) = s |e|^2} for small random {@code e}, measured as {@code (MSE(theta + e) +
 * MSE(theta - e) - 2 MSE(theta)) / (2 |e|^2)} with one {@code e} of equal magnitudes and random
 * signs.
 */
final class Sensitivity {
  /** Noise shall make the error larger by a part of it between these. */
  private static final double LEAST_RISE = 1e-3;

  private static final double MOST_RISE = 0.3;
  private static final int TRIALS = 10;

  /** The first magnitude, as a part of the block's largest parameter; then 4 times more or less. */
  private static final float FIRST = 1f / 256;

  /** No block is taken for less sensitive than this part of the most sensitive one. */
  private static final double FLOOR = 1e-4;

  private final SirenReplay replay;
  private final Function<float[], Job> job;
  private final Moves moves;
  private final float[] theta;
  private final double mse;

  private Sensitivity(
      SirenReplay replay, Function<float[], Job> job, Moves moves, float[] theta, double mse) {
    this.replay = replay;
    this.job = job;
    this.moves = moves;
    this.theta = theta;
    this.mse = mse;
  }

  /**
   * Measures.
   *
   * @param replay evaluates the network
   * @param job what evaluates parameters on the signal
   * @param layout of its parameters
   * @param moves which of them get noise
   * @param theta the parameters
   * @return a positive number for each block
   */
  static double[] of(
      SirenReplay replay, Function<float[], Job> job, Layout layout, Moves moves, float[] theta) {
    double mse = replay.loss(job.apply(theta));
    Sensitivity sensitivity = new Sensitivity(replay, job, moves, theta, mse);
    double[] all = new double[layout.blocks().size()];
    double most = 0;
    for (int b = 0; b < all.length; b++) {
      all[b] = sensitivity.block(moves.in(layout.blocks().get(b)), new Rng(b));
      most = Math.max(most, all[b]);
    }
    for (int b = 0; b < all.length; b++) {
      all[b] = most > 0 ? Math.max(FLOOR * most, all[b]) : 1;
    }
    return all;
  }

  private double block(int[] places, Rng rng) {
    float largest = 0;
    float[] sign = new float[places.length];
    for (int i = 0; i < sign.length; i++) {
      largest = Math.max(largest, Math.abs(theta[places[i]]));
      sign[i] = rng.nextInt(2) == 0 ? -1 : 1;
    }
    if (largest == 0) {
      return 0;
    }
    float magnitude = largest * FIRST;
    double rise = rise(places, sign, magnitude);
    for (int k = 0; k < TRIALS && !(rise <= MOST_RISE * mse); k++) {
      magnitude /= 4;
      rise = rise(places, sign, magnitude);
    }
    for (int k = 0; k < TRIALS && rise < LEAST_RISE * mse && magnitude < largest; k++) {
      magnitude *= 4;
      rise = rise(places, sign, magnitude);
    }
    return rise / ((double) magnitude * magnitude * sign.length);
  }

  private double rise(int[] places, float[] sign, float magnitude) {
    float[] more = theta.clone();
    float[] less = theta.clone();
    for (int i = 0; i < sign.length; i++) {
      more[places[i]] += sign[i] * magnitude;
      less[places[i]] -= sign[i] * magnitude;
    }
    List<Job> jobs = List.of(job.apply(more), job.apply(less));
    double[] losses = new double[2];
    replay.losses(jobs, losses);
    return (losses[0] + losses[1]) / 2 - mse;
  }
}
