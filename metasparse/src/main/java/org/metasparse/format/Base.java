package org.metasparse.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.CsrPattern;
import org.metasparse.files.Sha256;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/**
 * A model that encoded signals refer to: they store only how their parameters differ from its own,
 * and cannot be decoded without it.
 *
 * @param name what the user calls it, such as {@code faces@7}, for messages
 * @param siren the model
 * @param known whether readers know it by its hash alone, so that files need not tell its name
 */
public record Base(String name, Siren siren, boolean known) {
  /** Bytes of a hash. */
  static final int HASH = 8;

  /** The most bytes of a name that a file carries. */
  static final int NAME = 255;

  /**
   * A model that readers have to look for.
   *
   * @param name what the user calls it
   * @param siren the model
   */
  public Base(String name, Siren siren) {
    this(name, siren, false);
  }

  /**
   * {@return the first 8 bytes of the SHA-256 of all that determines the model: shape, patterns and
   * the bits of its parameters, as INR-FORMAT.md lists them; a new array}
   */
  public byte[] hash() {
    MessageDigest digest = Sha256.start();
    SirenShape shape = siren.shape();
    update(
        digest,
        shape.dimIn(),
        shape.width(),
        shape.layers(),
        shape.dimOut(),
        Float.floatToRawIntBits(shape.omega()));
    for (Block block : siren.layout().blocks()) {
      CsrPattern pattern = block.pattern();
      update(digest, pattern == null ? 0 : 1);
      if (pattern != null) {
        update(digest, pattern.rowStart());
        update(digest, pattern.column());
      }
      int[] bits = new int[block.size()];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = Float.floatToRawIntBits(siren.theta()[block.offset() + i]);
      }
      update(digest, bits);
    }
    return Arrays.copyOf(digest.digest(), HASH);
  }

  private static void update(MessageDigest digest, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(numbers);
    digest.update(bytes);
  }

  /** The name as files carry it: what stands behind the last slash, cut to what fits. */
  byte[] storedName() {
    if (known) {
      return new byte[0];
    }
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    byte[] bytes = last.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= NAME ? bytes : new byte[0];
  }

  static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
