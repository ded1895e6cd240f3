package org.metasparse.autodiff;

/**
 * What a frame is laid out for. None of it changes a result, but for one thing: a dense weight that
 * several operations share adds to its gradient tile by tile.
 *
 * @param panelWidth pixels in a panel, a multiple of {@link org.metasparse.engine.Kernels#COLUMNS}
 * @param panels panels in a tile
 * @param gradient whether adjoints and gradients are wanted, or values alone
 */
public record FrameGeometry(int panelWidth, int panels, boolean gradient) {
  /** {@return the number of pixels in a tile, {@code panelWidth * panels}} */
  public int tile() {
    return panelWidth * panels;
  }
}
