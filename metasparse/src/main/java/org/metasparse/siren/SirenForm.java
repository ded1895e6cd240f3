package org.metasparse.siren;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;

/**
 * A SIREN as Java's serialisation writes it, which engines send models with: numbers alone, checked
 * when they are read as those of a file are.
 *
 * @param sizes coordinates, width, sine layers, channels
 * @param omega the frequency factor
 * @param rowStart of each block's pattern; null where a block has none
 * @param column of each block's pattern
 * @param theta the parameters
 * @param checksum CRC-32C of all of them
 */
record SirenForm(
    int[] sizes, float omega, int[][] rowStart, int[][] column, float[] theta, long checksum)
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
    int[] sizes = {shape.dimIn(), shape.width(), shape.layers(), shape.dimOut()};
    long checksum = checksum(sizes, shape.omega(), rowStart, column, siren.theta());
    return new SirenForm(sizes, shape.omega(), rowStart, column, siren.theta(), checksum);
  }

  private static long checksum(
      int[] sizes, float omega, int[][] rowStart, int[][] column, float[] theta) {
    CRC32C crc = new CRC32C();
    update(crc, sizes);
    update(crc, Float.floatToRawIntBits(omega));
    for (int i = 0; i < rowStart.length; i++) {
      update(crc, rowStart[i] == null ? new int[] {-1} : rowStart[i]);
      update(crc, column[i] == null ? new int[] {-1} : column[i]);
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * theta.length);
    bytes.asFloatBuffer().put(theta);
    crc.update(bytes);
    return crc.getValue();
  }

  private static void update(CRC32C crc, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
    bytes.asIntBuffer().put(numbers);
    crc.update(bytes);
  }

  private Object readResolve() throws InvalidObjectException {
    try {
      if (checksum(sizes, omega, rowStart, column, theta) != checksum) {
        throw new InvalidObjectException("a SIREN that was damaged on its way: send it anew");
      }
      SirenShape shape = new SirenShape(sizes[0], sizes[1], sizes[2], sizes[3], omega);
      Layout.Builder builder = new Layout.Builder();
      for (int i = 0; i < rowStart.length; i++) {
        Block block = shape.layout().blocks().get(i);
        CsrPattern pattern =
            rowStart[i] == null
                ? null
                : CsrPattern.of(block.rows(), block.cols(), rowStart[i], column[i]);
        builder.add(block.name(), block.kind(), block.rows(), block.cols(), pattern);
      }
      return new Siren(shape, builder.build(), theta);
    } catch (RuntimeException e) {
      InvalidObjectException thrown =
          new InvalidObjectException("no SIREN: " + e.getMessage() + "; send it anew");
      thrown.initCause(e);
      throw thrown;
    }
  }
}
