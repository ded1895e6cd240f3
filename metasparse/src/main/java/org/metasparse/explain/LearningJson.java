package org.metasparse.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Fit;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.fit.Renderer;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.Learner;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.train.MetaSparse;

/**
 * The initial network as it learns: its first outer steps are taken again, from the run's own seed
 * and numbers.
 */
final class LearningJson {
  private static final Set<Long> SHOWN = Set.of(1L, 3L, 10L, 30L, 100L);
  private static final long LAST = 100;

  private LearningJson() {}

  /** After some outer steps: theta as a picture, and what K inner steps make of it. */
  static List<Map<String, Object>> of(Subject subject, Compute compute) {
    List<Map<String, Object>> shown = new ArrayList<>();
    Siren random = MetaSparse.initial(subject.config()).siren();
    shown.add(snapshot(0, random, subject, compute));
    long dense = subject.config().schedule().denseSteps();
    MetaSparse.Listener listener =
        new MetaSparse.Listener() {
          private boolean enough;

          @Override
          public boolean stop() {
            return enough;
          }

          @Override
          public void step(
              int round, long step, Learner.Losses losses, Supplier<Checkpoint> state) {
            enough = step >= Math.min(LAST, dense - 1);
            if (SHOWN.contains(step) && step < dense) {
              shown.add(snapshot(step, state.get().siren(), subject, compute));
            }
          }
        };
    if (dense > 1) {
      new MetaSparse(subject.config(), subject.learn(), compute, listener).run();
    }
    shown.add(snapshot(dense, subject.rounds().get(0).siren(), subject, compute));
    return shown;
  }

  private static Map<String, Object> snapshot(
      long step, Siren siren, Subject subject, Compute compute) {
    Signal target = subject.fit().get(0);
    Protocol inner =
        new Protocol(
            Protocol.Optimiser.SGD,
            subject.config().meta().innerSteps(),
            subject.config().meta().innerRate());
    Fit fit = new Fitter(siren, compute).fit(target, inner);
    Siren adapted = new Siren(siren.shape(), siren.layout(), fit.theta());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", step);
    json.put("theta", picture(siren, target, compute));
    json.put("adapted", picture(adapted, target, compute));
    json.put("psnr", fit.psnr());
    return json;
  }

  private static String picture(Siren siren, Signal like, Compute compute) {
    return NetworkJson.bytes(
        Renderer.render(siren, like.name(), like.kind(), like.grid(), compute));
  }
}
