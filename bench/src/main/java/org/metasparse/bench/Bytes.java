package org.metasparse.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts bytes; JMH divides by the time. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Bytes {
  /** Billions of bytes. */
  public double gbyte;

  /** For JMH. */
  public Bytes() {}

  /**
   * Counts bytes.
   *
   * @param count how many were read
   */
  public void add(double count) {
    gbyte += 1e-9 * count;
  }
}
