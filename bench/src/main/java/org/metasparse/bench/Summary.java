package org.metasparse.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.engine.KernelSelection;
import org.metasparse.files.Json;

/**
 * Measures the figures that matter in some six minutes and prints them: with {@code --json} as one
 * JSON object, otherwise as a table with the targets beside.
 *
 * <pre>
 * java -cp bench/target/benchmarks.jar org.metasparse.bench.Summary --json
 * </pre>
 *
 * <p>It starts itself once more with the vector module, as the program does, and with no option
 * that it was not given. Everything is checked against the scalar kernels, bit for bit, before it
 * is timed. {@code --quick} is for a first look: a third of the time, and figures not to be quoted.
 */
public final class Summary {
  private static final String JSON = "--json";
  private static final String QUICK = "--quick";
  private static final double QUICK_EFFORT = 0.1;

  private Summary() {}

  /**
   * Measures and prints; ends the JVM with 2 if the usage is wrong, with 1 if this JVM has no
   * vectors.
   *
   * @param args nothing, {@code --json}, {@code --quick}, or both
   * @throws IOException if the JVM cannot be started again
   * @throws InterruptedException if waiting for it is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = List.of(args);
    if (!List.of(JSON, QUICK).containsAll(words)) {
      System.err.println("usage: " + Summary.class.getName() + " [" + JSON + "] [" + QUICK + "]");
      System.exit(2);
    }
    if (ModuleLayer.boot().findModule(KernelSelection.VECTOR_MODULE).isEmpty()) {
      System.exit(again(words));
    }
    Map<String, Object> figures = measure(words.contains(QUICK) ? QUICK_EFFORT : 1);
    figures.put("command", command(words));
    System.out.print(
        words.contains(JSON) ? Json.write(Rounding.of(figures)) + "\n" : Targets.table(figures));
  }

  private static Map<String, Object> measure(double effort) {
    PeakWatch peak = new PeakWatch(effort);
    peak.measure();
    KernelFigures kernels = new KernelFigures(effort);
    System.err.println("summary: kernels");
    kernels.measure(peak);
    StepFigures steps = new StepFigures(effort);
    System.err.println("summary: steps");
    steps.measure(peak);
    UseFigures uses = new UseFigures(effort);
    System.err.println("summary: uses");
    uses.measure();
    peak.measure();
    Map<String, Object> figures = new LinkedHashMap<>();
    kernels.addTo(figures, peak.flops());
    steps.addTo(figures, peak.flops());
    uses.addTo(figures, peak.flops());
    figures.put("peakGflops", 1e-9 * peak.flops());
    figures.put("l1GigabytesPerSecond", 1e-9 * peak.l1());
    figures.put("l2GigabytesPerSecond", 1e-9 * peak.l2());
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("arch", System.getProperty("os.arch"));
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("vectorBits", Peak.vectorBits());
    figures.put("machine", machine);
    figures.put(
        "jvm",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    figures.put("date", LocalDate.now().toString());
    return figures;
  }

  /** Runs this program in a JVM with vectors and returns its exit code. */
  private static int again(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("--add-modules", KernelSelection.VECTOR_MODULE));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Summary.class.getName()));
    command.addAll(words);
    Process process = new ProcessBuilder(command).inheritIO().start();
    // What is stopped here must not go on measuring there.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process.waitFor();
  }

  /** What gives these figures again, without the places where this machine has its files. */
  private static String command(List<String> words) {
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", "bench/target/benchmarks.jar", Summary.class.getName()));
    command.addAll(words);
    return String.join(" ", command);
  }
}
