package org.metasparse.experiment;

import java.util.List;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Optimiser;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Fit;
import org.metasparse.fit.FitLoop;
import org.metasparse.fit.Protocol;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruned;
import org.metasparse.prune.Pruning;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * Fits one signal from a dense meta-learned network and prunes it by magnitude on the way: what the
 * paper's baselines MAML + OneShot and MAML + IMP do. Survivors keep their values and Adam's
 * moments; what is pruned was learned for this signal alone.
 *
 * <p>Not thread-safe: one caller at a time.
 */
public final class PrunedFit {
  private final Siren initial;
  private final Protocol protocol;
  private final Compute compute;

  private Siren network;
  private Optimiser optimiser;

  /**
   * A fit that was pruned on its way.
   *
   * @param network the fitted network, of the layout that is left in the end
   * @param fit its parameters, and the errors on the way
   */
  public record Outcome(Siren network, Fit fit) {}

  /**
   * Prepares to fit.
   *
   * @param initial where every fit starts, dense; not changed
   * @param protocol how to fit
   * @param compute kernels and threads
   */
  public PrunedFit(Siren initial, Protocol protocol, Compute compute) {
    this.initial = initial;
    this.protocol = protocol;
    this.compute = compute;
  }

  /**
   * Fits a signal.
   *
   * @param signal what to fit
   * @param schedule when to prune, and to how many weights
   * @return the fitted network, and the errors on the way
   * @throws IllegalArgumentException if the schedule prunes after the last step, or to more weights
   *     than there are
   */
  public Outcome fit(Signal signal, PruneSchedule schedule) {
    List<Integer> steps = schedule.steps();
    if (!steps.isEmpty() && steps.get(steps.size() - 1) >= Math.max(1, protocol.steps())) {
      throw new IllegalArgumentException(
          "pruning before step " + steps + " of a fit of " + protocol.steps());
    }
    network = new Siren(initial.shape(), initial.layout(), initial.theta().clone());
    optimiser = protocol.optimiser().of(initial.layout().size(), compute.kernels());
    double[] losses = new double[protocol.steps() + 1];
    FitLoop.Hook hook = FitLoop.Hook.atRate(protocol.learningRate(), losses);
    FitLoop loop = loop(signal);
    int done = 0;
    for (int i = 0; i < steps.size(); i++) {
      done = loop.run(done, steps.get(i), hook);
      prune(schedule.survivors().get(i));
      loop = loop(signal);
    }
    loop.run(done, protocol.steps(), hook);
    losses[protocol.steps()] = loop.losses()[0];
    return new Outcome(network, new Fit(network.theta(), losses, protocol.learningRate()));
  }

  private FitLoop loop(Signal signal) {
    SirenReplay replay = new SirenReplay(network.shape(), network.layout(), compute);
    Job job = replay.job(network.theta(), signal, new float[network.layout().size()]);
    return new FitLoop(replay, List.of(job), List.of(optimiser));
  }

  private void prune(int survivors) {
    int count = network.layout().weights() - survivors;
    Pruned pruned =
        Pruning.lowest(network.layout(), network.theta(), count, MagnitudePruning::scores);
    network = new Siren(network.shape(), pruned.layout(), pruned.shrink(network.theta()));
    if (optimiser instanceof Adam adam) {
      float[] m = pruned.shrink(adam.m());
      float[] v = pruned.shrink(adam.v());
      optimiser = new Adam(m, v, adam.steps(), compute.kernels());
    }
  }
}
