package org.metasparse.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts elements; JMH divides by the time. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Elements {
  /** Billions of elements. */
  public double gelem;

  /** For JMH. */
  public Elements() {}

  /**
   * Counts elements.
   *
   * @param count how many were done
   */
  public void add(long count) {
    gelem += 1e-9 * count;
  }
}
