package org.metasparse.format;

import java.util.List;
import org.metasparse.siren.Moves;

/**
 * What each training signal has of its own while a network learns what all of them share: values of
 * the parameters that move, and the state of the Adam that moves them.
 *
 * @param steps the steps that each signal's Adam has taken; 0 where a signal has not been met,
 *     whose values then are the network's
 * @param values for each signal as many as parameters move, in their order; not copied
 * @param m first moments, likewise
 * @param v second moments, likewise
 */
public record Own(int[] steps, float[][] values, float[][] m, float[][] v) {
  /**
   * Checks that all belongs together.
   *
   * @throws IllegalArgumentException if signals differ in their number or in what they have, or
   *     steps are negative
   */
  public Own {
    int moved = values.length == 0 ? 0 : values[0].length;
    boolean fits = values.length > 0 && moved > 0;
    for (float[][] all : List.of(values, m, v)) {
      fits &= all.length == steps.length;
      for (float[] one : all) {
        fits &= one.length == moved;
      }
    }
    for (int n : steps) {
      fits &= n >= 0;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          steps.length
              + " signals have not each "
              + moved
              + " values, moments and steps from 0 on");
    }
  }

  /**
   * No signal has been met.
   *
   * @param signals how many there are
   * @param moves what moves
   * @param theta the network's parameters; not changed
   * @return what they have: copies of the network's values
   */
  public static Own of(int signals, Moves moves, float[] theta) {
    int n = moves.count(theta.length);
    float[][] values = new float[signals][n];
    for (float[] one : values) {
      moves.gather(theta, one);
    }
    return new Own(new int[signals], values, new float[signals][n], new float[signals][n]);
  }

  /**
   * What is left where fewer parameters move.
   *
   * @param moves what moves, of which there are {@link #moved()}
   * @param fewer what of it goes on moving
   * @param theta the network's parameters; not changed
   * @return new arrays: values and moments of what goes on; of signals that have not been met the
   *     network's values
   */
  public Own keep(Moves moves, Moves fewer, float[] theta) {
    Own left = of(signals(), fewer, theta);
    float[] all = new float[theta.length];
    for (int i = 0; i < signals(); i++) {
      left.steps[i] = steps[i];
      for (float[][][] pair : new float[][][][] {{values, left.values}, {m, left.m}, {v, left.v}}) {
        moves.scatter(pair[0][i], all);
        fewer.gather(all, pair[1][i]);
      }
    }
    return left;
  }

  /** {@return how many signals there are} */
  public int signals() {
    return steps.length;
  }

  /** {@return how many parameters move} */
  public int moved() {
    return values[0].length;
  }

  /** {@return a deep copy} */
  public Own copy() {
    return new Own(steps.clone(), copy(values), copy(m), copy(v));
  }

  private static float[][] copy(float[][] rows) {
    float[][] copy = rows.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = rows[i].clone();
    }
    return copy;
  }
}
