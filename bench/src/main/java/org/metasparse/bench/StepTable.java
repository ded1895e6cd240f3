package org.metasparse.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.metasparse.bench.KernelClock.Entry;
import org.metasparse.bench.KernelClock.Spent;
import org.metasparse.bench.step.Network;
import org.metasparse.engine.KernelSelection;
import org.metasparse.models.ModelNames;
import org.metasparse.report.Table;
import org.metasparse.siren.Siren;

/**
 * Where the time of a step of fitting goes, kernel by kernel: gradient and Adam on 178 x 178 pixels
 * with a stopwatch on every kernel. Prints a table in Markdown for one thread and one for two.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp bench/target/benchmarks.jar \
 *     org.metasparse.bench.StepTable 1 .168 .044 .0115 RUN@3
 * </pre>
 *
 * <p>A word is a density of the paper's network 2 -&gt; 256 x 4 -&gt; 3, pruned by magnitude from
 * random weights, or a trained model of pictures. Of each network's steps the fastest counts. What
 * a column's kernels do not add up to is the time between them: loading points, gathering values,
 * zeroing, and with two threads waiting for one another. Gradients are checked against the scalar
 * kernels, bit for bit, first.
 */
public final class StepTable {
  private static final List<String> USUAL = List.of("1", ".168", ".044", ".0115");
  private static final int WIDTH = 256;
  private static final double WARM_UP = 2;
  private static final int STEPS = 40;

  private StepTable() {}

  /**
   * Measures and prints; ends the JVM with 1 if it has no vectors.
   *
   * @param args densities and models; usual densities if there are none
   * @throws IOException if a model cannot be read
   */
  public static void main(String[] args) throws IOException {
    if (ModuleLayer.boot().findModule(KernelSelection.VECTOR_MODULE).isEmpty()) {
      System.err.println("start Java with --add-modules " + KernelSelection.VECTOR_MODULE);
      System.exit(1);
    }
    List<String> names = args.length == 0 ? USUAL : List.of(args);
    PeakWatch peak = new PeakWatch(1);
    peak.measure();
    for (int threads = 1; threads <= 2; threads++) {
      print(names, threads, peak);
    }
  }

  private static void print(List<String> names, int threads, PeakWatch peak) throws IOException {
    List<ClockedStep> steps = new ArrayList<>();
    for (String name : names) {
      steps.add(new ClockedStep(name, siren(name), threads));
    }
    // Twice: the compiler works in the background and is done by the second time.
    for (int pass = 0; pass < 2; pass++) {
      steps.forEach(step -> step.warmUp(WARM_UP / 2));
    }
    for (int round = 0; round < STEPS; round++) {
      steps.forEach(ClockedStep::time);
    }
    peak.measure();
    System.out.println(title(threads, peak.flops()));
    System.out.println(table(names, steps, threads, peak.flops()).markdown());
    steps.forEach(ClockedStep::close);
  }

  private static Siren siren(String name) throws IOException {
    try {
      return Network.siren(WIDTH, Double.parseDouble(name));
    } catch (NumberFormatException e) {
      return ModelNames.open(name).siren();
    }
  }

  private static String title(int threads, double flops) {
    return String.format(
        Locale.ROOT,
        "%s, milliseconds of a step%s; a thread's peak is %.0f GFLOP/s.%n",
        threads == 1 ? "One thread" : threads + " threads",
        threads == 1 ? "" : " on all threads together",
        1e-9 * flops);
  }

  private static Table table(
      List<String> names, List<ClockedStep> steps, int threads, double flops) {
    List<String> head = new ArrayList<>(List.of(""));
    names.forEach(name -> head.addAll(List.of(name, "share", "speed")));
    Table table = new Table(head.toArray(String[]::new));
    for (Entry entry : Entry.values()) {
      if (steps.stream().anyMatch(step -> step.spent().containsKey(entry))) {
        row(table, entry.text(), steps, step -> cells(step, entry, flops));
      }
    }
    String between = threads == 1 ? "between kernels" : "between kernels, and waiting";
    row(table, between, steps, step -> cells(step.between(), step, ""));
    row(
        table,
        "all",
        steps,
        step -> {
          double useful = 2.0 * step.multiplyAdds() / step.threadSeconds() / flops;
          return cells(step.threadSeconds(), step, text("%.2f of peak", useful));
        });
    row(
        table,
        "stopwatches cost",
        steps,
        step -> List.of("", text("%.1f %%", 100 * (step.overhead() - 1)), ""));
    return table;
  }

  private static void row(
      Table table,
      String text,
      List<ClockedStep> steps,
      Function<ClockedStep, List<String>> cells) {
    List<String> row = new ArrayList<>(List.of(text));
    steps.forEach(step -> row.addAll(cells.apply(step)));
    table.add(row.toArray(String[]::new));
  }

  private static List<String> cells(ClockedStep step, Entry entry, double flops) {
    Spent spent = step.spent().get(entry);
    if (spent == null) {
      return List.of("", "", "");
    }
    String speed =
        entry.product()
            ? text("%.2f of peak", 2 * spent.work() / spent.seconds() / flops)
            : text("%.2f ns", 1e9 * spent.seconds() / spent.work());
    return cells(spent.seconds(), step, speed);
  }

  private static List<String> cells(double seconds, ClockedStep step, String speed) {
    return List.of(
        text("%.2f", 1e3 * seconds), text("%.0f %%", 100 * seconds / step.threadSeconds()), speed);
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
