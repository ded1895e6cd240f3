package org.metasparse.bench.kernel;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.metasparse.bench.Bits;
import org.metasparse.engine.KernelSelection;
import org.metasparse.engine.Kernels;
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
  /** Features of the paper's layers. */
  private static final int REAL = 256;

  /** Pixels in a call at the real size: a multiple of every kernel's panel width. */
  private static final int REAL_PIXELS = 128;

  /** 16 MB are a humongous array under G1 at any heap size. */
  private static final int WORKSPACE = 1 << 22;

  private static final long SEED = 1;

  /** Which kernels are measured. */
  @Param({"simd", "scalar"})
  public String kernels;

  /**
   * Features of a layer: 256 is the paper's SIREN on 128 pixels in panels; at the awkward others
   * there are as many pixels, in one panel, so that nothing fills its vectors.
   */
  @Param({"256", "1", "7", "63", "257"})
  public int size;

  /** The kernels under test. */
  protected Kernels tested;

  /** The array in which all operands lie. */
  protected float[] array;

  /** Pixels in a panel. */
  protected int panel;

  /** Panels in a call. */
  protected int panels;

  /** Pixels in a call. */
  protected int pixels;

  private final Rng rng = new Rng(SEED);
  private Workspace workspace;

  /** For JMH. */
  protected KernelBenchmark() {}

  /** Chooses kernels, lays out operands and checks every kernel that is going to be timed. */
  @Setup
  public void setUp() {
    tested = KernelSelection.of(kernels).kernels();
    workspace = new Workspace(WORKSPACE);
    array = workspace.array();
    panel = size == REAL ? tested.panelWidth() : size;
    pixels = size == REAL ? REAL_PIXELS : size;
    panels = pixels / panel;
    layOut();
    check();
  }

  /** Takes the operands from the workspace. */
  protected abstract void layOut();

  /** Calls {@link #same} for every kernel of the class. */
  protected abstract void check();

  /**
   * Takes an operand and fills it with numbers between -1 and 1.
   *
   * @param floats its length
   * @return the index of its first element
   */
  protected final int operand(int floats) {
    int offset = workspace.take(floats);
    for (int i = 0; i < floats; i++) {
      array[offset + i] = rng.uniform(-1, 1);
    }
    return offset;
  }

  /**
   * The generator that fills operands, for what else is random.
   *
   * @return always the same
   */
  protected final Rng rng() {
    return rng;
  }

  /**
   * Runs a kernel and its scalar twin from the same start, compares all operands bit for bit and
   * puts them back as they were.
   *
   * @param name what is checked
   * @param call the kernel's call, on the operands in {@link #array}
   * @throws IllegalStateException if bits differ
   */
  protected final void same(String name, Consumer<Kernels> call) {
    float[] start = array.clone();
    call.accept(KernelSelection.of("scalar").kernels());
    float[] expected = array.clone();
    System.arraycopy(start, 0, array, 0, start.length);
    call.accept(tested);
    Bits.same(name + " of " + kernels, expected, array);
    System.arraycopy(start, 0, array, 0, start.length);
  }
}
