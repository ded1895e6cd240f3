package org.metasparse.bench;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metasparse.engine.Workspace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one core can do at most on this JVM: fused multiply-adds with everything in registers, and
 * with one operand read from the first- and from the second-level cache.
 *
 * <p>Twelve accumulators keep two pipes of four cycles busy and leave room in sixteen registers. A
 * core with four such pipes would need sixteen: there the peak is understated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseG1GC"})
public class Peak {
  /** A species that is not static and final costs ten times and more. */
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private static final int L = S.length();
  private static final float FACTOR = 0.999f;
  private static final float TERM = 1e-3f;

  private static final int FMA_ACCUMULATORS = 12;
  private static final int FMA_TURNS = 20_000;

  private static final int LOAD_ACCUMULATORS = 8;

  /** 16 KB: a third of a first-level cache. */
  private static final int L1_FLOATS = 1 << 12;

  /** 256 KB: five times a first-level cache, a quarter of a second-level one. */
  private static final int L2_FLOATS = 1 << 16;

  private static final int L1_SWEEPS = 64;
  private static final int L2_SWEEPS = 4;

  /** 16 MB are a humongous array under G1 at any heap size, and so aligned. */
  private final Workspace workspace = new Workspace(1 << 22);

  private final float[] array = workspace.array();
  private final int start = workspace.take(L2_FLOATS);

  /** Prepares what is read. */
  public Peak() {
    for (int i = 0; i < L2_FLOATS; i++) {
      array[start + i] = i % 7 / 7f;
    }
  }

  /** {@return the bits of the vectors that peak is measured with} */
  public static int vectorBits() {
    return S.vectorBitSize();
  }

  /**
   * Operations of one call of {@link #fma(int)} at its usual length, two to a multiply-add.
   *
   * @return operations
   */
  public static double fmaFlops() {
    return 2.0 * L * FMA_ACCUMULATORS * FMA_TURNS;
  }

  /**
   * Bytes read by one call of {@link #readL1()}.
   *
   * @return bytes
   */
  public static double l1Bytes() {
    return 4.0 * L1_FLOATS * L1_SWEEPS;
  }

  /**
   * Bytes read by one call of {@link #readL2()}.
   *
   * @return bytes
   */
  public static double l2Bytes() {
    return 4.0 * L2_FLOATS * L2_SWEEPS;
  }

  /**
   * Checks the loops against plain arithmetic.
   *
   * @throws IllegalStateException if a bit differs
   */
  @Setup
  public void check() {
    int turns = 100;
    float x = FACTOR;
    for (int i = 0; i < turns; i++) {
      x = Math.fma(x, FACTOR, TERM);
    }
    float sum = x;
    for (int k = 1; k < FMA_ACCUMULATORS; k++) {
      sum += x;
    }
    Bits.same("fma", new float[] {sum}, new float[] {fma(turns)});
    float[] lane0 = new float[LOAD_ACCUMULATORS];
    for (int i = 0; i < L1_FLOATS; i += L) {
      int k = i / L % LOAD_ACCUMULATORS;
      lane0[k] = Math.fma(array[start + i], FACTOR, lane0[k]);
    }
    float read = lane0[0];
    for (int k = 1; k < LOAD_ACCUMULATORS; k++) {
      read += lane0[k];
    }
    Bits.same("read", new float[] {read}, new float[] {read(L1_FLOATS, 1)});
  }

  /**
   * Multiply-adds in registers.
   *
   * @param flops counts
   * @return a value that depends on all of them
   */
  @Benchmark
  public float fma(Flops flops) {
    flops.multiplyAdds((long) (fmaFlops() / 2));
    return fma(FMA_TURNS);
  }

  /**
   * Multiply-adds with an operand from the first-level cache.
   *
   * @param bytes counts
   * @return a value that depends on all of them
   */
  @Benchmark
  public float readL1(Bytes bytes) {
    bytes.add(l1Bytes());
    return readL1();
  }

  /**
   * Multiply-adds with an operand from the second-level cache.
   *
   * @param bytes counts
   * @return a value that depends on all of them
   */
  @Benchmark
  public float readL2(Bytes bytes) {
    bytes.add(l2Bytes());
    return readL2();
  }

  /** {@return a value that depends on all the work of {@link #fmaFlops()}, which others time} */
  public float fma() {
    return fma(FMA_TURNS);
  }

  /** {@return a value that depends on all the reading of {@link #l1Bytes()}, which others time} */
  public float readL1() {
    return read(L1_FLOATS, L1_SWEEPS);
  }

  /** {@return a value that depends on all the reading of {@link #l2Bytes()}, which others time} */
  public float readL2() {
    return read(L2_FLOATS, L2_SWEEPS);
  }

  private static float fma(int turns) {
    FloatVector a = FloatVector.broadcast(S, FACTOR);
    FloatVector b = FloatVector.broadcast(S, TERM);
    FloatVector x0 = a;
    FloatVector x1 = a;
    FloatVector x2 = a;
    FloatVector x3 = a;
    FloatVector x4 = a;
    FloatVector x5 = a;
    FloatVector x6 = a;
    FloatVector x7 = a;
    FloatVector x8 = a;
    FloatVector x9 = a;
    FloatVector x10 = a;
    FloatVector x11 = a;
    for (int i = 0; i < turns; i++) {
      x0 = x0.fma(a, b);
      x1 = x1.fma(a, b);
      x2 = x2.fma(a, b);
      x3 = x3.fma(a, b);
      x4 = x4.fma(a, b);
      x5 = x5.fma(a, b);
      x6 = x6.fma(a, b);
      x7 = x7.fma(a, b);
      x8 = x8.fma(a, b);
      x9 = x9.fma(a, b);
      x10 = x10.fma(a, b);
      x11 = x11.fma(a, b);
    }
    FloatVector low = x0.add(x1).add(x2).add(x3).add(x4).add(x5);
    return low.add(x6).add(x7).add(x8).add(x9).add(x10).add(x11).lane(0);
  }

  /** Reads the first floats, a power of two of them, again and again. */
  private float read(int floats, int sweeps) {
    FloatVector a = FloatVector.broadcast(S, FACTOR);
    FloatVector x0 = FloatVector.zero(S);
    FloatVector x1 = x0;
    FloatVector x2 = x0;
    FloatVector x3 = x0;
    FloatVector x4 = x0;
    FloatVector x5 = x0;
    FloatVector x6 = x0;
    FloatVector x7 = x0;
    // One loop, its index wrapped: of two nested ones JDK 17 puts the accumulators on the heap.
    int reads = floats * sweeps;
    for (int n = 0; n < reads; n += LOAD_ACCUMULATORS * L) {
      int i = start + (n & (floats - 1));
      x0 = FloatVector.fromArray(S, array, i).fma(a, x0);
      x1 = FloatVector.fromArray(S, array, i + L).fma(a, x1);
      x2 = FloatVector.fromArray(S, array, i + 2 * L).fma(a, x2);
      x3 = FloatVector.fromArray(S, array, i + 3 * L).fma(a, x3);
      x4 = FloatVector.fromArray(S, array, i + 4 * L).fma(a, x4);
      x5 = FloatVector.fromArray(S, array, i + 5 * L).fma(a, x5);
      x6 = FloatVector.fromArray(S, array, i + 6 * L).fma(a, x6);
      x7 = FloatVector.fromArray(S, array, i + 7 * L).fma(a, x7);
    }
    return x0.add(x1).add(x2).add(x3).add(x4).add(x5).add(x6).add(x7).lane(0);
  }
}
