package org.metasparse.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.metasparse.engine.Compute;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fit;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Fitting;
import org.metasparse.fit.Protocol;
import org.metasparse.fit.Psnr;
import org.metasparse.format.Checkpoint;
import org.metasparse.report.Table;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.siren.Siren;
import org.metasparse.train.DataSet;
import org.metasparse.train.Settings;

/** {@code evaluate}: how well a model fits images that it has not seen. */
final class EvaluateCommand implements Command {
  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String usage() {
    return "DATA --model RUN[@ROUND]";
  }

  @Override
  public String summary() {
    return "Measures the PSNR that a model reaches on signals, by the paper's protocols";
  }

  @Override
  public String details() {
    return """
        DATA is a folder of signals or a single one, as for train, or sdf:COUNT@SEED, that many
        generated signed distance fields; of another seed than in training, the model has seen none of
        them. Signals are prepared as in the model's training unless told otherwise.

        --omega writes the same network with other weights: those of its sine layers times the old
        omega over the new one. Adam moves each weight by about its rate, so the higher omega, the
        further a fit at the protocol's rate goes.

        The PSNR is that of the whole signal, of values that span 0 to 1: for sounds from the lowest
        sample to the highest, silence at 0.5; for shapes (1 + distance) / 2, in half cubes.
        """;
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(Option.MODEL);
    options.add(
        new Option(
            "--protocol",
            "NAME",
            "adam100 (100 steps of Adam at 1e-4, default) or sgd2 (2 of SGD at 0.01)"));
    options.add(new Option("--steps", "N", "another number of steps"));
    options.add(new Option("--rate", "X", "another learning rate"));
    options.add(new Option("--effort", "NAME", "instead, as encode fits: fast, normal or best"));
    options.add(
        new Option(
            "--omega", "X", "the same function with another omega, which steps move further"));
    options.add(new Option("--limit", "N", "use only the first N signals"));
    options.add(SignalOptions.SAMPLES);
    options.addAll(SignalOptions.OPTIONS);
    options.add(Option.JSON);
    options.add(Option.THREADS);
    return options;
  }

  @Override
  public int leastOperands() {
    return 1;
  }

  private static Fitting fitting(Arguments a) {
    if (a.flag("--effort")) {
      for (String other : List.of("--protocol", "--steps", "--rate")) {
        if (a.flag(other)) {
          throw new InputException("--effort and " + other + " exclude each other; give one");
        }
      }
      Effort effort = a.choice("--effort", "", Effort::of);
      return a.flag("--samples") ? effort.withSamples(SignalOptions.samples(a, 0)) : effort;
    }
    Protocol named = a.choice("--protocol", "adam100", Protocol::of);
    return new Protocol(
        named.optimiser(),
        a.integer("--steps", named.steps(), 0),
        a.positive("--rate", named.learningRate()),
        SignalOptions.samples(a, 0));
  }

  private static Siren siren(Arguments a, Siren siren) {
    return a.flag("--omega")
        ? siren.withOmega(a.value("--omega", 0f, Settings.OMEGA.kind()))
        : siren;
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    String name = a.required("--model");
    Fitting asked = fitting(a);
    Checkpoint model = Models.open(name);
    Fitting fitting = asked.from(model);
    int limit = a.integer("--limit", Integer.MAX_VALUE, 1);
    String data = a.operands().get(0);
    SignalPreparation preparation =
        SignalOptions.preparation(a, Models.preparation(a, name, model, data));
    List<Signal> signals = DataSet.open(data, preparation, limit).signals();
    long started = System.nanoTime();
    List<Fit> fits;
    try (Compute compute = a.compute();
        Progress progress =
            new Progress(terminal, "step", 0, (long) signals.size() * fitting.steps())) {
      fits =
          new Fitter(siren(a, model.siren()), compute)
              .fit(signals, fitting, (n, mse) -> progress.update(n, signals.size() + " signals"));
    }
    double seconds = (System.nanoTime() - started) * 1e-9;
    if (a.flag("--json")) {
      terminal.out().println(Json.write(json(a, fitting, name, model, fits, seconds)));
    } else {
      print(terminal, name, model, signals, fits, seconds);
    }
    List<Integer> diverged = which(fits, EvaluateCommand::diverged);
    if (!diverged.isEmpty()) {
      terminal
          .err()
          .println(
              "metasparse: "
                  + diverged.size()
                  + " of "
                  + fits.size()
                  + " fits diverged, the first of "
                  + signals.get(diverged.get(0)).name()
                  + "; give a smaller --rate");
      return Main.FAILED;
    }
    return Main.DONE;
  }

  private static boolean diverged(Fit fit) {
    return !Double.isFinite(fit.mse());
  }

  private static List<Integer> which(List<Fit> fits, Predicate<Fit> wanted) {
    return IntStream.range(0, fits.size()).filter(i -> wanted.test(fits.get(i))).boxed().toList();
  }

  private static Map<String, Object> json(
      Arguments a, Fitting fitting, String name, Checkpoint model, List<Fit> fits, double seconds) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", name);
    json.put("round", model.round());
    json.put("weights", model.siren().layout().weights());
    json.put("density", model.siren().layout().density());
    if (a.flag("--omega")) {
      json.put("omega", a.value("--omega", 0f, Settings.OMEGA.kind()));
    }
    if (fitting instanceof Protocol protocol) {
      json.put("protocol", a.text("--protocol", "adam100"));
      json.put("steps", protocol.steps());
      json.put("rate", protocol.learningRate());
    } else {
      json.put("effort", a.text("--effort", ""));
      json.put("steps", fitting.steps());
      json.put("rates", fits.stream().map(Fit::learningRate).toList());
    }
    json.put("signals", fits.size());
    json.put("psnrMean", Psnr.mean(fits));
    json.put("psnr", fits.stream().map(Fit::psnr).toList());
    // JSON has no number for either, so both are null there.
    json.put("perfect", which(fits, fit -> fit.mse() == 0));
    json.put("diverged", which(fits, EvaluateCommand::diverged));
    json.put("seconds", seconds);
    return json;
  }

  private static void print(
      Terminal terminal,
      String name,
      Checkpoint model,
      List<Signal> signals,
      List<Fit> fits,
      double seconds) {
    Table table = new Table(Medium.of(signals.get(0).kind()).id(), "PSNR dB");
    for (int i = 0; i < fits.size(); i++) {
      table.add(signals.get(i).name(), String.format(Locale.ROOT, "%.2f", fits.get(i).psnr()));
    }
    table.add("mean", String.format(Locale.ROOT, "%.2f", Psnr.mean(fits)));
    terminal.out().print(table);
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s: round %d, %d weights (%.2f %%), %.1f s%n",
            name,
            model.round(),
            model.siren().layout().weights(),
            100 * model.siren().layout().density(),
            seconds);
  }
}
