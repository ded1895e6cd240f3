package org.metasparse.report;

/**
 * The rectangle in which curves are drawn, y upwards.
 *
 * @param x what its width reaches over
 * @param y what its height reaches over
 * @param left its left edge
 * @param top its upper edge
 * @param width its width
 * @param height its height
 */
record PlotFrame(PlotScale x, PlotScale y, double left, double top, double width, double height) {
  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }

  /** The place of a number on the horizontal axis. */
  double atX(double value) {
    return left + width * x.fraction(value);
  }

  /** The place of a number on the vertical axis. */
  double atY(double value) {
    return bottom() - height * y.fraction(value);
  }

  /** Whether both numbers of a point have a place. */
  boolean shows(LinePlot.Point p) {
    return PlotScale.shows(x.log(), p.x()) && PlotScale.shows(y.log(), p.y());
  }
}
