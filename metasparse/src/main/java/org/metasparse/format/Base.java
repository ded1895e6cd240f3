package org.metasparse.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.metasparse.siren.Moves;
import org.metasparse.siren.Siren;

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
   * {@return what a difference tells of: the parameters that the model moves}
   *
   * @param base the model; null where whole networks are told of
   */
  public static Moves moves(Base base) {
    return base == null ? Moves.ALL : base.siren.moves();
  }

  /** {@return the first 8 bytes of {@link Siren#hash()}, a new array} */
  public byte[] hash() {
    return Arrays.copyOf(siren.hash(), HASH);
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
