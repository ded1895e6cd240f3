package org.metasparse.signal.image;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.files.Content;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonObject;
import org.metasparse.signal.Division;
import org.metasparse.signal.Given;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.MediumDefaults;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.SignalOption;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.Slices;

/** Images: rows and columns of pixels. */
public record ImageMedium() implements Medium {
  private static final int MOST = 1 << 14;

  @Override
  public int number() {
    return 1;
  }

  @Override
  public String id() {
    return "image";
  }

  @Override
  public String article() {
    return "an image";
  }

  @Override
  public int axes() {
    return 2;
  }

  @Override
  public int mostChannels() {
    return 4;
  }

  @Override
  public int colours(int channels) {
    return channels >= 3 ? 3 : 1;
  }

  @Override
  public String fewerColours() {
    return "make it grey, or give a model of colour " + several();
  }

  @Override
  public List<String> suffixes() {
    return List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff");
  }

  @Override
  public boolean recognises(Path file, String head) {
    return List.of("\u0089PNG", "\u00ff\u00d8", "BM", "GIF8", "II*\0", "MM\0*").stream()
        .anyMatch(head::startsWith);
  }

  @Override
  public List<SignalOption> options() {
    return List.of(
        new SignalOption("--short-side", "N", "of images, first resize the short side to N pixels"),
        new SignalOption(
            "--crop", "N|square|none", "then cut the middle: N x N, or the largest square"),
        new SignalOption(
            "--size", "N", "then resize to N x N (default: a preset's, unless you cut)"),
        new SignalOption(
            "--no-orient", null, "leave pictures as stored, however the camera was held"));
  }

  @Override
  public SignalPreparation asTheyAre() {
    return Preparation.none();
  }

  @Override
  public Preparation preparation(Given given, SignalPreparation otherwise) {
    Preparation image = (Preparation) otherwise;
    int crop =
        switch (given.text("--crop", "")) {
          case "" -> image.crop();
          case "square" -> Preparation.LARGEST_SQUARE;
          case "none" -> Preparation.NO_CROP;
          default -> given.integer("--crop", 0, 1, MOST);
        };
    // Whoever says how large the cut is shall not get a preset's size instead, without a word.
    boolean cut = given.flag("--short-side") || given.text("--crop", "").matches("\\d+|none");
    int size = given.integer("--size", cut ? 0 : image.size(), 1, MOST);
    int shortSide = given.integer("--short-side", image.shortSide(), 1, MOST);
    boolean upright = image.upright() && !given.flag("--no-orient");
    return new Preparation(shortSide, crop, size, image.channels(), upright);
  }

  @Override
  public Preparation preparation(JsonObject json, int channels) {
    return new Preparation(
        json.getInt("shortSide"),
        json.getInt("crop"),
        json.getInt("size"),
        channels,
        !json.has("upright"));
  }

  @Override
  public MediumDefaults defaults(int size, float omega) {
    return new MediumDefaults(Preparation.square(size), omega, 0, false);
  }

  @Override
  public SignalKind kind(double[] numbers) {
    SignalKind.checkCount(numbers, 1, number());
    return new ImageKind((int) numbers[0]);
  }

  @Override
  public String size(SignalKind kind, Grid grid) {
    return grid.sizes().get(1) + "x" + grid.sizes().get(0);
  }

  @Override
  public Map<String, Object> facts(SignalKind kind, Grid grid) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("height", grid.sizes().get(0));
    facts.put("width", grid.sizes().get(1));
    facts.put("sourceBits", ((ImageKind) kind).bits());
    return facts;
  }

  @Override
  public List<SignalOption> decodingOptions() {
    return List.of(
        new SignalOption("--size", "WxH", "columns and rows of an image or a video"),
        new SignalOption("--scale", "K", "or a factor of the original's size"));
  }

  @Override
  public Division division(Given given, SignalKind kind, Grid grid) {
    return new Division(rowsAndColumns(given, grid.sizes()), kind);
  }

  /**
   * What the options of an image's size ask for.
   *
   * @param given the options
   * @param original rows and columns
   * @return rows and columns
   * @throws InputException if the two exclude each other, or one is not valid
   */
  public static List<Long> rowsAndColumns(Given given, List<Integer> original) {
    if (given.flag("--size") && given.flag("--scale")) {
      throw new InputException("--size and --scale exclude each other; give one of them");
    }
    long height = original.get(0);
    long width = original.get(1);
    if (given.flag("--size")) {
      String size = given.text("--size", "");
      if (!size.matches("[1-9][0-9]{0,6}x[1-9][0-9]{0,6}")) {
        throw new InputException("--size " + size + ": must be like 640x480, both at least 1");
      }
      width = Long.parseLong(size.substring(0, size.indexOf('x')));
      height = Long.parseLong(size.substring(size.indexOf('x') + 1));
    } else if (given.flag("--scale")) {
      double scale = given.positive("--scale", 1);
      height = Math.max(1, Math.round(height * scale));
      width = Math.max(1, Math.round(width * scale));
    }
    return List.of(height, width);
  }

  @Override
  public String written() {
    return ".png";
  }

  @Override
  public String writing() {
    return "images are written as PNG; give a name that ends in .png";
  }

  @Override
  public Content content(Slices signal) {
    return ImageWriter.content(signal);
  }
}
