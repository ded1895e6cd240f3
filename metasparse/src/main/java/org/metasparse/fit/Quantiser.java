package org.metasparse.fit;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.format.Base;
import org.metasparse.format.Storage;
import org.metasparse.siren.Moves;

/**
 * Rounds parameters, or what is to be added to a model's, to whole multiples of a step: {@code
 * level = round((theta - base) / step)}, with a step for each block.
 *
 * @param layout of the parameters
 * @param base the model; null for none
 * @param steps the blocks' steps, as they can be stored
 */
record Quantiser(Layout layout, Base base, List<Float> steps) {
  /**
   * Shares bits among blocks, as far as they move, so that the error of the signal is least.
   * Uniform noise of step {@code d} costs {@code s d^2 / 12} for each parameter of a block of
   * sensitivity {@code s}, and {@code log2(2 m / d)} bits, {@code m} being the largest magnitude;
   * so at the optimum {@code d} is proportional to {@code 1 / sqrt(s)} (Shoham and Gersho 1988).
   *
   * @param layout of the parameters
   * @param base the model; null for none
   * @param theta the parameters
   * @param sensitivity of each block
   * @param bits a parameter on the average
   * @return the quantiser
   */
  static Quantiser of(Layout layout, Base base, float[] theta, double[] sensitivity, double bits) {
    int blocks = layout.blocks().size();
    float[] largest = new float[blocks];
    double log = 0;
    int count = 0;
    Moves moves = Base.moves(base);
    for (int b = 0; b < blocks; b++) {
      Block block = layout.blocks().get(b);
      int[] moved = moves.in(block);
      for (int i : moved) {
        largest[b] = Math.max(largest[b], Math.abs(difference(theta, base, i)));
      }
      if (largest[b] > 0) {
        double range = 2 * largest[b] * Math.sqrt(sensitivity[b]);
        log += moved.length * (StrictMath.log(range) - bits * StrictMath.log(2));
        count += moved.length;
      }
    }
    double scale = StrictMath.exp(log / Math.max(1, count));
    List<Float> steps = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      double step = scale / Math.sqrt(sensitivity[b]);
      double least = largest[b] / (double) Storage.MOST_LEVEL;
      steps.add(Storage.step((float) clamp(step, least, largest[b])));
    }
    return new Quantiser(layout, base, steps);
  }

  /** At least one level to both sides of 0, at most all that there are; anything if all is 0. */
  private static double clamp(double step, double least, float largest) {
    return largest == 0 ? 1 : Math.max(Float.MIN_NORMAL, Math.min(largest, Math.max(least, step)));
  }

  private static float difference(float[] theta, Base base, int i) {
    return base == null ? theta[i] : theta[i] - base.siren().theta()[i];
  }

  /**
   * Draws differences from the base towards 0, each by the same part of its block's step, and none
   * beyond: the proximal operator of {@code part * step * |difference|}.
   *
   * @param theta the parameters; overwritten
   * @param part of a step
   */
  void draw(float[] theta, float part) {
    for (int b = 0; b < steps.size(); b++) {
      Block block = layout.blocks().get(b);
      float most = part * steps.get(b);
      for (int i : Base.moves(base).in(block)) {
        float d = difference(theta, base, i);
        theta[i] -= Math.max(-most, Math.min(most, d));
      }
    }
  }

  /** Rounds; what does not move is as in the model. */
  Storage.Levels round(float[] theta) {
    int[] levels = new int[theta.length];
    for (int b = 0; b < steps.size(); b++) {
      Block block = layout.blocks().get(b);
      for (int i : Base.moves(base).in(block)) {
        int level = Math.round(difference(theta, base, i) / steps.get(b));
        levels[i] = Math.max(-Storage.MOST_LEVEL, Math.min(Storage.MOST_LEVEL, level));
      }
    }
    return new Storage.Levels(steps, levels, base);
  }
}
