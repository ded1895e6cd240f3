package org.metasparse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Compute;
import org.metasparse.files.InputException;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.meta.MetaLearner;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.siren.SirenShape;
import org.metasparse.train.DataSet;
import org.metasparse.train.GeneratedFields;
import org.metasparse.train.Preset;
import org.metasparse.train.Run;
import org.metasparse.train.RunFolder;
import org.metasparse.train.TrainConfig;

/** {@code train}: meta-learn, prune, retrain. */
final class TrainCommand implements Command {
  static final int INTERRUPTED = 130;

  // What cannot be meant: an hour of swapping would follow, or an overflow.
  private static final int MOST_WIDTH = 1 << 14;
  private static final int MOST_LAYERS = 64;
  private static final long MOST_WEIGHTS = 1 << 28;
  private static final int MOST_INNER_STEPS = 1000;
  private static final int MOST_ROUNDS = 999;

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String usage() {
    return "DATA --out RUN";
  }

  @Override
  public String summary() {
    return "Learns a sparse initial network for a class of signals; stops and resumes";
  }

  @Override
  public String details() {
    return """
        DATA is a folder of files of one kind, with or without class sub-folders: PNG or JPEG images,
        WAV sounds (PCM), animated GIFs, OBJ meshes (their signed distance is sampled); with --kind
        video, a folder of folders of frames. Or sdf:COUNT@SEED: that many generated signed distance
        fields, such as sdf:1000@1 (without @SEED: seed 1); other seeds give other fields, to be held
        out. Unless given, --samples is 4096 for videos and shapes, and --channels 3 for images and
        videos, 1 for sounds, shapes and sdf: data.

        The preset paper prunes as the paper does, which the others do with --score magnitude
        --no-rewind. Unless told so they prune by Fisher scores, which measure better where few
        weights are left, and rewind the survivors of sounds.

        RUN receives config.json, a checkpoint after each
        round (round-00 is dense), latest.safetensors and log.jsonl. Ctrl-C stops with a checkpoint;
        the same command goes on from there, to the same bits as an uninterrupted run.
        """;
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(new Option("--out", "RUN", "folder of the run; also -o"));
    options.add(new Option("--preset", "NAME", Preset.ids() + " (default: quick)"));
    options.addAll(SignalOptions.BESIDE_IMAGES);
    options.addAll(training());
    options.add(new Option("--limit", "N", "use only the first N signals"));
    options.add(new Option("--val", "DATA", "held-out data to report on (default: none)"));
    options.add(new Option("--val-limit", "N", "how many of them (default: 8)"));
    options.add(new Option("--checkpoint-seconds", "X", "time between checkpoints (default: 60)"));
    options.add(Option.SEED);
    options.add(Option.THREADS);
    return options;
  }

  /** The options that determine a training besides its data and its seed. */
  static List<Option> training() {
    List<Option> options = new ArrayList<>();
    options.addAll(ImageOptions.OPTIONS);
    options.add(SignalOptions.CHANNELS);
    options.add(new Option("--width", "N", "features of each sine layer"));
    options.add(new Option("--layers", "N", "number of sine layers"));
    options.add(new Option("--omega", "X", "frequency factor of the sine layers"));
    options.add(new Option("--rule", "NAME", "meta-gradient: " + MetaGradient.ids()));
    options.add(new Option("--inner-steps", "N", "SGD steps of the inner loop"));
    options.add(new Option("--inner-rate", "X", "learning rate of the inner loop"));
    options.add(new Option("--outer-rate", "X", "learning rate of the outer Adam"));
    options.add(new Option("--batch", "N", "signals drawn for each outer step"));
    options.add(SignalOptions.SAMPLES);
    options.add(new Option("--dense-steps", "N", "outer steps before the first pruning"));
    options.add(new Option("--rounds", "N", "how many times to prune and retrain"));
    options.add(new Option("--round-steps", "N", "outer steps after each pruning"));
    options.add(
        new Option("--prune", "X", "fraction of the surviving weights that a round removes"));
    options.addAll(VariationOptions.OPTIONS);
    return options;
  }

  @Override
  public int leastOperands() {
    return 1;
  }

  private static String data(Arguments a) {
    return a.operands().get(0);
  }

  /** What the data are; the usual if they are not there, so that options are checked first. */
  private static Medium medium(String data) {
    boolean there = GeneratedFields.isName(data) || Files.exists(Path.of(data));
    return there ? DataSet.medium(data) : Medium.IMAGE;
  }

  /** A preset's training with what the options change of it. */
  static TrainConfig config(Arguments a, TrainConfig preset, String data) {
    int natural = GeneratedFields.isName(data) ? 1 : preset.preparation().channels();
    SignalPreparation preparation =
        SignalOptions.withChannels(a, SignalOptions.preparation(a, preset.preparation()), natural);
    MetaConfig meta = preset.meta();
    TrainConfig.Schedule schedule = preset.schedule();
    double fraction = a.positive("--prune", schedule.fraction());
    if (fraction >= 1) {
      throw new InputException("--prune " + fraction + ": must be less than 1");
    }
    return new TrainConfig(
        preparation,
        shape(a, preset.shape(), preparation.channels()),
        new MetaConfig(
            a.choice("--rule", meta.rule().id(), MetaGradient::of),
            a.integer("--inner-steps", meta.innerSteps(), 1, MOST_INNER_STEPS),
            a.positive("--inner-rate", meta.innerRate()),
            a.positive("--outer-rate", meta.outerRate()),
            a.integer("--batch", meta.batch(), 1),
            SignalOptions.samples(a, meta.samples())),
        new TrainConfig.Schedule(
            a.integer("--dense-steps", schedule.denseSteps(), 0),
            a.integer("--rounds", schedule.rounds(), 0, MOST_ROUNDS),
            a.integer("--round-steps", schedule.roundSteps(), 0),
            fraction),
        a.wholeNumber("--seed", preset.seed()),
        VariationOptions.variation(a, preset.variation()));
  }

  private static SirenShape shape(Arguments a, SirenShape preset, int channels) {
    int width = a.integer("--width", preset.width(), 1, MOST_WIDTH);
    int layers = a.integer("--layers", preset.layers(), 1, MOST_LAYERS);
    long weights = (layers - 1L) * width * width;
    if (weights > MOST_WEIGHTS) {
      throw new InputException(
          "--width "
              + width
              + " and --layers "
              + layers
              + ": make "
              + weights
              + " weights; give less, for at most "
              + MOST_WEIGHTS);
    }
    float omega = (float) a.positive("--omega", preset.omega());
    return new SirenShape(preset.dimIn(), width, layers, channels, omega);
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    Path out = Path.of(a.required("--out"));
    Medium medium = SignalOptions.kind(a, () -> medium(data(a)));
    TrainConfig preset = a.choice("--preset", "quick", Preset::of).config(medium);
    TrainConfig config = config(a, preset, data(a));
    double checkpointSeconds = a.positive("--checkpoint-seconds", 60);
    String held = a.text("--val", "");
    checkApart(data(a), held);
    int limit = a.integer("--limit", Integer.MAX_VALUE, 1);
    DataSet data = DataSet.open(data(a), config.preparation(), limit);
    checkBatch(data(a), data, config);
    List<Signal> heldOut = List.of();
    if (a.flag("--val")) {
      heldOut = DataSet.open(held, config.preparation(), a.integer("--val-limit", 8, 1)).signals();
    }
    Map<String, Object> identity = new LinkedHashMap<>(config.toJson());
    identity.put("data", data.toJson());
    RunFolder folder = RunFolder.open(out, identity);
    return train(a, terminal, config, data, heldOut, folder, checkpointSeconds);
  }

  /** Refuses data that do not make a batch. */
  static void checkBatch(String name, DataSet data, TrainConfig config) {
    if (data.signals().size() < config.meta().batch()) {
      throw new InputException(
          name
              + ": fewer "
              + config.preparation().medium().several()
              + " ("
              + data.signals().size()
              + ") than a batch of "
              + config.meta().batch()
              + "; give more or a smaller --batch");
    }
  }

  /** Refuses generated fields as held out that are those to learn from. */
  static void checkApart(String data, String held) {
    if (GeneratedFields.isName(data) && GeneratedFields.isName(held)) {
      GeneratedFields fields = GeneratedFields.of(held);
      if (fields.seed() == GeneratedFields.of(data).seed()) {
        throw new InputException(
            "--val "
                + held
                + ": are fields of the training data; give another seed, such as "
                + new GeneratedFields(fields.count(), fields.seed() + 1));
      }
    }
  }

  private static int train(
      Arguments a,
      Terminal terminal,
      TrainConfig config,
      DataSet data,
      List<Signal> heldOut,
      RunFolder folder,
      double checkpointSeconds) {
    try (Compute compute = a.compute();
        Interrupt interrupt = new Interrupt()) {
      TrainListener listener = new TrainListener(terminal, config, interrupt);
      Run training =
          new Run(config, data.signals(), heldOut, compute, listener, folder, checkpointSeconds);
      Checkpoint end = training.run();
      listener.close();
      if (config.finished(end)) {
        terminal
            .out()
            .printf(
                Locale.ROOT,
                "%s: finished; %d of %d weights (%.2f %%) after round %d%n",
                folder.path(),
                end.siren().layout().weights(),
                end.siren().layout().denseWeights(),
                100 * end.siren().layout().density(),
                end.round());
        return Main.DONE;
      }
      terminal
          .err()
          .println(
              "metasparse: stopped in round "
                  + end.round()
                  + " at step "
                  + end.step()
                  + "; the same command goes on from there");
      return INTERRUPTED;
    }
  }

  /** Shows a training's progress and passes on the wish to stop. */
  static final class TrainListener implements Run.Listener, AutoCloseable {
    private final Terminal terminal;
    private final TrainConfig config;
    private final Interrupt interrupt;
    private Progress progress;

    TrainListener(Terminal terminal, TrainConfig config, Interrupt interrupt) {
      this.terminal = terminal;
      this.config = config;
      this.interrupt = interrupt;
    }

    @Override
    public void step(int round, long step, MetaLearner.Losses losses) {
      if (progress == null) {
        progress = new Progress(terminal, "step", step - 1, config.schedule().totalSteps());
      }
      progress.update(
          step,
          String.format(
              Locale.ROOT, "round %d  loss %.4f > %.4f", round, losses.inner(), losses.outer()));
    }

    @Override
    public void round(Checkpoint model, double psnr, double seconds) {
      Layout layout = model.siren().layout();
      String line =
          String.format(
              Locale.ROOT,
              "round %d: %d weights (%.2f %%)%s, %s",
              model.round(),
              layout.weights(),
              100 * layout.density(),
              Double.isNaN(psnr) ? "" : String.format(Locale.ROOT, ", held out %.2f dB", psnr),
              Progress.duration(seconds));
      if (progress == null) {
        terminal.err().println(line);
      } else {
        progress.line(line);
      }
    }

    @Override
    public boolean stop() {
      return interrupt.requested();
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
