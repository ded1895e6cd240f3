package org.metasparse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.metasparse.engine.Compute;
import org.metasparse.experiment.Cell;
import org.metasparse.experiment.Experiment;
import org.metasparse.experiment.ExperimentConfig;
import org.metasparse.experiment.Method;
import org.metasparse.files.InputException;
import org.metasparse.fit.Protocol;
import org.metasparse.report.ExperimentReport;
import org.metasparse.report.HtmlReport;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.train.DataSet;
import org.metasparse.train.GeneratedFields;
import org.metasparse.train.Preset;
import org.metasparse.train.Settings;
import org.metasparse.train.TrainConfig;

/** {@code experiment}: every method of the paper side by side. */
final class ExperimentCommand implements Command {
  private static final int MOST_SEEDS = 1000;
  private static final String NO_DENSE = "--no-dense";

  @Override
  public String name() {
    return "experiment";
  }

  @Override
  public String usage() {
    return "PRESET DATA --out DIR";
  }

  @Override
  public String summary() {
    return "Compares Meta-SparseINR with the paper's baselines; stops and resumes";
  }

  @Override
  public String details() {
    return """
        PRESET is one of %s; the options change its numbers. DATA is a folder that
        holds a folder train and one named val or test, or a folder of images with --val, or
        sdf:COUNT@SEED (see 'metasparse train --help'), which is held out with the next seed.

        DIR receives the trained networks (train), the PSNR of each fit (fits), a line for each
        method, density and seed (cells.jsonl), and, made of those, results.csv, figures (*.svg),
        reconstructions.png, REPORT.md and report.html. Nothing finished is computed again: Ctrl-C or a kill
        leaves a folder from which the same command goes on; more methods or seeds can be asked for
        later. A folder of another configuration is refused.

        Each method is fitted with the paper's protocol and, beside it, at its own best rate, which is
        found for each density on training signals: one rate moves a narrow dense network further than
        a wide pruned one.

        Methods: paper stands for meta-sparse, random, dense-narrow, one-shot, imp, scratch. Variants
        of meta-sparse: reptile, fomaml (other meta-gradients), paper-maml (exact second-order MAML, as
        the paper's), lamp and fisher (other scores), rewind, fisher-rewind (both), annealed and early (the last gradient's
        weight rises to 2/3 or falls to 0), warm-up (of the inner rate), decay (of the outer rate); moves (all weights stay, and what
        the fit of a signal moves is pruned).
        """
        .formatted(Preset.ids());
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(new Option("--out", "DIR", "folder of the experiment; also -o"));
    options.add(new Option("--methods", "NAMES", "separated by commas (default: paper)"));
    options.add(new Option("--seeds", "N", "how many seeds (default: 1)"));
    options.add(new Option("--seed", "N", "the first of them (default: 1)"));
    options.add(new Option("--val", "DATA", "held-out data (default: DATA's val or test)"));
    options.add(new Option("--limit", "N", "learn from the first N signals only"));
    options.add(new Option("--every", "N", "evaluate every N-th round"));
    options.add(
        new Option(NO_DENSE, null, "leave out fits of unpruned networks, which take longest"));
    options.add(new Option("--signals", "N", "held-out signals to fit"));
    options.add(new Option("--steps", "N", "steps of Adam for each"));
    options.add(new Option("--rate", "X", "their learning rate"));
    options.add(new Option("--curve-signals", "N", "for how many of them PSNR is followed"));
    options.add(new Option("--curve-steps", "N", "over how many steps"));
    options.add(
        new Option(
            "--rate-signals", "N", "training signals that find each method's own rate (0: none)"));
    options.add(
        new Option("--pictures", "DATA", "images to show reconstructed (default: held-out)"));
    // The methods are compared on images, as in the paper.
    options.addAll(new ImageMedium().options().stream().map(Option::of).toList());
    options.addAll(TrainingOptions.of(Settings.ROWS));
    options.add(Option.THREADS);
    return options;
  }

  @Override
  public int leastOperands() {
    return 2;
  }

  private static ExperimentConfig config(Arguments a, String data) {
    String name = a.operands().get(0);
    ExperimentConfig preset;
    try {
      preset = ExperimentConfig.of(Preset.of(name));
    } catch (IllegalArgumentException e) {
      throw new InputException("PRESET " + e.getMessage(), e);
    }
    TrainConfig train = TrainingOptions.config(a, preset.train(), data);
    ExperimentConfig.Evaluation e = preset.evaluation();
    Protocol adam =
        new Protocol(
            Protocol.Optimiser.ADAM,
            a.integer("--steps", e.adam().steps(), 2),
            a.positive("--rate", e.adam().learningRate()));
    int signals = a.integer("--signals", e.signals(), 1);
    try {
      return new ExperimentConfig(
          train,
          a.integer("--every", preset.every(), 1),
          new ExperimentConfig.Evaluation(
              signals,
              adam,
              a.integer("--curve-signals", Math.min(signals, e.curveSignals()), 0),
              a.integer("--curve-steps", Math.max(adam.steps(), e.curveSteps()), 1),
              a.integer("--rate-signals", e.rateSignals(), 0)));
    } catch (IllegalArgumentException wrong) {
      throw new InputException("experiment: " + wrong.getMessage(), wrong);
    }
  }

  /** Where to learn from, and what is held out. */
  private record Sources(String train, String test) {
    static Sources of(Arguments a, int signals) {
      String data = a.operands().get(1);
      if (a.flag("--val")) {
        TrainCommand.checkApart(data, a.text("--val", ""));
        return new Sources(data, a.text("--val", ""));
      }
      if (GeneratedFields.isName(data)) {
        GeneratedFields fields = GeneratedFields.of(data);
        return new Sources(data, new GeneratedFields(signals, fields.seed() + 1).toString());
      }
      Path folder = Path.of(data);
      for (String name : List.of("val", "test")) {
        if (Files.isDirectory(folder.resolve("train")) && Files.isDirectory(folder.resolve(name))) {
          return new Sources(folder.resolve("train").toString(), folder.resolve(name).toString());
        }
      }
      throw new InputException(
          data + ": holds no folders train and val (or test); name the held-out data with --val");
    }
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    Path out = Path.of(a.required("--out"));
    List<Method> methods = a.choice("--methods", "paper", Method::list);
    long first = a.wholeNumber("--seed", 1);
    int count = a.integer("--seeds", 1, 1, MOST_SEEDS);
    List<Long> seeds = LongStream.range(first, first + count).boxed().toList();
    ExperimentConfig config = config(a, a.operands().get(1));
    Sources sources = Sources.of(a, config.evaluation().signals());
    int limit = a.integer("--limit", Integer.MAX_VALUE, 1);
    DataSet train = DataSet.open(sources.train(), config.train().preparation(), limit);
    DataSet test =
        DataSet.open(sources.test(), config.train().preparation(), config.evaluation().signals());
    check(sources, config, train, test);
    String pictures = a.text("--pictures", sources.test());
    try (Compute compute = a.compute();
        Interrupt interrupt = new Interrupt(terminal)) {
      ExperimentListener listener = new ExperimentListener(terminal, interrupt);
      Experiment experiment = new Experiment(config, train, test, out, compute, listener);
      boolean finished = experiment.run(methods, seeds, !a.flag(NO_DENSE));
      listener.close();
      ExperimentReport report = new ExperimentReport(experiment, config, out);
      Map<String, String> conditions = conditions(sources, train, test, compute);
      report.write(conditions);
      if (!finished) {
        terminal.err().println("metasparse: stopped; the same command goes on from there");
        return Main.INTERRUPTED;
      }
      report.pictures(DataSet.open(pictures, config.train().preparation(), 6).signals(), compute);
      report.write(conditions);
      terminal.out().print(report.summary());
      terminal.out().println(out.resolve(HtmlReport.MARKDOWN));
      return Main.DONE;
    }
  }

  private static Map<String, String> conditions(
      Sources sources, DataSet train, DataSet test, Compute compute) {
    Map<String, String> conditions = new LinkedHashMap<>();
    conditions.put("data", name(sources.train()) + ", " + train.signals().size() + " signals");
    conditions.put("held out", name(sources.test()) + ", " + test.signals().size() + " signals");
    conditions.put(
        "machine",
        "JVM "
            + Runtime.version()
            + ", "
            + System.getProperty("os.arch")
            + ", kernels "
            + compute.kernels().name()
            + ", threads "
            + compute.workers().threads());
    return conditions;
  }

  /** The last two names of a path: where on a machine the data lies is nobody's business. */
  private static String name(String data) {
    Path path = Path.of(data);
    int names = path.getNameCount();
    return names > 2 ? path.subpath(names - 2, names).toString() : data;
  }

  private static void check(Sources sources, ExperimentConfig config, DataSet train, DataSet test) {
    TrainCommand.checkBatch(sources.train(), train, config.train());
    if (test.signals().size() < config.evaluation().signals()) {
      throw new InputException(
          sources.test()
              + ": "
              + test.signals().size()
              + " signals; "
              + config.evaluation().signals()
              + " are to be fitted: give a smaller --signals");
    }
  }

  /** Shows the progress and passes on the wish to stop. */
  private static final class ExperimentListener implements Experiment.Listener, AutoCloseable {
    private final Terminal terminal;
    private final Interrupt interrupt;
    private Progress progress;

    ExperimentListener(Terminal terminal, Interrupt interrupt) {
      this.terminal = terminal;
      this.interrupt = interrupt;
    }

    @Override
    public void progress(double done, double total, String part) {
      double share = done / total;
      if (progress == null) {
        progress = Progress.ofWork(terminal, share, System::nanoTime);
      }
      progress.update(share, part);
    }

    @Override
    public void cell(Cell cell) {
      String line =
          String.format(
              Locale.ROOT,
              "seed %d  %s  round %d: %d weights (%.2f %%), %.2f dB",
              cell.key().seed(),
              cell.key().method().label(),
              cell.key().round(),
              cell.weights(),
              100 * cell.density(),
              cell.adam());
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
