package org.metasparse.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.metasparse.engine.CsrPattern;
import org.metasparse.engine.KernelSelection;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Rng;
import org.metasparse.engine.Workspace;

/** The summary's figures of single kernels, beside the peak of the same minutes. */
final class KernelFigures {
  /** Densities after rounds of pruning, as keys and as numbers. */
  static final Map<String, Double> DENSITIES = densities();

  private static final int WIDTH = 256;

  /** What a tile of a step has. */
  private static final int PIXELS = 128;

  private static final float OMEGA = 30;
  private static final int GEMM_CALLS = 40;
  private static final int SPARSE_CALLS = 50;
  private static final int SINE_CALLS = 20;
  private static final double WARM_UP = 0.7;
  private static final int ROUNDS = 40;
  private static final double LIMIT = 15;

  private final Kernels kernels = KernelSelection.of("simd").kernels();
  private final Kernels scalar = KernelSelection.of("scalar").kernels();
  private final Workspace workspace = new Workspace(1 << 23);
  private final float[] array = workspace.array();
  private final int panel = kernels.panelWidth();
  private final Race race;
  private final Rng rng = new Rng(1);
  private final Matrix w = matrix(WIDTH, WIDTH);
  private final Matrix b = matrix(WIDTH, 1);
  private final Panels x = panels();
  private final Panels z = panels();
  private final Panels sines = panels();
  private final Panels cosines = panels();
  private final Map<String, Integer> entries = new LinkedHashMap<>();
  private final Map<String, Race.Entrant> spmm = new LinkedHashMap<>();
  private final Map<String, Race.Entrant> sddmm = new LinkedHashMap<>();
  private Race.Entrant gemm;
  private Race.Entrant sine;

  KernelFigures(double effort) {
    race = new Race(effort);
  }

  private static Map<String, Double> densities() {
    Map<String, Double> all = new LinkedHashMap<>();
    for (String key : new String[] {".41", ".168", ".086", ".044", ".0115"}) {
      all.put(key, Double.valueOf(key));
    }
    return all;
  }

  private Matrix matrix(int rows, int cols) {
    Matrix matrix = workspace.matrix(rows, cols);
    fill(matrix.offset(), matrix.size());
    return matrix;
  }

  private Panels panels() {
    Panels panels = workspace.panels(PIXELS / panel, WIDTH, panel);
    fill(panels.offset(), WIDTH * PIXELS);
    return panels;
  }

  private void fill(int offset, int floats) {
    for (int i = 0; i < floats; i++) {
      array[offset + i] = rng.uniform(-1, 1);
    }
  }

  /** Checks and times all of them, and the peak among them. */
  void measure(PeakWatch peak) {
    gemm = enter("gemmNN", GEMM_CALLS, this::product);
    DENSITIES.forEach(
        (key, density) -> {
          CsrPattern pattern = pattern(density);
          Matrix values = matrix(pattern.nnz(), 1);
          Matrix lanes = matrix(pattern.nnz(), Kernels.LANES);
          entries.put(key, pattern.nnz());
          spmm.put(key, enter("spmm " + key, SPARSE_CALLS, k -> spmm(k, pattern, values)));
          sddmm.put(key, enter("sddmm " + key, SPARSE_CALLS, k -> sddmm(k, pattern, lanes)));
        });
    sine = enter("sinCos", SINE_CALLS, this::sineAndCosine);
    peak.enter(race);
    race.run(WARM_UP, ROUNDS, LIMIT);
  }

  /** Adds the figures to others, products as fractions of a peak in operations per second. */
  void addTo(Map<String, Object> figures, double peak) {
    double product = 2.0 * WIDTH * WIDTH * panel * GEMM_CALLS;
    figures.put("gemmOfPeak", product / gemm.best() / peak);
    Map<String, Object> spmmOfPeak = new LinkedHashMap<>();
    Map<String, Object> sddmmOfPeak = new LinkedHashMap<>();
    entries.forEach(
        (key, count) -> {
          double flops = 2.0 * count * SPARSE_CALLS;
          spmmOfPeak.put(key, flops * panel / spmm.get(key).best() / peak);
          sddmmOfPeak.put(key, flops * PIXELS / sddmm.get(key).best() / peak);
        });
    figures.put("spmmOfPeak", spmmOfPeak);
    figures.put("sddmmOfPeak", sddmmOfPeak);
    figures.put("sincosNanos", 1e9 * sine.best() / SINE_CALLS / (WIDTH * panel));
  }

  private CsrPattern pattern(double density) {
    boolean[] mask = new boolean[WIDTH * WIDTH];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = rng.nextFloat() < density;
    }
    return CsrPattern.ofMask(WIDTH, WIDTH, mask);
  }

  private void product(Kernels k) {
    k.gemmNN(w, x.panel(0), b, z.panel(0));
  }

  private void sineAndCosine(Kernels k) {
    k.sinCos(OMEGA, x.panel(0), sines.panel(0), cosines.panel(0));
  }

  private void spmm(Kernels k, CsrPattern pattern, Matrix values) {
    k.spmm(pattern, values, x.panel(0), b, z.panel(0));
  }

  private void sddmm(Kernels k, CsrPattern pattern, Matrix lanes) {
    k.sddmm(pattern, PIXELS / panel, z, x, lanes, null);
  }

  /** Checks a kernel against its scalar twin, then lets it be timed. */
  private Race.Entrant enter(String name, int calls, Consumer<Kernels> call) {
    float[] start = array.clone();
    call.accept(scalar);
    float[] expected = array.clone();
    System.arraycopy(start, 0, array, 0, start.length);
    call.accept(kernels);
    Bits.same(name, expected, array);
    System.arraycopy(start, 0, array, 0, start.length);
    return race.enter(
        () -> {
          for (int i = 0; i < calls; i++) {
            call.accept(kernels);
          }
        });
  }
}
