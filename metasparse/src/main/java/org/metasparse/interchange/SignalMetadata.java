package org.metasparse.interchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalKind;

/**
 * What signal a network stands for, as strings in a safetensors file's metadata: {@code kind},
 * {@code kind.numbers}, {@code grid.sizes}, {@code grid.extents}, and {@code psnr} where it is
 * known; numbers and lists are JSON.
 *
 * @param kind what the signal is
 * @param grid where its values lie
 * @param psnr how close the network came to it, in decibels; NaN if that is not known
 */
public record SignalMetadata(SignalKind kind, Grid grid, float psnr) {
  private static final String KIND = "kind";
  private static final String NUMBERS = "kind.numbers";
  private static final String SIZES = "grid.sizes";
  private static final String EXTENTS = "grid.extents";
  private static final String PSNR = "psnr";

  /**
   * A kind's name.
   *
   * @param kind the kind
   * @return such as {@code image}
   */
  static String name(SignalKind kind) {
    return Medium.of(kind).id();
  }

  /** Numbers as a list that JSON can be written from. */
  static List<Double> list(double[] numbers) {
    List<Double> list = new ArrayList<>();
    for (double number : numbers) {
      list.add(number);
    }
    return list;
  }

  /** Adds the entries to metadata. */
  void put(Map<String, String> metadata) {
    metadata.put(KIND, name(kind));
    metadata.put(NUMBERS, Json.write(list(kind.numbers())));
    metadata.put(SIZES, Json.write(grid.sizes()));
    metadata.put(EXTENTS, Json.write(grid.extents()));
    if (Float.isFinite(psnr)) {
      metadata.put(PSNR, Json.write(psnr));
    }
  }

  /**
   * Reads what {@link TorchTensors} wrote.
   *
   * @param file the file's name for messages
   * @param metadata its metadata
   * @return the signal, or null if the metadata tell of none
   * @throws InputException if they are not valid
   */
  public static SignalMetadata of(String file, Map<String, String> metadata) {
    if (!metadata.containsKey(KIND)) {
      return null;
    }
    double[] numbers = numbers(file, metadata, NUMBERS);
    double[] sizes = numbers(file, metadata, SIZES);
    double[] extents = numbers(file, metadata, EXTENTS);
    if (!Arrays.stream(sizes).allMatch(s -> s == (int) s)) {
      throw new InputException(file + ": the metadata " + SIZES + " must be whole numbers");
    }
    try {
      Grid grid =
          new Grid(
              Arrays.stream(sizes).mapToObj(s -> (int) s).toList(),
              Arrays.stream(extents).mapToObj(e -> (float) e).toList());
      double psnr = metadata.containsKey(PSNR) ? number(file, metadata, PSNR) : Double.NaN;
      return new SignalMetadata(Medium.of(metadata.get(KIND)).kind(numbers), grid, (float) psnr);
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": its metadata are not valid: " + e.getMessage(), e);
    }
  }

  /**
   * A number among metadata.
   *
   * @return the number, or NaN if the key is not there
   * @throws InputException if it is no number
   */
  static double number(String file, Map<String, String> metadata, String key) {
    String text = metadata.get(key);
    if (text == null) {
      return Double.NaN;
    }
    if (Json.parse(file + ": the metadata " + key, text) instanceof Number number) {
      return number.doubleValue();
    }
    throw new InputException(file + ": the metadata " + key + " must be a number");
  }

  private static double[] numbers(String file, Map<String, String> metadata, String key) {
    String name = file + ": the metadata " + key;
    String text = metadata.get(key);
    Object value = text == null ? null : Json.parse(name, text);
    if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
      return list.stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
    }
    throw new InputException(name + " must be a list of numbers");
  }
}
