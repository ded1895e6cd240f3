package org.metasparse.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Fit;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.fit.Renderer;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Way;

/** Pruning further than is sensible: layers lose all their weights, at last the whole network. */
class PruneToNothingTest {
  private static final Signal SIGNAL = Pictures.of(9, 11, 3, 1);
  private static final Protocol PROTOCOL = new Protocol(Protocol.Optimiser.ADAM, 60, 1e-2);

  private static void checkTrains(Siren siren, Compute compute) {
    float[] output = Renderer.render(siren, "x", SIGNAL.kind(), SIGNAL.grid(), compute).values();
    for (float value : output) {
      assertTrue(Float.isFinite(value), siren.layout().weights() + " weights give " + value);
    }
    Fit fit = new Fitter(siren, compute).fit(SIGNAL, PROTOCOL);
    String where = siren.layout().weights() + " weights: " + Arrays.toString(fit.losses());
    assertTrue(Arrays.stream(fit.losses()).allMatch(Double::isFinite), where);
    assertTrue(fit.mse() < fit.losses()[0], where);
  }

  @Test
  void theNetworkStillTrains() {
    Siren siren = SirenInit.random(new SirenShape(2, 18, 3, 3, 30f), new Rng(7));
    // So that layer 2 is the first to lose all.
    for (int i = 0; i < siren.layout().block("weight.2").size(); i++) {
      siren.theta()[siren.layout().block("weight.2").offset() + i] *= 1e-3f;
    }
    List<Integer> empty = new ArrayList<>();
    try (Compute compute = Way.plain().start()) {
      while (siren.layout().weights() > 0) {
        // Half of one is none: the last goes with a fraction of 1.
        double fraction = siren.layout().weights() > 1 ? 0.5 : 1;
        Pruned pruned = MagnitudePruning.prune(siren.layout(), siren.theta(), fraction);
        siren = new Siren(siren.shape(), pruned.layout(), pruned.shrink(siren.theta()));
        empty.add(empty(siren.layout()));
        assertTrue(empty.size() < 20, siren.layout().weights() + " weights do not go away");
        checkTrains(siren, compute);
      }
      assertTrue(empty.contains(1), "no round had one empty layer: " + empty);
      assertEquals(4, empty.get(empty.size() - 1));
      assertEquals(3 * 18 + 3, siren.theta().length, "biases alone are left");
      // Without weights the network is a constant. The loss is a parabola of each bias of the last
      // layer, on which one step of 3/2 leads to the best, the mean of its channel.
      Protocol oneStep = new Protocol(Protocol.Optimiser.SGD, 1, 1.5);
      assertEquals(variance(), new Fitter(siren, compute).fit(SIGNAL, oneStep).mse(), 1e-7);
    }
  }

  private static int empty(Layout layout) {
    return (int) layout.blocks().stream().filter(b -> b.size() == 0 && b.pattern() != null).count();
  }

  /** The mean over channels of the variance over pixels. */
  private static double variance() {
    int n = SIGNAL.grid().count();
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      float[] channel = Arrays.copyOfRange(SIGNAL.values(), c * n, (c + 1) * n);
      double mean = 0;
      for (float v : channel) {
        mean += v / (double) n;
      }
      for (float v : channel) {
        sum += (v - mean) * (v - mean) / n / 3;
      }
    }
    return sum;
  }
}
