package org.metasparse.bench.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.metasparse.bench.Bits;
import org.metasparse.engine.KernelSelection;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Rng;
import org.metasparse.engine.Workspace;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the benchmarks of kernels have in common: the kernels, one aligned array for all operands,
 * and the check that comes before any timing.
 *
 * <p>G1 is asked for since an array of this size then starts at a region's boundary, which is what
 * aligns the operands.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseG1GC"})
public abstract class KernelBenchmark {
  /** Pixels in a call: a multiple of every kernel's panel width. */
  protected static final int PIXELS = 128;

  /** 16 MB are a humongous array under G1 at any heap size. */
  private static final int WORKSPACE = 1 << 22;

  private static final long SEED = 1;

  /** Which kernels are measured. */
  @Param({"simd", "scalar"})
  public String kernels;

  /** Features of a layer: 256 is the paper's SIREN, the awkward others fill no block of rows. */
  @Param({"256", "1", "7", "63", "257"})
  public int size;

  /** The kernels under test. */
  protected Kernels tested;

  /** Panels in a call. */
  protected int panels;

  private final Rng rng = new Rng(SEED);
  private Workspace workspace;

  /** For JMH. */
  protected KernelBenchmark() {}

  /** Chooses kernels, lays out operands and checks every kernel that is going to be timed. */
  @Setup
  public void setUp() {
    tested = KernelSelection.of(kernels).kernels();
    workspace = new Workspace(WORKSPACE);
    panels = PIXELS / tested.panelWidth();
    layOut();
    check();
  }

  /** Takes the operands from the workspace. */
  protected abstract void layOut();

  /** Calls {@link #same} for every kernel of the class. */
  protected abstract void check();

  /**
   * Takes a matrix and fills it with numbers between -1 and 1.
   *
   * @param rows number of rows
   * @param cols number of columns
   * @return its view
   */
  protected final Matrix matrix(int rows, int cols) {
    Matrix matrix = workspace.matrix(rows, cols);
    fill(matrix.offset(), matrix.size());
    return matrix;
  }

  /**
   * Takes the panels of {@link #PIXELS} pixels and fills them with numbers between -1 and 1.
   *
   * @param rows number of features
   * @return their views
   */
  protected final Panels panels(int rows) {
    Panels all = workspace.panels(panels, rows, tested.panelWidth());
    fill(all.offset(), rows * PIXELS);
    return all;
  }

  private void fill(int offset, int floats) {
    float[] array = workspace.array();
    for (int i = 0; i < floats; i++) {
      array[offset + i] = rng.uniform(-1, 1);
    }
  }

  /** {@return the generator that fills operands, for what else is random; always the same} */
  protected final Rng rng() {
    return rng;
  }

  /**
   * Runs a kernel and its scalar twin from the same start, compares all operands bit for bit and
   * puts them back as they were.
   *
   * @param name what is checked
   * @param call the kernel's call, on operands of the workspace
   * @param others operands that lie elsewhere
   * @throws IllegalStateException if bits differ
   */
  protected final void same(String name, Consumer<Kernels> call, float[]... others) {
    List<float[]> operands = new ArrayList<>(List.of(others));
    operands.add(workspace.array());
    List<float[]> start = operands.stream().map(float[]::clone).toList();
    call.accept(KernelSelection.of("scalar").kernels());
    List<float[]> expected = operands.stream().map(float[]::clone).toList();
    putBack(start, operands);
    call.accept(tested);
    for (int i = 0; i < operands.size(); i++) {
      Bits.same(name + " of " + kernels, expected.get(i), operands.get(i));
    }
    putBack(start, operands);
  }

  private static void putBack(List<float[]> start, List<float[]> operands) {
    for (int i = 0; i < start.size(); i++) {
      System.arraycopy(start.get(i), 0, operands.get(i), 0, start.get(i).length);
    }
  }
}
