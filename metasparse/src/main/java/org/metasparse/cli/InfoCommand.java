package org.metasparse.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.engine.Compute;
import org.metasparse.engine.KernelSelection;
import org.metasparse.experiment.SpeedCheck;
import org.metasparse.files.Json;

/** {@code info}: what this program computes with, and how fast. */
final class InfoCommand implements Command {
  private static final double BENCH_SECONDS = 10;

  private static final Option BENCH =
      new Option("--bench", null, "measure for ten seconds how fast it computes");

  @Override
  public String name() {
    return "info";
  }

  @Override
  public String usage() {
    return "[--bench] [--json]";
  }

  @Override
  public String summary() {
    return "Tells the version, the JVM, the kernels in use and their vector width";
  }

  @Override
  public List<Option> options() {
    return List.of(BENCH, Option.JSON, Option.THREADS);
  }

  @Override
  public String details() {
    return """
        --bench times steps (forward and backward) of the paper's network on 178 x 178 pixels, dense
        and with 8.6 % of its weights; zeros are not counted as operations. Their fractions are of a
        dense product that stays in the cache, on the same threads: an estimate of the peak.
        """;
  }

  @Override
  public int leastOperands() {
    return 0;
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    KernelSelection selection = KernelSelection.current();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", Version.TEXT);
    json.put("kernels", selection.kernels().name());
    json.put("vectorBits", selection.kernels().vectorBits());
    json.put("reason", selection.reason());
    json.put(
        "jvm",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    json.put("threads", a.threads());
    if (a.flag("--bench")) {
      terminal.err().println("metasparse: measuring for ten seconds");
      try (Compute compute = a.compute()) {
        addSpeed(json, SpeedCheck.run(compute, BENCH_SECONDS));
      }
    }
    if (a.flag("--json")) {
      terminal.out().println(Json.write(json));
    } else {
      int widest = json.keySet().stream().mapToInt(String::length).max().orElse(0);
      json.forEach((key, value) -> terminal.out().printf("%-" + widest + "s  %s%n", key, value));
    }
    return Main.DONE;
  }

  private static void addSpeed(Map<String, Object> json, SpeedCheck.Figures speed) {
    json.put("denseStepGflops", rounded(speed.denseGflops()));
    json.put("sparseStepGflops", rounded(speed.sparseGflops()));
    json.put("cachedProductGflops", rounded(speed.productGflops()));
    json.put("denseStepOfProduct", rounded(speed.denseOfProduct()));
    json.put("sparseStepOfProduct", rounded(speed.sparseOfProduct()));
    json.put("sincosNanos", rounded(speed.sineNanos()));
  }

  /** To three digits: a timing is good for no more. */
  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(3)).doubleValue();
  }
}
