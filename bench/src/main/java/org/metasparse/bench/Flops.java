package org.metasparse.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts useful floating-point operations; JMH divides by the time. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Flops {
  /** Billions of operations. */
  public double gflop;

  /** For JMH. */
  public Flops() {}

  /**
   * Counts multiply-adds, two operations each.
   *
   * @param count how many were done
   */
  public void multiplyAdds(long count) {
    gflop += 2e-9 * count;
  }
}
