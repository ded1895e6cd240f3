package org.metasparse.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.files.JsonObject;

/**
 * A line of a {@link Manifest}: what became of one signal.
 *
 * @param file the signal's name, its path within the data set
 * @param error why it could not be encoded, in one line, or null if it was; then the rest is 0
 * @param sourceBytes length of the signal's file
 * @param size the signal's size for people to read; null with an error
 * @param points that the signal has; 0 if a manifest does not tell
 * @param weights that its network has, or parameters that its fit moves, if a part; 0 if a manifest
 *     does not tell
 * @param bytes length of the encoding
 * @param psnr how close the encoding comes to the signal, in decibels; may be infinite; NaN where
 *     signals are decoded
 * @param seconds what reading, fitting and writing took on its threads
 */
public record ManifestEntry(
    String file,
    String error,
    long sourceBytes,
    String size,
    int points,
    int weights,
    long bytes,
    double psnr,
    double seconds) {

  /** A signal that could not be encoded. */
  static ManifestEntry failed(String file, String error) {
    return new ManifestEntry(file, error, 0, null, 0, 0, 0, 0, 0);
  }

  /** {@return whether the signal could not be encoded} */
  public boolean failed() {
    return error != null;
  }

  /**
   * {@return the line's keys and values; an infinite PSNR becomes null, which is all that JSON has}
   */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    if (failed()) {
      json.put("error", error);
    } else {
      json.put("sourceBytes", sourceBytes);
      json.put("size", size);
      json.put("points", points);
      json.put("weights", weights);
      json.put("bytes", bytes);
      if (!Double.isNaN(psnr)) {
        json.put("psnr", psnr);
      }
      json.put("seconds", Math.round(seconds * 1000) / 1000.0);
    }
    return json;
  }

  /** Reads what {@link #toJson} wrote. */
  static ManifestEntry of(JsonObject json) {
    if (json.has("error")) {
      return failed(json.getString("file"), json.getString("error"));
    }
    return new ManifestEntry(
        json.getString("file"),
        null,
        json.getLong("sourceBytes"),
        json.getString("size"),
        json.has("points") ? json.getInt("points") : 0,
        json.has("weights") ? json.getInt("weights") : 0,
        json.getLong("bytes"),
        json.has("psnr") ? json.getDouble("psnr") : Double.POSITIVE_INFINITY,
        json.getDouble("seconds"));
  }
}
