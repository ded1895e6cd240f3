package org.metasparse.meta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Sgd;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * The outer loop (the paper's step 1, by any {@link MetaGradient}): learns an initial network from
 * which signals of a class are fitted in a few steps.
 *
 * <p>Each step draws a batch of signals. For each, the inner loop takes K steps of SGD from theta
 * on the whole grid, or on points drawn anew for each gradient ({@link MetaConfig#samples()}), and
 * collects the meta-gradient on the way; the outer Adam takes a step along their mean. Layout,
 * parameters, moments and the random state are all there is to know for going on exactly; see
 * {@link #theta()}, {@link #adam()}, {@link #rng()}.
 *
 * <p>Not thread-safe: one caller at a time.
 */
public final class MetaLearner implements Learner {
  private final MetaConfig config;
  private final List<Signal> signals;
  private final Compute compute;
  private final SirenReplay replay;
  private final float[] theta;
  private final Adam adam;
  private final Rng rng;
  private final MetaStep plain;
  private final WayBack back;
  private final float[] metaGradient;
  private final float[][] adapted;
  private final float[][] gradients;
  private final double[] losses;

  /**
   * Prepares to learn.
   *
   * @param config the numbers
   * @param initial the network to start from; its parameters are copied
   * @param adam the outer optimiser, new or in the middle of its work
   * @param rng draws the batches
   * @param signals what to learn from; at least a batch; not copied, so that it may read on demand
   * @param compute kernels and threads
   * @throws IllegalArgumentException if there are fewer signals than a batch needs
   */
  public MetaLearner(
      MetaConfig config, Siren initial, Adam adam, Rng rng, List<Signal> signals, Compute compute) {
    if (signals.size() < config.batch()) {
      throw new IllegalArgumentException(
          signals.size() + " signals are too few for batches of " + config.batch());
    }
    this.config = config;
    this.signals = signals;
    this.compute = compute;
    this.adam = adam;
    this.rng = rng;
    this.theta = initial.theta().clone();
    this.replay = new SirenReplay(initial.shape(), initial.layout(), compute);
    this.plain = MetaStep.of(config);
    this.back =
        config.rule().exact()
            ? new WayBack(initial, config.batch(), config.innerSteps(), compute)
            : null;
    this.metaGradient = new float[theta.length];
    this.adapted = new float[config.batch()][theta.length];
    this.gradients = new float[config.batch()][theta.length];
    this.losses = new double[config.batch()];
  }

  /**
   * Takes one outer step with the configuration's numbers.
   *
   * @return the losses that it met
   * @throws DivergedException if one is NaN or infinite; theta and moments are then as before
   */
  public Losses step() {
    return step(plain);
  }

  @Override
  public Losses step(MetaStep numbers) {
    List<Signal> batch = new ArrayList<>();
    for (int i : rng.distinct(config.batch(), signals.size())) {
      batch.add(signals.get(i));
    }
    Losses met = metaGradient(batch, numbers, metaGradient);
    if (!Double.isFinite(met.inner()) || !Double.isFinite(met.outer())) {
      throw new DivergedException(
          "the loss became " + (Double.isFinite(met.inner()) ? met.outer() : met.inner()));
    }
    if (back != null && !finite(metaGradient)) {
      throw new DivergedException("the meta-gradient became infinite");
    }
    adam.step(numbers.outerRate(), metaGradient, theta);
    return met;
  }

  /** Hessians grow beyond all floats before losses do. */
  private static boolean finite(float[] values) {
    float sum = 0;
    for (float value : values) {
      sum += value * 0;
    }
    return sum == 0;
  }

  /**
   * Computes the meta-gradient of a batch at theta, without taking a step. The random state moves
   * on if points are drawn.
   *
   * @param batch as many signals as {@link MetaConfig#batch()}
   * @param meta receives the mean of the signals' meta-gradients; overwritten
   * @return the losses met on the way
   */
  public Losses metaGradient(List<Signal> batch, float[] meta) {
    return metaGradient(batch, plain, meta);
  }

  private Losses metaGradient(List<Signal> batch, MetaStep numbers, float[] meta) {
    float[] weights = numbers.weights();
    Kernels kernels = compute.kernels();
    Sgd sgd = new Sgd(kernels);
    for (int i = 0; i < batch.size(); i++) {
      System.arraycopy(theta, 0, adapted[i], 0, theta.length);
    }
    // One number a step, so that a run resumes exactly whatever the sizes of its signals.
    Rng points = config.samples() > 0 ? new Rng(rng.nextLong()) : null;
    List<Job> jobs = jobs(batch, points, 0);
    Arrays.fill(meta, 0f);
    int last = config.innerSteps();
    while (weights[last] == 0) {
      last--;
    }
    if (back != null) {
      back.begin();
    }
    double inner = 0;
    for (int k = 0; k <= last; k++) {
      if (k > 0 && points != null) {
        jobs = jobs(batch, points, k);
      }
      replay.gradients(jobs, losses);
      if (k == 0) {
        inner = mean();
      }
      if (back != null && k < last) {
        back.keep(jobs);
      } else if (back != null) {
        back.take(numbers.innerRate(), gradients);
      }
      for (int i = 0; i < jobs.size(); i++) {
        if (weights[k] != 0) {
          kernels.axpy(meta.length, weights[k] / jobs.size(), gradients[i], 0, meta, 0);
        }
        if (k < last) {
          sgd.step(numbers.innerRate(), gradients[i], adapted[i]);
        }
      }
    }
    return new Losses(inner, mean());
  }

  /** The batch's gradients at a step of the inner loop, each on points of a stream of its own. */
  private List<Job> jobs(List<Signal> batch, Rng points, int k) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Signal signal = batch.get(i);
      jobs.add(
          points == null
              ? replay.job(adapted[i], signal, gradients[i])
              : replay.job(
                  adapted[i],
                  signal,
                  gradients[i],
                  config.samples(),
                  points.split((long) k * batch.size() + i)));
    }
    return jobs;
  }

  private double mean() {
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum / losses.length;
  }

  @Override
  public float[] theta() {
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
