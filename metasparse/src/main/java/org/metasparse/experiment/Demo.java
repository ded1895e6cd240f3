package org.metasparse.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Fit;
import org.metasparse.fit.FitListener;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.Learner;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.Preparation;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.train.MetaSparse;
import org.metasparse.train.Preset;
import org.metasparse.train.Settings;
import org.metasparse.train.TrainConfig;

/**
 * The whole algorithm on the embedded faces: meta-learn, prune in rounds, retrain, and after each
 * round fit faces that training never saw.
 */
public final class Demo {
  /**
   * What one initial network is worth.
   *
   * @param name what it is
   * @param model the network, with its round and configuration
   * @param fits it fitted to each held-out face by 100 steps of Adam
   * @param seconds since the start
   */
  public record Stage(String name, Checkpoint model, List<Fit> fits, double seconds) {}

  /** Is told what happens. */
  public interface Listener {
    /**
     * Called after every outer step.
     *
     * @param round the round, 0 for the dense network
     * @param step outer steps so far
     * @param losses what the step met
     */
    void step(int round, long step, Learner.Losses losses);

    /**
     * Called after each stage.
     *
     * @param stage what was reached
     */
    void stage(Stage stage);
  }

  private Demo() {}

  /**
   * The demonstration's configuration: 48 x 48 pixels, width 64, omega 60, five prunings of 40 %.
   *
   * @param seed of all random numbers
   * @return the numbers
   */
  public static TrainConfig config(long seed) {
    TrainConfig quick = Preset.QUICK.config();
    return new TrainConfig(Preparation.square(48), quick.settings())
        .with(Settings.DENSE_STEPS, 1500)
        .with(Settings.ROUNDS, 5)
        .with(Settings.ROUND_STEPS, 450)
        .with(Settings.FRACTION, 0.4)
        .with(Settings.SEED, seed);
  }

  /**
   * Runs it.
   *
   * @param config the numbers
   * @param train faces to learn from
   * @param test faces to fit
   * @param compute kernels and threads
   * @param listener is told what happens
   * @return the stages: random initialisation, dense meta-learned, then each round
   */
  public static List<Stage> run(
      TrainConfig config,
      List<Signal> train,
      List<Signal> test,
      Compute compute,
      Listener listener) {
    long started = System.nanoTime();
    List<Stage> stages = new ArrayList<>();
    Siren random = SirenInit.random(config.shape(), new Rng(config.seed()).split(0));
    Checkpoint start = new Checkpoint(random, 0, 0, null, null, 0, 0, "");
    add(stages, "random initialisation", start, test, compute, started, listener);
    MetaSparse.Listener training =
        new MetaSparse.Listener() {
          @Override
          public void step(
              int round, long step, Learner.Losses losses, Supplier<Checkpoint> state) {
            listener.step(round, config.schedule().before(round, step), losses);
          }

          @Override
          public void round(Checkpoint model) {
            String name =
                model.round() == 0
                    ? "dense meta-learned"
                    : "Meta-SparseINR, round " + model.round();
            add(stages, name, model, test, compute, started, listener);
          }
        };
    new MetaSparse(config, train, compute, training).run();
    return stages;
  }

  private static void add(
      List<Stage> stages,
      String name,
      Checkpoint model,
      List<Signal> test,
      Compute compute,
      long started,
      Listener listener) {
    List<Fit> fits =
        new Fitter(model.siren(), compute).fit(test, Protocol.ADAM100, FitListener.NONE);
    Stage stage = new Stage(name, model, fits, (System.nanoTime() - started) * 1e-9);
    stages.add(stage);
    listener.stage(stage);
  }
}
