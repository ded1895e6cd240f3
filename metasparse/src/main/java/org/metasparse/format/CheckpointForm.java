package org.metasparse.format;

import java.io.InvalidObjectException;
import java.io.Serializable;
import org.metasparse.files.InputException;

/**
 * A checkpoint as Java's serialisation writes it: the bytes of its file.
 *
 * @param file they
 */
record CheckpointForm(byte[] file) implements Serializable {
  private Object readResolve() throws InvalidObjectException {
    try {
      return CheckpointFile.decode("a checkpoint", file);
    } catch (InputException e) {
      InvalidObjectException thrown = new InvalidObjectException(e.getMessage());
      thrown.initCause(e);
      throw thrown;
    }
  }
}
