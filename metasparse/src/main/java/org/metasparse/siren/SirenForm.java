package org.metasparse.siren;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;

/**
 * A SIREN as Java's serialisation writes it, which engines send models with: numbers alone, checked
 * when they are read as those of a file are.
 *
 * @param sizes coordinates, width, sine layers, channels, numbers of the latent code
 * @param omega the frequency factor
 * @param rowStart of each block's pattern; null where a block has none
 * @param column of each block's pattern
 * @param theta the parameters
 * @param moves the places of those that move; null if all do
 * @param hash {@link Siren#hash()}
 */
record SirenForm(
    int[] sizes,
    float omega,
    int[][] rowStart,
    int[][] column,
    float[] theta,
    int[] moves,
    byte[] hash)
    implements Serializable {

  static SirenForm of(Siren siren) {
    SirenShape shape = siren.shape();
    int n = siren.layout().blocks().size();
    int[][] rowStart = new int[n][];
    int[][] column = new int[n][];
    for (int i = 0; i < n; i++) {
      CsrPattern pattern = siren.layout().blocks().get(i).pattern();
      rowStart[i] = pattern == null ? null : pattern.rowStart();
      column[i] = pattern == null ? null : pattern.column();
    }
    int[] sizes = {shape.dimIn(), shape.width(), shape.layers(), shape.dimOut(), shape.code()};
    return new SirenForm(
        sizes,
        shape.omega(),
        rowStart,
        column,
        siren.theta(),
        siren.moves().places(),
        siren.hash());
  }

  private Object readResolve() throws InvalidObjectException {
    try {
      SirenShape shape = new SirenShape(sizes[0], sizes[1], sizes[2], sizes[3], omega, sizes[4]);
      if (rowStart.length != shape.blocks()) {
        throw new IllegalArgumentException(rowStart.length + " patterns of a SIREN " + shape);
      }
      // Biases are never pruned; so no damaged size asks for more memory than has come.
      long least = (1L + shape.code()) * shape.layers() * shape.width() + shape.dimOut();
      if (Math.max(least, shape.dimIn()) > theta.length) {
        throw new IllegalArgumentException(theta.length + " parameters of a SIREN " + shape);
      }
      List<Block> dense = shape.layout().blocks();
      Layout.Builder builder = new Layout.Builder();
      for (int i = 0; i < rowStart.length; i++) {
        Block block = dense.get(i);
        CsrPattern pattern =
            rowStart[i] == null
                ? null
                : CsrPattern.of(block.rows(), block.cols(), rowStart[i], column[i]);
        builder.add(block.name(), block.kind(), block.rows(), block.cols(), pattern);
      }
      Siren siren = new Siren(shape, builder.build(), theta, new Moves(moves));
      if (!Arrays.equals(siren.hash(), hash)) {
        throw new InvalidObjectException("a SIREN that was damaged on its way: send it anew");
      }
      return siren;
    } catch (RuntimeException e) {
      InvalidObjectException thrown =
          new InvalidObjectException("no SIREN: " + e.getMessage() + "; send it anew");
      thrown.initCause(e);
      throw thrown;
    }
  }
}
