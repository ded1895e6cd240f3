package org.metasparse.meta;

import java.util.List;
import org.metasparse.autodiff.Adam;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.format.Own;
import org.metasparse.signal.Signal;
import org.metasparse.signal.Spread;
import org.metasparse.siren.Siren;

/**
 * What a few signals would have of their own if each were fitted from a network by itself: from
 * which it is seen which parameters have to move.
 *
 * @param signals how many, spread over all
 * @param steps of Adam for each
 * @param rate its learning rate
 * @param samples points that are drawn for each gradient; 0 for all
 * @param seed of the points
 */
public record Survey(int signals, int steps, double rate, int samples, long seed) {
  /**
   * Fits them.
   *
   * @param siren the network
   * @param from signals of which some are taken, all if there are no more
   * @param compute kernels and threads
   * @return what they have then
   */
  public Own of(Siren siren, List<Signal> from, Compute compute) {
    List<Signal> some = Spread.of(from, signals);
    int count = some.size();
    Own all = Own.of(count, siren.moves(), siren.theta());
    MetaConfig config = new MetaConfig(MetaGradient.MULTISTEP, steps, rate, rate, 1, samples);
    MetaStep numbers = new MetaStep(null, rate, 0);
    for (int i = 0; i < count; i++) {
      Own one =
          new Own(
              new int[1],
              new float[][] {all.values()[i]},
              new float[][] {all.m()[i]},
              new float[][] {all.v()[i]});
      Adam unused = new Adam(siren.theta().length, compute.kernels());
      Rng rng = new Rng(seed).split(i);
      new SharedLearner(config, siren, one, unused, rng, some.subList(i, i + 1), compute)
          .step(numbers);
      all.steps()[i] = one.steps()[0];
    }
    return all;
  }
}
