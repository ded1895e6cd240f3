package org.metasparse.prune;

import org.metasparse.autodiff.Layout;

/**
 * What pruning leaves: a smaller layout, and where each of its parameters stood before. Arrays of
 * the old layout (parameters, moments) shrink to the new one by {@link #shrink}.
 *
 * @param layout the layout of the survivors
 * @param kept for each parameter of the new layout its index in the old one, ascending
 */
public record Pruned(Layout layout, int[] kept) {
  /**
   * Takes the survivors out of an array of the old layout.
   *
   * @param old an array of the old layout
   * @return a new array of the new layout
   */
  public float[] shrink(float[] old) {
    float[] survivors = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      survivors[i] = old[kept[i]];
    }
    return survivors;
  }
}
