package org.metasparse.meta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Job;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.format.Own;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Moves;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * An outer loop for a network of which each signal moves only a part: learns the rest, which all
 * signals share, for signals whose own values are <i>fitted</i>, not merely begun.
 *
 * <p>What is minimised is {@code sum_i min_{o_i} L_i(shared, o_i)}. At the inner minimum {@code
 * dL_i / do_i = 0}, so the gradient by {@code shared} is the partial one, {@code dL_i / dshared}:
 * first order is exact there, whatever the way (the envelope theorem; as in federated learning with
 * private parameters, Pillutla et al. 2022, <i>Federated Learning with Partial Model
 * Personalization</i>). Few inner steps from the same beginning do not come near that minimum;
 * therefore each signal keeps its own values and moments from one visit to the next ({@link Own}).
 * A fit of a new signal begins at the mean of all.
 *
 * <p>Each step draws a batch; its signals take K steps of Adam on their own values; then the outer
 * Adam takes a step along the mean gradient of the last of them, for what does not move.
 *
 * <p>Not thread-safe: one caller at a time.
 */
public final class SharedLearner implements Learner {
  /** Decay of the second moment of what is a signal's own, which sees far fewer steps. */
  public static final double OWN_BETA_2 = 0.98;

  private final MetaConfig config;
  private final Moves moves;
  private final List<Signal> signals;
  private final Compute compute;
  private final SirenReplay replay;
  private final float[] theta;
  private final Own own;
  private final Adam adam;
  private final Rng rng;
  private final float[] meta;
  private final float[][] adapted;
  private final float[][] gradients;
  private final float[] moved;
  private final double[] losses;

  /**
   * Prepares to learn.
   *
   * @param config the numbers; its rule does not count
   * @param initial the network to start from; its parameters are copied
   * @param own what the signals have of their own; updated
   * @param adam the outer optimiser, of all parameters, new or in the middle of its work
   * @param rng draws the batches
   * @param signals what to learn from; at least a batch; not copied
   * @param compute kernels and threads
   * @throws IllegalArgumentException if there are fewer signals than a batch needs, or {@code own}
   *     is of other signals or another network
   */
  public SharedLearner(
      MetaConfig config,
      Siren initial,
      Own own,
      Adam adam,
      Rng rng,
      List<Signal> signals,
      Compute compute) {
    if (signals.size() < config.batch()) {
      throw new IllegalArgumentException(
          signals.size() + " signals are too few for batches of " + config.batch());
    }
    int size = initial.theta().length;
    if (own.signals() != signals.size() || own.moved() != initial.moves().count(size)) {
      throw new IllegalArgumentException(
          own.signals()
              + " signals have "
              + own.moved()
              + " values each of their own; the network moves "
              + initial.moves().count(size)
              + " for "
              + signals.size());
    }
    this.config = config;
    this.moves = initial.moves();
    this.signals = signals;
    this.compute = compute;
    this.own = own;
    this.adam = adam;
    this.rng = rng;
    this.theta = initial.theta().clone();
    this.replay = SirenReplay.clamped(initial.shape(), initial.layout(), compute);
    this.meta = new float[size];
    this.adapted = new float[config.batch()][size];
    this.gradients = new float[config.batch()][size];
    this.moved = new float[own.moved()];
    this.losses = new double[config.batch()];
  }

  @Override
  public Losses step(MetaStep numbers) {
    int[] batch = rng.distinct(config.batch(), signals.size());
    // One number a step, so that a run resumes exactly whatever the sizes of its signals.
    Rng points = new Rng(rng.nextLong());
    double first = 0;
    double loss = 0;
    for (int k = 0; k < config.innerSteps(); k++) {
      replay.gradients(jobs(batch, points, k), losses);
      loss = Arrays.stream(losses).average().orElse(Double.NaN);
      if (!Double.isFinite(loss)) {
        throw new DivergedException("the loss became " + loss);
      }
      first = k == 0 ? loss : first;
      if (k == config.innerSteps() - 1) {
        moveShared(numbers.outerRate());
      }
      for (int i = 0; i < batch.length; i++) {
        moveOwn(batch[i], gradients[i], numbers.innerRate());
      }
    }
    return new Losses(first, loss);
  }

  private List<Job> jobs(int[] batch, Rng points, int k) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < batch.length; i++) {
      System.arraycopy(theta, 0, adapted[i], 0, theta.length);
      moves.scatter(own.values()[batch[i]], adapted[i]);
      jobs.add(
          replay.job(
              adapted[i],
              signals.get(batch[i]),
              gradients[i],
              config.samples(),
              points.split((long) k * batch.length + i)));
    }
    return jobs;
  }

  /** A step of the outer Adam along the batch's mean gradient, for what does not move. */
  private void moveShared(double rate) {
    Arrays.fill(meta, 0f);
    for (float[] gradient : gradients) {
      compute.kernels().axpy(meta.length, 1f / gradients.length, gradient, 0, meta, 0);
    }
    Arrays.fill(moved, 0f);
    moves.scatter(moved, meta);
    adam.step(rate, meta, theta);
  }

  /** A step of a signal's Adam. */
  private void moveOwn(int signal, float[] gradient, double rate) {
    moves.gather(gradient, moved);
    Adam mover =
        new Adam(
            own.m()[signal], own.v()[signal], own.steps()[signal], OWN_BETA_2, compute.kernels());
    mover.step(rate, moved, own.values()[signal]);
    own.steps()[signal]++;
  }

  /** {@return what the signals have of their own, the learner's own arrays} */
  public Own own() {
    return own;
  }

  /** {@return the parameters as they are now; of those that move the mean of all signals} */
  @Override
  public float[] theta() {
    double[] sum = new double[moved.length];
    for (float[] values : own.values()) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += values[j];
      }
    }
    for (int j = 0; j < sum.length; j++) {
      moved[j] = (float) (sum[j] / own.signals());
    }
    moves.scatter(moved, theta);
    return theta;
  }

  @Override
  public Adam adam() {
    return adam;
  }

  @Override
  public Rng rng() {
    return rng;
  }
}
