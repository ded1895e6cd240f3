package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Sgd;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.PlainSiren;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;
import org.metasparse.siren.Way;

/** A pruned network is the dense one with zeros: what was pruned is gone and is not missed. */
class SparseEqualsDenseTest {
  private static final Signal SIGNAL = Pictures.of(19, 23, 3, 12);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.7, 0.97})
  void theSameValuesToTheBit(double pruned) {
    Siren sparse = Sirens.pruned(new SirenShape(2, 24, 3, 3, 60f), pruned, 4);
    Siren dense = dense(sparse);
    for (Way way : Way.others()) {
      try (Compute compute = way.start()) {
        Bits.same(
            Renderer.render(dense, "dense", SIGNAL.kind(), SIGNAL.grid(), compute).values(),
            Renderer.render(sparse, "sparse", SIGNAL.kind(), SIGNAL.grid(), compute).values(),
            pruned + " pruned, " + way);
      }
    }
  }

  private static Siren dense(Siren sparse) {
    return new Siren(sparse.shape(), sparse.shape().layout(), Sirens.dense(sparse, sparse.theta()));
  }

  /** The dense network's zeros are held in place by hand. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.7, 0.97})
  void theSameFitButForRounding(double pruned) {
    Siren sparse = Sirens.pruned(new SirenShape(2, 24, 3, 3, 60f), pruned, 5);
    Siren dense = dense(sparse);
    float[] mask = Sirens.mask(sparse);
    float[] gradient = new float[mask.length];
    double[] loss = new double[1];
    try (Compute compute = Way.plain().start()) {
      SirenReplay replay = new SirenReplay(dense.shape(), dense.layout(), compute);
      Job job = replay.job(dense.theta(), SIGNAL, gradient);
      Sgd sgd = new Sgd(compute.kernels());
      Protocol protocol = Protocol.SGD2.withSteps(5);
      Fit fit = new Fitter(sparse, compute).fit(SIGNAL, protocol);
      for (int k = 0; k < 5; k++) {
        replay.gradients(List.of(job), loss);
        assertEquals(loss[0], fit.losses()[k], k == 0 ? 0 : 4e-7 * loss[0], "step " + k);
        for (int i = 0; i < mask.length; i++) {
          gradient[i] *= mask[i];
        }
        sgd.step((float) protocol.learningRate(), gradient, dense.theta());
      }
      double error =
          PlainSiren.errorOfWay(
              Sirens.dense(sparse, sparse.theta()),
              PlainSiren.doubles(dense.theta()),
              Sirens.dense(sparse, fit.theta()));
      // Of the way that five steps go; measured are 6.5e-8.
      assertEquals(0, error, 2e-7, pruned + " pruned");
    }
  }
}
