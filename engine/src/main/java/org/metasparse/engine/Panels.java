package org.metasparse.engine;

/**
 * Panels of one shape, one behind the other: panel {@code q} begins {@code q * stride()} floats
 * behind the first.
 */
public final class Panels {
  private final Panel[] panels;

  /**
   * Panels in an array.
   *
   * @param count how many, at least 1
   * @param rows features of each
   * @param width pixels of each, a multiple of {@link Kernels#COLUMNS}
   * @param array where they lie; not copied
   * @param offset index of the first element of the first
   * @throws IllegalArgumentException if there is none or they do not fit the array
   */
  public Panels(int count, int rows, int width, float[] array, int offset) {
    if (count < 1) {
      throw new IllegalArgumentException(count + " panels: at least one is needed");
    }
    panels = new Panel[count];
    for (int q = 0; q < count; q++) {
      panels[q] =
          new Panel(
              rows,
              width,
              array,
              Math.addExact(offset, Math.multiplyExact(q, Math.multiplyExact(rows, width))));
    }
  }

  /**
   * One of them.
   *
   * @param q its number, from 0
   * @return the panel
   */
  public Panel panel(int q) {
    return panels[q];
  }

  /** {@return how many there are} */
  public int count() {
    return panels.length;
  }

  /** {@return the features of each} */
  public int rows() {
    return panels[0].rows();
  }

  /** {@return the pixels of each} */
  public int width() {
    return panels[0].width();
  }

  /** {@return the distance of panels, {@code rows * width}} */
  public int stride() {
    return panels[0].size();
  }

  /** {@return the array that they lie in} */
  public float[] array() {
    return panels[0].array();
  }

  /** {@return the index of the first element of the first} */
  public int offset() {
    return panels[0].offset();
  }
}
