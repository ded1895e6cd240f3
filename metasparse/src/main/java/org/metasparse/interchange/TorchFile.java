package org.metasparse.interchange;

import java.nio.file.Path;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.format.Safetensors;
import org.metasparse.format.TensorFile;

/**
 * The files in which Python programs keep tensors, told apart by their first bytes: safetensors,
 * NumPy's {@code .npz}, and PyTorch's own, which hold a program to be run and are not read.
 */
public final class TorchFile {
  private static final int PICKLE = 0x80;
  private static final int MOST_PROTOCOL = 5;

  private TorchFile() {}

  /**
   * Reads a safetensors or an {@code .npz} file.
   *
   * @param file the file
   * @return its tensors and metadata
   * @throws InputException if it cannot be read or is neither; of a PyTorch file it says how it is
   *     made one that can be read
   */
  public static TensorFile read(Path file) {
    String name = file.toString();
    byte[] bytes = InputFiles.read(file, "a safetensors or .npz file", Safetensors.MAX_BYTES);
    if (bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4) {
      return new NpzReader(name, bytes).read();
    }
    boolean pickle =
        bytes.length > 1
            && (bytes[0] & 0xff) == PICKLE
            && bytes[1] >= 2
            && bytes[1] <= MOST_PROTOCOL
            && !headed(bytes);
    if (pickle) {
      throw told(name);
    }
    return Safetensors.decode(name, bytes);
  }

  /** Whether a header's brace stands where safetensors have it. */
  private static boolean headed(byte[] bytes) {
    return bytes.length > 8 && bytes[8] == '{';
  }

  /** What to do with a PyTorch file. */
  static InputException told(String name) {
    return new InputException(
        name
            + ": is a PyTorch file, which only PyTorch reads; type in Python: import torch,"
            + " safetensors.torch as s; s.save_file(torch.load('"
            + Path.of(name).getFileName()
            + "', map_location='cpu', weights_only=True), 'model.safetensors'), and import that");
  }
}
