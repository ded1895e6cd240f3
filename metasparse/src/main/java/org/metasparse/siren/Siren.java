package org.metasparse.siren;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.files.Sha256;

/**
 * A SIREN with its parameters. Serialisable, so that engines can send a model to their workers.
 *
 * @param shape the dense shape
 * @param layout which of its parameters exist and where they lie
 * @param theta the parameters, of that layout; not copied
 * @param moves which of them the fits from here move
 */
public record Siren(SirenShape shape, Layout layout, float[] theta, Moves moves)
    implements Serializable {
  /**
   * Checks that layout and parameters fit the shape, and what moves the parameters.
   *
   * @throws IllegalArgumentException if they do not
   */
  public Siren {
    // First their number: a shape of a million layers, out of a damaged stream, is not built.
    boolean fits = layout.blocks().size() == shape.blocks();
    List<Block> dense = fits ? shape.layout().blocks() : List.of();
    for (int i = 0; fits && i < dense.size(); i++) {
      var a = layout.blocks().get(i);
      var b = dense.get(i);
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
    int[] places = moves.places();
    if (places != null && places[places.length - 1] >= theta.length) {
      throw new IllegalArgumentException(
          "place "
              + places[places.length - 1]
              + " of what moves lies behind the "
              + theta.length
              + " parameters");
    }
  }

  /**
   * A network whose fits move all parameters.
   *
   * @param shape the dense shape
   * @param layout which of its parameters exist and where they lie
   * @param theta the parameters, of that layout; not copied
   * @throws IllegalArgumentException if layout and parameters do not fit the shape
   */
  public Siren(SirenShape shape, Layout layout, float[] theta) {
    this(shape, layout, theta, Moves.ALL);
  }

  /**
   * The same function written with another omega: {@code sin(omega (W x + b))} is {@code sin(other
   * (W' x + b'))} where {@code W' = omega/other W} and {@code b' = omega/other b}. What changes is
   * how far a step of an optimiser goes: Adam moves each weight by about its rate, and so a sine's
   * argument by omega times as much. A network that learned at a low omega, for smooth signals, can
   * so be fitted with a rate that is meant for a high one.
   *
   * @param other the other omega
   * @return a network with values of the same bits if the ratio is a power of two and nothing falls
   *     below the smallest normal float; otherwise off by roundings
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Siren withOmega(float other) {
    SirenShape to =
        new SirenShape(
            shape.dimIn(), shape.width(), shape.layers(), shape.dimOut(), other, shape.code());
    float[] scaled = theta.clone();
    float ratio = shape.omega() / other;
    for (Block block : layout.blocks()) {
      String name = block.name();
      // The last layer has no sine; of a code and its maps the maps shift the sines' arguments.
      if (name.endsWith("." + shape.layers()) || name.equals(LatentCode.CODE)) {
        continue;
      }
      for (int i = block.offset(); i < block.offset() + block.size(); i++) {
        scaled[i] *= ratio;
      }
    }
    return new Siren(to, layout, scaled, moves);
  }

  /**
   * {@return what a fit from here has to say: the weights, or where a part moves, the parameters of
   * that part}
   */
  public int moved() {
    return moves.all() ? layout.weights() : moves.places().length;
  }

  /** {@return the same function without a latent code; this network if it has none} */
  public Siren plain() {
    if (shape.code() == 0) {
      return this;
    }
    LatentCode code = new LatentCode(shape, layout);
    float[] without = new float[code.plainLayout().size()];
    code.plain(theta, without);
    return new Siren(shape.withCode(0), code.plainLayout(), without);
  }

  /**
   * {@return the SHA-256 of all that determines this network and the fits from it: shape, patterns,
   * the bits of its parameters and which of them move, as INR-FORMAT.md lists them; a new array}
   */
  public byte[] hash() {
    MessageDigest digest = Sha256.start();
    update(
        digest,
        shape.dimIn(),
        shape.width(),
        shape.layers(),
        shape.dimOut(),
        Float.floatToRawIntBits(shape.omega()));
    for (Block block : layout.blocks()) {
      CsrPattern pattern = block.pattern();
      update(digest, pattern == null ? 0 : 1);
      if (pattern != null) {
        update(digest, pattern.rowStart());
        update(digest, pattern.column());
      }
      int[] bits = new int[block.size()];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = Float.floatToRawIntBits(theta[block.offset() + i]);
      }
      update(digest, bits);
    }
    if (!moves.all()) {
      update(digest, moves.places());
    }
    return digest.digest();
  }

  private static void update(MessageDigest digest, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(numbers);
    digest.update(bytes);
  }

  /** {@return what is written instead: numbers alone, which are checked when they are read} */
  private Object writeReplace() {
    return SirenForm.of(this);
  }
}
