package org.metasparse.meta;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.autodiff.HessianProduct;
import org.metasparse.autodiff.Job;
import org.metasparse.engine.Compute;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenTape;

/**
 * The derivative of an inner loop by the parameters that it began at. The way {@code theta_{k+1} =
 * theta_k - alpha g_k(theta_k)} has the Jacobians {@code I - alpha H_k}, {@code H_k} being the
 * Hessian of the loss of step k at {@code theta_k}; a gradient {@code u} at the way's end comes
 * back as {@code (I - alpha H_0) … (I - alpha H_{K-1}) u} (Finn et al. 2017, without leaving out
 * the second-order terms).
 *
 * <p>Takes K products with a Hessian for each signal, three gradients' work each, and keeps the
 * parameters of the whole way.
 */
final class WayBack {
  private final HessianProduct hessian;
  private final Compute compute;
  private final int size;
  private final List<float[][]> thetas = new ArrayList<>();
  private final List<List<Job>> met = new ArrayList<>();
  private final float[][] products;

  WayBack(Siren siren, int batch, int innerSteps, Compute compute) {
    SirenTape recorded = SirenTape.record(siren.shape(), siren.layout());
    this.hessian = new HessianProduct(recorded.tape(), recorded.loss(), siren.layout(), compute);
    this.compute = compute;
    this.size = siren.theta().length;
    for (int k = 0; k < innerSteps; k++) {
      thetas.add(new float[batch][size]);
    }
    this.products = new float[batch][size];
  }

  /** Forgets an earlier way. */
  void begin() {
    met.clear();
  }

  /**
   * Keeps a step of the way: each signal's parameters before it, and the points it was taken on.
   */
  void keep(List<Job> jobs) {
    float[][] kept = thetas.get(met.size());
    for (int i = 0; i < jobs.size(); i++) {
      System.arraycopy(jobs.get(i).theta(), 0, kept[i], 0, size);
    }
    met.add(jobs);
  }

  /**
   * Takes gradients at the way's end back to its beginning.
   *
   * @param alpha the inner rate
   * @param u each signal's gradient; overwritten by what it is by the parameters at the beginning
   */
  void take(double alpha, float[][] u) {
    for (int k = met.size() - 1; k >= 0; k--) {
      List<HessianProduct.Request> requests = new ArrayList<>();
      for (int i = 0; i < u.length; i++) {
        requests.add(
            new HessianProduct.Request(
                thetas.get(k)[i], met.get(k).get(i).inputs(), u[i], products[i]));
      }
      hessian.products(requests);
      for (int i = 0; i < u.length; i++) {
        compute.kernels().axpy(size, (float) -alpha, products[i], 0, u[i], 0);
      }
    }
  }
}
