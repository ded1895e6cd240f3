package org.metasparse.format;

import java.io.InvalidObjectException;
import java.io.Serializable;
import org.metasparse.files.InputException;
import org.metasparse.siren.Siren;

/**
 * An encoded signal as Java's serialisation writes it: the bytes of its file, and where that holds
 * a difference the model too.
 *
 * @param file the bytes of the .inr file
 * @param name the model's name; null where the file holds the whole network
 * @param model the model
 * @param known whether readers know the model by its hash alone
 */
record EncodedForm(byte[] file, String name, Siren model, boolean known) implements Serializable {

  static EncodedForm of(EncodedSignal signal) {
    Base base = signal.storage().base();
    byte[] file = InrFile.encode(signal);
    return base == null
        ? new EncodedForm(file, null, null, false)
        : new EncodedForm(file, base.name(), base.siren(), base.known());
  }

  private Object readResolve() throws InvalidObjectException {
    try {
      return name == null
          ? InrFile.decode("an encoded signal", file)
          : InrFile.decode("an encoded signal", file, new Base(name, model, known));
    } catch (InputException e) {
      InvalidObjectException thrown = new InvalidObjectException(e.getMessage());
      thrown.initCause(e);
      throw thrown;
    }
  }
}
