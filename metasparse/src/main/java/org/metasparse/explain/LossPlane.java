package org.metasparse.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.autodiff.Adam;
import org.metasparse.autodiff.Job;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.meta.MetaLearner;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/**
 * The plane through theta and the networks adapted to two signals, with what the inner loop does
 * there. A point of parameter space is shown where it falls on the plane: {@code ((p - theta) . u,
 * (p - theta) . v)} with the orthonormal axes u, along the first adapted network, and v.
 */
final class LossPlane {
  /** Signals whose inner steps are shown. */
  static final int SIGNALS = 3;

  /** Rows and columns of the grid on which the loss is computed. */
  static final int GRID = 25;

  /** What is shown beyond the farthest point. */
  private static final double MARGIN = 1.6;

  private final Siren theta;
  private final List<Signal> signals;
  private final MetaConfig meta;
  private final Compute compute;
  private final SirenReplay replay;
  private double[] u;
  private double[] v;

  LossPlane(Siren theta, Subject subject, Compute compute) {
    this.theta = theta;
    this.signals = List.copyOf(subject.learn().subList(0, SIGNALS));
    this.meta = subject.config().meta();
    this.compute = compute;
    this.replay = new SirenReplay(theta.shape(), theta.layout(), compute);
  }

  Map<String, Object> json(String name) {
    List<List<float[]>> paths = signals.stream().map(this::path).toList();
    u = unit(minusTheta(last(paths.get(0))), null);
    v = unit(minusTheta(last(paths.get(1))), u);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    List<List<List<Double>>> shown = new ArrayList<>();
    double reach = 0;
    for (List<float[]> path : paths) {
      List<List<Double>> points = new ArrayList<>();
      for (float[] p : path) {
        double[] at = at(minusTheta(p));
        reach = Math.max(reach, Math.max(Math.abs(at[0]), Math.abs(at[1])));
        points.add(NetworkJson.list(at));
      }
      shown.add(points);
    }
    reach *= MARGIN;
    json.put("paths", shown);
    json.put("reach", reach);
    json.put("loss", grid(reach));
    json.put("rules", rules());
    return json;
  }

  /** theta_0 … theta_K of the inner loop, {@code theta_{k+1} = theta_k - alpha g_k}. */
  private List<float[]> path(Signal signal) {
    List<float[]> path = new ArrayList<>(List.of(theta.theta()));
    float[] g = new float[theta.theta().length];
    double[] loss = new double[1];
    for (int k = 0; k < meta.innerSteps(); k++) {
      float[] next = last(path).clone();
      replay.gradients(List.of(replay.job(next, signal, g)), loss);
      for (int i = 0; i < next.length; i++) {
        next[i] -= (float) meta.innerRate() * g[i];
      }
      path.add(next);
    }
    return path;
  }

  /** The mean loss of the signals at the points of the grid, row by row, v upwards from -reach. */
  private List<Double> grid(double reach) {
    List<Double> losses = new ArrayList<>();
    double[] loss = new double[SIGNALS];
    for (int r = 0; r < GRID; r++) {
      for (int c = 0; c < GRID; c++) {
        double a = reach * (2.0 * c / (GRID - 1) - 1);
        double b = reach * (2.0 * r / (GRID - 1) - 1);
        float[] p = theta.theta().clone();
        for (int i = 0; i < p.length; i++) {
          p[i] += (float) (a * u[i] + b * v[i]);
        }
        List<Job> jobs = signals.stream().map(s -> replay.job(p, s, null)).toList();
        replay.losses(jobs, loss);
        losses.add((loss[0] + loss[1] + loss[2]) / SIGNALS);
      }
    }
    return losses;
  }

  /** Where each rule pulls theta: minus its meta-gradient on the plane, and its whole length. */
  private List<Map<String, Object>> rules() {
    List<Map<String, Object>> rules = new ArrayList<>();
    for (MetaGradient rule : MetaGradient.values()) {
      MetaConfig config =
          new MetaConfig(rule, meta.innerSteps(), meta.innerRate(), meta.outerRate(), SIGNALS);
      float[] g = new float[theta.theta().length];
      Adam unused = new Adam(g.length, compute.kernels());
      new MetaLearner(config, theta, unused, new Rng(1), signals, compute).metaGradient(signals, g);
      double[] down = new double[g.length];
      for (int i = 0; i < g.length; i++) {
        down[i] = -g[i];
      }
      double[] at = at(down);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("rule", rule.id());
      json.put("along", NetworkJson.list(at));
      json.put("length", Math.sqrt(dot(down, down)));
      rules.add(json);
    }
    return rules;
  }

  private static float[] last(List<float[]> path) {
    return path.get(path.size() - 1);
  }

  private double[] minusTheta(float[] p) {
    double[] d = new double[p.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = (double) p[i] - theta.theta()[i];
    }
    return d;
  }

  private double[] at(double[] d) {
    return new double[] {dot(d, u), dot(d, v)};
  }

  /** The direction of d, without what it has along an axis; zero if nothing is left. */
  private static double[] unit(double[] d, double[] without) {
    double along = without == null ? 0 : dot(d, without);
    double[] unit = new double[d.length];
    for (int i = 0; i < d.length; i++) {
      unit[i] = d[i] - (without == null ? 0 : along * without[i]);
    }
    double length = Math.sqrt(dot(unit, unit));
    for (int i = 0; i < d.length; i++) {
      unit[i] = length == 0 ? 0 : unit[i] / length;
    }
    return unit;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
