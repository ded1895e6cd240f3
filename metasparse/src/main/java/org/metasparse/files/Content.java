package org.metasparse.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** What a file will hold, written as it is made, so that it never lies in memory as a whole. */
@FunctionalInterface
public interface Content {
  /**
   * Writes all of it.
   *
   * @param out where to; buffered, not closed
   * @throws IOException if that cannot be written
   */
  void writeTo(OutputStream out) throws IOException;

  /** {@return all of it, in memory} */
  default byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    }
    return out.toByteArray();
  }
}
