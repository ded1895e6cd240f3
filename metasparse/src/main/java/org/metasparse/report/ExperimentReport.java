package org.metasparse.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.metasparse.engine.Compute;
import org.metasparse.experiment.Cell;
import org.metasparse.experiment.Experiment;
import org.metasparse.experiment.ExperimentConfig;
import org.metasparse.experiment.Method;
import org.metasparse.experiment.PrunedFit;
import org.metasparse.experiment.Results;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Json;
import org.metasparse.fit.Renderer;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageWriter;

/**
 * What people read of an experiment: {@code results.csv}, the paper's figures as SVG, a sheet of
 * reconstructions, and {@code REPORT.md} that holds them together, also as one page ({@link
 * HtmlReport}). All but the sheet is made of {@code cells.jsonl} alone and may be written at any
 * time.
 */
public final class ExperimentReport {
  private static final String PICTURES = "reconstructions.png";
  private static final int PICTURE_COLUMNS = 6;
  private static final int PICTURE_PIXELS = 96;

  /** The densities of the paper's step figures, and of the sheet. */
  private static final List<Double> SHOWN = List.of(0.168, 0.044);

  private final Experiment experiment;
  private final ExperimentConfig config;
  private final Path folder;
  private final Results results;
  private final int wide;

  /**
   * Reads what is finished of an experiment.
   *
   * @param experiment the experiment
   * @param config its configuration
   * @param folder its folder, which receives the report
   */
  public ExperimentReport(Experiment experiment, ExperimentConfig config, Path folder) {
    this.experiment = experiment;
    this.config = config;
    this.folder = folder;
    this.results = new Results(experiment.cells());
    this.wide = config.train().shape().layout().weights();
  }

  /**
   * Writes table, figures and page.
   *
   * @param conditions what the page says of how the figures came about, such as data and command
   * @throws org.metasparse.files.InputException if a file cannot be written
   */
  public void write(Map<String, String> conditions) {
    if (results.cells().isEmpty()) {
      return;
    }
    text("results.csv", csv());
    String adam = "PSNR after " + config.evaluation().adam().steps() + " steps of Adam (dB)";
    text("psnr-weights.svg", overWeights("Quality by size", adam, Cell::adam));
    if (hasOwnRates()) {
      text(
          "psnr-weights-own.svg",
          overWeights("Quality by size, each at its own rate", adam, Cell::own));
    }
    text(
        "psnr-weights-sgd2.svg",
        overWeights("Quality by size, two steps", "PSNR after 2 steps of SGD (dB)", Cell::sgd2));
    for (int round : followedRounds()) {
      text(stepsFile(round), overSteps(round));
    }
    text("weights-psnr.svg", weightsForPsnr());
    HtmlReport.write(page(conditions), folder);
  }

  private void text(String name, String content) {
    AtomicFiles.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  /** The rounds of which fits are shown step by step; none if none were followed. */
  private List<Integer> followedRounds() {
    return config.evaluation().curveSignals() == 0 ? List.of() : shownRounds();
  }

  private List<Integer> shownRounds() {
    return SHOWN.stream().map(d -> results.roundNear(d, wide)).distinct().toList();
  }

  private String csv() {
    List<String> headings =
        new ArrayList<>(
            List.of("method", "seed", "round", "density", "weights", "parameters", "width"));
    headings.addAll(List.of("signals", "psnr_sgd2", "psnr_adam", "deviation", "seconds"));
    headings.addAll(List.of("own_rate", "psnr_own"));
    config.evaluation().steps().forEach(s -> headings.add("psnr_step_" + s));
    Csv csv = new Csv(headings.toArray(new String[0]));
    for (Cell cell : results.cells()) {
      List<String> row = new ArrayList<>();
      row.add(cell.key().method().id());
      row.add(String.valueOf(cell.key().seed()));
      row.add(String.valueOf(cell.key().round()));
      row.add(format("%.6f", cell.density()));
      row.add(String.valueOf(cell.weights()));
      row.add(String.valueOf(cell.parameters()));
      row.add(String.valueOf(cell.width()));
      row.add(String.valueOf(cell.signals()));
      row.add(format("%.4f", cell.sgd2()));
      row.add(format("%.4f", cell.adam()));
      row.add(format("%.4f", cell.adamDeviation()));
      row.add(format("%.1f", cell.seconds()));
      boolean own = !Double.isNaN(cell.own());
      row.add(own ? String.valueOf(cell.ownRate()) : "");
      row.add(own ? format("%.4f", cell.own()) : "");
      for (int i = 0; i < config.evaluation().steps().size(); i++) {
        row.add(i < cell.curve().size() ? format("%.4f", cell.curve().get(i)) : "");
      }
      csv.add(row.toArray(new String[0]));
    }
    return csv.toString();
  }

  private String overWeights(String title, String label, ToDoubleFunction<Cell> figure) {
    LinePlot plot =
        new LinePlot(
            title, new LinePlot.Axis("surviving weights", true), new LinePlot.Axis(label, false));
    for (Method method : results.methods()) {
      List<LinePlot.Point> points = new ArrayList<>();
      for (int round : results.rounds()) {
        Results.Mean psnr = results.mean(method, round, figure);
        if (psnr != null) {
          double weights = results.mean(method, round, Cell::weights).value();
          points.add(new LinePlot.Point(weights, psnr.value(), psnr.deviation()));
        }
      }
      plot.add(new LinePlot.Series(method.label(), points));
    }
    return plot.svg();
  }

  private static String stepsFile(int round) {
    return "psnr-steps-" + round + ".svg";
  }

  private String overSteps(int round) {
    LinePlot plot =
        new LinePlot(
            "Quality by steps at " + percent(results.weights(round)),
            new LinePlot.Axis("steps of Adam", true),
            new LinePlot.Axis("PSNR (dB)", false));
    List<Integer> steps = config.evaluation().steps();
    for (Method method : results.methods()) {
      List<LinePlot.Point> points = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        Results.Mean psnr = curve(method, round, i);
        // Step 0 has no place on an axis of logarithms; the page's table has it.
        if (psnr != null && steps.get(i) > 0) {
          points.add(new LinePlot.Point(steps.get(i), psnr.value(), psnr.deviation()));
        }
      }
      plot.add(new LinePlot.Series(method.label(), points));
    }
    return plot.svg();
  }

  private Results.Mean curve(Method method, int round, int index) {
    List<Cell> cells = results.cells(method, round);
    return cells.isEmpty() || cells.stream().anyMatch(c -> c.curve().size() <= index)
        ? null
        : results.mean(method, round, c -> c.curve().get(index));
  }

  private String weightsForPsnr() {
    LinePlot plot =
        new LinePlot(
            "Weights needed for a quality",
            new LinePlot.Axis(
                "PSNR after " + config.evaluation().adam().steps() + " steps of Adam (dB)", false),
            new LinePlot.Axis("surviving weights", true));
    for (Method method : results.methods()) {
      List<LinePlot.Point> points = new ArrayList<>();
      for (int psnr : qualities(1)) {
        double weights = results.weightsFor(method, Cell::adam, psnr);
        if (Double.isFinite(weights)) {
          points.add(new LinePlot.Point(psnr, weights, 0));
        }
      }
      plot.add(new LinePlot.Series(method.label(), points));
    }
    return plot.svg();
  }

  /** Whole decibels between the least and the greatest PSNR of any cell. */
  private List<Integer> qualities(int step) {
    double least = results.cells().stream().mapToDouble(Cell::adam).min().orElse(0);
    double greatest = results.cells().stream().mapToDouble(Cell::adam).max().orElse(0);
    List<Integer> qualities = new ArrayList<>();
    for (int q = (int) Math.ceil(least / step) * step; q <= greatest; q += step) {
      qualities.add(q);
    }
    return qualities;
  }

  private String page(Map<String, String> conditions) {
    StringBuilder page = new StringBuilder("# Methods compared\n\n");
    page.append("Written by `metasparse experiment`; made of `cells.jsonl` alone.\n\n");
    conditions.forEach((k, v) -> page.append("- ").append(k).append(": ").append(v).append('\n'));
    page.append("- seeds: ").append(list(results.seeds())).append('\n');
    double fitting = results.cells().stream().mapToDouble(Cell::seconds).sum();
    page.append(
        format(
            "- time: %.1f min of training, %.1f min of evaluation%n",
            experiment.trainingSeconds() / 60, fitting / 60));
    ExperimentConfig.Evaluation e = config.evaluation();
    page.append(
        format(
            "- evaluation: %d held-out signals, %d steps of Adam at %s (the headline), 2 steps of SGD"
                + " at 0.01; %d of the signals followed for %d steps%n",
            e.signals(),
            e.adam().steps(),
            e.adam().learningRate(),
            e.curveSignals(),
            e.curveSteps()));
    page.append("\nPSNR is the mean over signals, in dB; over seeds: mean ± standard deviation.\n");
    page.append("\n## Quality by size\n\n![](psnr-weights.svg)\n\n");
    page.append(byWeights(Cell::adam)).append('\n');
    page.append(leads(Cell::adam));
    if (hasOwnRates()) {
      page.append("## Quality by size, each at its own rate\n\n![](psnr-weights-own.svg)\n\n");
      page.append(
          format(
              "As many steps of Adam at the rate, in brackets, at which fits of %d signals that were"
                  + " learned from reach most: doubled or halved for as long as that is better.%n%n",
              e.rateSignals()));
      page.append(atOwnRates()).append('\n').append(leads(Cell::own));
    }
    page.append("## Two steps\n\n![](psnr-weights-sgd2.svg)\n\n").append(byWeights(Cell::sgd2));
    if (!followedRounds().isEmpty()) {
      page.append("\n## Quality by steps\n");
    }
    for (int round : followedRounds()) {
      page.append("\n![](").append(stepsFile(round)).append(")\n\n").append(steps(round));
    }
    page.append("\n## Weights needed for a quality\n\n![](weights-psnr.svg)\n\n");
    page.append(weightsTable());
    if (Files.exists(folder.resolve(PICTURES))) {
      page.append("\n## Reconstructions\n\n![](").append(PICTURES).append(")\n");
    }
    page.append("\n## Configuration\n\n```json\n");
    page.append(Json.pretty(config.toJson())).append("```\n");
    return page.toString();
  }

  /** The leads of what is not a baseline. */
  private String leads(ToDoubleFunction<Cell> figure) {
    Leads leads = new Leads(figure, this::percent);
    return results.methods().stream()
        .filter(m -> m == Method.META_SPARSE || !Method.PAPER.contains(m))
        .map(m -> leads.of(m, results))
        .collect(Collectors.joining());
  }

  private boolean hasOwnRates() {
    return results.cells().stream().noneMatch(c -> Double.isNaN(c.own()));
  }

  private String byWeights(ToDoubleFunction<Cell> figure) {
    return byWeights((method, round) -> text(results.mean(method, round, figure)));
  }

  /** PSNRs at rates that differ from cell to cell, which stand beside them. */
  private String atOwnRates() {
    return byWeights(
        (method, round) -> {
          String rates =
              results.cells(method, round).stream()
                  .map(c -> format("%.2g", c.ownRate()))
                  .distinct()
                  .collect(Collectors.joining(", ", " (", ")"));
          Results.Mean own = results.mean(method, round, Cell::own);
          return own == null ? "" : text(own) + rates;
        });
  }

  private String byWeights(BiFunction<Method, Integer, String> text) {
    Table table = table(Method::label, "kept", "weights");
    for (int round : results.rounds()) {
      List<String> row = new ArrayList<>();
      row.add(percent(results.weights(round)));
      row.add(String.valueOf(results.weights(round)));
      results.methods().forEach(method -> row.add(text.apply(method, round)));
      table.add(row.toArray(new String[0]));
    }
    return table.markdown();
  }

  /** A table with a column for each method behind the first ones. */
  private Table table(Function<Method, String> name, String... first) {
    List<String> headings = new ArrayList<>(List.of(first));
    results.methods().forEach(m -> headings.add(name.apply(m)));
    return new Table(headings.toArray(new String[0]));
  }

  private static String text(Results.Mean mean) {
    if (mean == null) {
      return "";
    }
    return mean.seeds() == 1
        ? format("%.2f", mean.value())
        : format("%.2f ± %.2f", mean.value(), mean.deviation());
  }

  private String steps(int round) {
    Table table = table(Method::label, "steps");
    List<Integer> steps = config.evaluation().steps();
    for (int i = 0; i < steps.size(); i++) {
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(steps.get(i)));
      for (Method method : results.methods()) {
        row.add(text(curve(method, round, i)));
      }
      table.add(row.toArray(new String[0]));
    }
    return table.markdown();
  }

  private String weightsTable() {
    Table table = table(Method::label, "PSNR (dB)");
    for (int psnr : qualities(2)) {
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(psnr));
      for (Method method : results.methods()) {
        double weights = results.weightsFor(method, Cell::adam, psnr);
        row.add(Double.isFinite(weights) ? format("%.0f", weights) : "");
      }
      table.add(row.toArray(new String[0]));
    }
    return table.markdown();
  }

  /**
   * Fits a few signals by each finished method, from the network of the first seed of which it is
   * there, and draws them on a sheet.
   *
   * @param signals images or distance fields; the first few are taken
   * @param compute kernels and threads
   * @throws org.metasparse.files.InputException if a file cannot be written
   */
  public void pictures(List<Signal> signals, Compute compute) {
    List<Signal> shown = signals.subList(0, Math.min(PICTURE_COLUMNS, signals.size()));
    ContactSheet sheet = new ContactSheet(PICTURE_PIXELS);
    sheet.add("original", shown.stream().map(this::picture).toList());
    for (int round : shownRounds()) {
      for (Method method : results.methods()) {
        Optional<Cell.Key> key = firstWithNetwork(method, round);
        if (key.isEmpty()) {
          continue;
        }
        List<Signal> pictures = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (Signal signal : shown) {
          PrunedFit.Outcome fitted = experiment.reconstruct(key.get(), signal);
          pictures.add(
              picture(
                  Renderer.render(
                      fitted.network(), signal.name(), signal.kind(), signal.grid(), compute)));
          captions.add(format("%.1f", fitted.fit().psnr()));
        }
        String label = method.label().replace(", ", ",\n");
        sheet.add(label + "\n" + percent(results.weights(round)), pictures, captions);
      }
    }
    ImageWriter.write(folder.resolve(PICTURES), sheet.draw());
  }

  /** A method's cell of the first seed whose network is there. */
  private Optional<Cell.Key> firstWithNetwork(Method method, int round) {
    return results.cells(method, round).stream()
        .map(Cell::key)
        .sorted(Comparator.comparingLong(Cell.Key::seed))
        .filter(experiment::hasNetwork)
        .findFirst();
  }

  private Signal picture(Signal signal) {
    return signal.channels() == 1 ? FieldPicture.of(signal) : signal;
  }

  /** {@return the headline as a table of text, PSNR by size for each method} */
  public String summary() {
    Table table = table(Method::id, "weights");
    for (int round : results.rounds()) {
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(results.weights(round)));
      for (Method method : results.methods()) {
        Results.Mean mean = results.mean(method, round, Cell::adam);
        row.add(mean == null ? "" : format("%.2f", mean.value()));
      }
      table.add(row.toArray(new String[0]));
    }
    return table.toString();
  }

  private String percent(int weights) {
    return format("%.3g %%", 100.0 * weights / wide);
  }

  private static String list(List<Long> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
