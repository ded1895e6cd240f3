package org.metasparse.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.autodiff.Job;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Fit;
import org.metasparse.fit.FitListener;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.fit.Psnr;
import org.metasparse.interchange.PageText;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;
import org.metasparse.train.MetaSparse;

/** The initial networks that a page compares: random, dense, each sparse round. */
final class StageJson {
  private static final int WARM = 5;
  private static final int TIMED = 15;

  private StageJson() {}

  /** All stages: the network, what it gave for the first picture, mean PSNR, time of a step. */
  static List<Map<String, Object>> of(Subject subject, Compute compute) {
    List<Map<String, Object>> stages = new ArrayList<>();
    Siren random = MetaSparse.initial(subject.config()).siren();
    stages.add(stage("random", -1, random, subject, compute));
    subject
        .rounds()
        .forEach(
            round -> {
              String name = round.round() == 0 ? "dense" : "round " + round.round();
              stages.add(stage(name, round.round(), round.siren(), subject, compute));
            });
    return stages;
  }

  private static Map<String, Object> stage(
      String name, int round, Siren siren, Subject subject, Compute compute) {
    List<Fit> fits =
        new Fitter(siren, compute).fit(subject.fit(), Protocol.ADAM100, FitListener.NONE);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("round", round);
    json.put("weights", siren.layout().weights());
    json.put("kept", siren.layout().density());
    json.put("psnr", Psnr.mean(fits));
    json.put("stepMs", stepMillis(siren, subject));
    json.put("network", NetworkJson.of(siren));
    json.put("fitted", PageText.floats(fits.get(0).theta()));
    json.put("fittedPsnr", fits.get(0).psnr());
    return json;
  }

  /** The shortest time of a gradient of the first picture, on one thread. */
  private static double stepMillis(Siren siren, Subject subject) {
    try (Compute one = Compute.start(1)) {
      SirenReplay replay = new SirenReplay(siren.shape(), siren.layout(), one);
      Job job = replay.job(siren.theta(), subject.fit().get(0), new float[siren.theta().length]);
      double[] loss = new double[1];
      double least = Double.POSITIVE_INFINITY;
      for (int k = -WARM; k < TIMED; k++) {
        long start = System.nanoTime();
        replay.gradients(List.of(job), loss);
        if (k >= 0) {
          least = Math.min(least, (System.nanoTime() - start) * 1e-6);
        }
      }
      return least;
    }
  }
}
