package org.metasparse.format;

/** Finds the model that an encoded signal is the difference from. */
@FunctionalInterface
public interface BaseFinder {
  /** Knows no model: for files that stand alone. */
  BaseFinder NONE = (hash, name) -> null;

  /**
   * Finds a model.
   *
   * @param hash its hash, see {@link Base#hash}; not to be changed
   * @param name what the file calls it: a hint, which may say anything
   * @return the model of that hash, or null if there is none; one of another hash is refused with a
   *     message that names both
   * @throws org.metasparse.files.InputException if it cannot be read
   */
  Base find(byte[] hash, String name);
}
