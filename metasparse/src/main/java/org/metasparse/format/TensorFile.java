package org.metasparse.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;

/**
 * What a safetensors file holds.
 *
 * @param metadata free text by key; copied, in its order
 * @param tensors the tensors by name; copied, in its order
 */
public record TensorFile(Map<String, String> metadata, Map<String, TensorData> tensors) {
  /**
   * Copies the maps.
   *
   * @param metadata free text by key
   * @param tensors the tensors by name
   * @throws IllegalArgumentException if a tensor is called {@code __metadata__}
   */
  public TensorFile {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    if (tensors.containsKey(Safetensors.METADATA)) {
      throw new IllegalArgumentException("no tensor can be called " + Safetensors.METADATA);
    }
  }

  /**
   * A tensor that must be there.
   *
   * @param file the file's name for messages
   * @param name the tensor's name
   * @return the tensor
   * @throws InputException if there is none of that name
   */
  public TensorData tensor(String file, String name) {
    TensorData tensor = tensors.get(name);
    if (tensor == null) {
      throw new InputException(file + ": holds no tensor " + Json.write(name) + ", which it must");
    }
    return tensor;
  }
}
