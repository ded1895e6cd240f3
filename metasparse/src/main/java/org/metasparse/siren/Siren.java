package org.metasparse.siren;

import java.io.Serializable;
import org.metasparse.autodiff.Layout;

/**
 * A SIREN with its parameters. Serialisable, so that engines can send a model to their workers.
 *
 * @param shape the dense shape
 * @param layout which of its parameters exist and where they lie
 * @param theta the parameters, of that layout; not copied
 */
public record Siren(SirenShape shape, Layout layout, float[] theta) implements Serializable {
  /**
   * Checks that layout and parameters fit the shape.
   *
   * @throws IllegalArgumentException if they do not
   */
  public Siren {
    Layout dense = shape.layout();
    boolean fits = layout.blocks().size() == dense.blocks().size();
    for (int i = 0; fits && i < dense.blocks().size(); i++) {
      var a = layout.blocks().get(i);
      var b = dense.blocks().get(i);
      fits =
          a.name().equals(b.name())
              && a.kind() == b.kind()
              && a.rows() == b.rows()
              && a.cols() == b.cols();
    }
    if (!fits) {
      throw new IllegalArgumentException("the layout is not that of a SIREN " + shape);
    }
    if (theta.length != layout.size()) {
      throw new IllegalArgumentException(
          theta.length + " parameters for a layout of " + layout.size());
    }
  }

  /** Written as numbers alone, which are checked when they are read. */
  private Object writeReplace() {
    return SirenForm.of(this);
  }
}
