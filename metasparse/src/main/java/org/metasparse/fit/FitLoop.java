package org.metasparse.fit;

import java.util.List;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Optimiser;
import org.metasparse.siren.SirenReplay;

/**
 * The loop that every fit is: the gradient, a look at the loss, a step of the optimiser. Fits by
 * protocol and by effort, baselines that prune on their way and the tuning of rounded parameters
 * differ in what they hook into it.
 *
 * @param replay computes gradients
 * @param jobs one for each signal: its parameters, which are moved, and where its gradient goes
 * @param optimisers one for each job
 */
public record FitLoop(SirenReplay replay, List<Job> jobs, List<? extends Optimiser> optimisers) {
  /** What a fit does at each step. */
  public interface Hook {
    /**
     * The learning rate.
     *
     * @param step from 0
     * @return the rate
     */
    double rate(int step);

    /**
     * Where the gradients are taken, if not at the jobs themselves: at some of their points, at
     * rounded parameters.
     *
     * @param step from 0
     * @param jobs the loop's jobs
     * @return one for each of them, with the same gradient array
     */
    default List<Job> at(int step, List<Job> jobs) {
      return jobs;
    }

    /**
     * Is told the losses of a step's gradients.
     *
     * @param step from 0
     * @param losses one for each job; valid during the call
     * @return false to end here, without the step
     */
    boolean met(int step, double[] losses);

    /**
     * Every step at the same rate, to the end.
     *
     * @param rate the rate
     * @param losses overwritten: row i with the i-th job's losses, at their steps; or of no rows
     * @return the hook
     */
    static Hook atRate(double rate, double[]... losses) {
      return new Hook() {
        @Override
        public double rate(int step) {
          return rate;
        }

        @Override
        public boolean met(int step, double[] met) {
          for (int i = 0; i < losses.length; i++) {
            losses[i][step] = met[i];
          }
          return true;
        }
      };
    }
  }

  /**
   * Takes steps.
   *
   * @param first the number of the first
   * @param end one more than that of the last
   * @param hook what is done at each
   * @return {@code end}, or the step at which the hook ended it
   * @throws java.util.concurrent.CancellationException if this thread is interrupted; parameters
   *     are then as after the last whole step
   */
  public int run(int first, int end, Hook hook) {
    double[] losses = new double[jobs.size()];
    for (int k = first; k < end; k++) {
      Cancellation.check(Thread.currentThread());
      replay.gradients(hook.at(k, jobs), losses);
      if (!hook.met(k, losses)) {
        return k;
      }
      double rate = hook.rate(k);
      for (int i = 0; i < losses.length; i++) {
        Job job = jobs.get(i);
        optimisers.get(i).step(rate, job.gradient(), job.theta());
      }
    }
    return end;
  }

  /** {@return the losses of the jobs as they are now} */
  public double[] losses() {
    double[] losses = new double[jobs.size()];
    replay.losses(jobs, losses);
    return losses;
  }
}
