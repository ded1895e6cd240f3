package org.metasparse.signal;

import java.util.List;

/**
 * How finely a signal is to be decoded.
 *
 * @param sizes the number of points on each axis; not limited yet
 * @param kind what the decoded signal is: of another rate, if one is asked for
 */
public record Division(List<Long> sizes, SignalKind kind) {
  /**
   * The original's own division.
   *
   * @param kind what the signal is
   * @param grid where its values lay
   * @return the same points
   */
  public static Division of(SignalKind kind, Grid grid) {
    return new Division(grid.sizes().stream().map(Integer::longValue).toList(), kind);
  }
}
