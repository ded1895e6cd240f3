package org.metasparse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Compute;
import org.metasparse.explain.RunReport;
import org.metasparse.explain.RunStory;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.Learner;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.train.DataSet;
import org.metasparse.train.GeneratedFields;
import org.metasparse.train.Preset;
import org.metasparse.train.Run;
import org.metasparse.train.RunFolder;
import org.metasparse.train.Setting;
import org.metasparse.train.Settings;
import org.metasparse.train.TrainConfig;

/** {@code train}: meta-learn, prune, retrain. */
final class TrainCommand implements Command {

  private final List<Setting<?>> rows;

  TrainCommand() {
    this(Settings.ROWS);
  }

  /** With a table of settings of one's own. */
  TrainCommand(List<Setting<?>> rows) {
    this.rows = rows;
  }

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
        DATA is a folder of files of one kind, in folders of any depth: PNG or JPEG images,
        WAV sounds (PCM), animated GIFs, OBJ meshes (their signed distance is sampled); with --kind
        video, a folder of folders of frames. Or sdf:COUNT@SEED: that many generated signed distance
        fields, such as sdf:1000@1 (without @SEED: seed 1); other seeds give other fields, to be held
        out. Unless given, --samples is 4096 for videos and shapes, and --channels 3 for images and
        videos, 1 for sounds, shapes and sdf: data. Files that cannot be read are told of and passed
        over; --strict stops at the first. A run that goes on must meet the same files.

        The preset paper prunes as the paper does, which the others do with --score magnitude
        --no-rewind. Unless told so they prune by Fisher scores, which measure better where few
        weights are left, and rewind the survivors of sounds.

        With --moves a round leaves all weights as they are and takes from what the fit of a signal
        moves: the rest is learned as what all signals share, and costs no byte of a file that
        encode writes.

        RUN receives config.json, a checkpoint after each round (round-00 is dense),
        latest.safetensors, log.jsonl and at the end report.html. Ctrl-C stops with a
        checkpoint; the same command goes on from there, to the same bits as an uninterrupted run.
        """;
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(new Option("--out", "RUN", "folder of the run; also -o"));
    options.add(new Option("--preset", "NAME", Preset.ids() + " (default: quick)"));
    options.addAll(SignalOptions.OPTIONS);
    options.addAll(TrainingOptions.of(rows));
    options.add(new Option("--limit", "N", "use only the first N signals"));
    options.add(new Option("--strict", null, "stop at the first signal that cannot be read"));
    options.add(new Option("--val", "DATA", "held-out data to report on (default: none)"));
    options.add(new Option("--val-limit", "N", "how many of them (default: 8)"));
    options.add(new Option("--checkpoint-seconds", "X", "time between checkpoints (default: 60)"));
    options.add(Option.SEED);
    options.add(Option.THREADS);
    options.add(Option.JSON);
    options.add(Option.QUIET);
    return options;
  }

  @Override
  public Set<String> common() {
    return Set.of(
        "--out",
        "--preset",
        "--val",
        "--size",
        "--crop",
        "--width",
        "--rounds",
        "--prune",
        "--seed",
        "--help");
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
    return there ? DataSet.medium(data) : Medium.of("image");
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    Path out = Path.of(a.required("--out"));
    Medium medium = SignalOptions.kind(a, () -> medium(data(a)));
    TrainConfig preset = a.choice("--preset", "quick", Preset::of).config(medium, rows);
    TrainConfig config = TrainingOptions.config(a, preset, data(a));
    double checkpointSeconds = a.positive("--checkpoint-seconds", 60);
    String held = a.text("--val", "");
    checkApart(data(a), held);
    int limit = a.integer("--limit", Integer.MAX_VALUE, 1);
    DataSet data =
        a.flag("--strict")
            ? DataSet.open(data(a), config.preparation(), limit)
            : DataSet.readable(data(a), config.preparation(), limit, terminal::notice);
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
        Interrupt interrupt = new Interrupt(terminal)) {
      TrainListener listener = new TrainListener(terminal, config, interrupt);
      Run training =
          new Run(config, data.signals(), heldOut, compute, listener, folder, checkpointSeconds);
      Checkpoint end = training.run();
      listener.close();
      if (config.finished(end)) {
        RunReport.write(folder, config, data(a));
        if (a.flag(Option.JSON.name())) {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("run", folder.path().toString());
          json.put("rounds", RunStory.of(folder).toJson());
          terminal.out().println(Json.write(json));
          return Main.DONE;
        }
        terminal
            .told()
            .printf(
                Locale.ROOT,
                "%s: finished; %d of %d weights (%.2f %%)%s after round %d%n",
                folder.path(),
                end.siren().layout().weights(),
                end.siren().layout().denseWeights(),
                100 * end.siren().layout().density(),
                moving(end),
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
      return Main.INTERRUPTED;
    }
  }

  /** Of a model of which signals move a part, how large that is. */
  private static String moving(Checkpoint model) {
    return model.siren().moves().all() ? "" : ", " + model.siren().moves() + " move";
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
    public void step(int round, long step, Learner.Losses losses) {
      if (progress == null) {
        progress = new Progress(terminal, "step", step - 1, config.schedule().totalSteps());
      }
      progress.update(
          step,
          String.format(
              Locale.ROOT, "round %d  loss %.4f > %.4f", round, losses.inner(), losses.outer()));
    }

    @Override
    public void measuring(int round, long step) {
      if (progress != null) {
        progress.update(step, "round " + round + "  measuring fits from it");
      }
    }

    @Override
    public void round(Checkpoint model, double psnr, double seconds) {
      Layout layout = model.siren().layout();
      String line =
          String.format(
              Locale.ROOT,
              "round %d: %d weights (%.2f %%)%s%s, %s",
              model.round(),
              layout.weights(),
              100 * layout.density(),
              moving(model),
              Double.isNaN(psnr) ? "" : String.format(Locale.ROOT, ", held out %.2f dB", psnr),
              Progress.duration(seconds));
      Progress.line(progress, terminal, line);
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
