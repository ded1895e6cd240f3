package org.metasparse.signal.image;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.files.InputException;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;

/**
 * How each image of a data set is prepared, in this order: its channels are converted ({@link
 * ImageTransform#toChannels}), its short side resized, the middle cropped, the crop resized.
 *
 * @param shortSide pixels of the short side before the crop, or 0 to leave the image's size
 * @param crop rows and columns of the centre crop, {@link #LARGEST_SQUARE}, or {@link #NO_CROP}
 * @param size rows and columns of the result, or 0 to leave the crop's size
 * @param channels of the result: 1 grey, 3 RGB, 2 and 4 the same with alpha
 * @param upright whether pictures whose file tells how they were held are put upright first
 */
public record Preparation(int shortSide, int crop, int size, int channels, boolean upright)
    implements SignalPreparation {
  /** A crop to the largest square in the middle. */
  public static final int LARGEST_SQUARE = 0;

  /** No crop: the image keeps its aspect, unless a size is given. */
  public static final int NO_CROP = -1;

  /**
   * Checks the numbers.
   *
   * @param shortSide pixels of the short side before the crop
   * @param crop rows and columns of the centre crop
   * @param size rows and columns of the result
   * @param channels of the result
   * @param upright whether pictures are put upright
   * @throws IllegalArgumentException if a size is negative or there are not 1 to 4 channels
   */
  public Preparation {
    if (shortSide < 0 || crop < NO_CROP || size < 0) {
      throw new IllegalArgumentException(
          "short side "
              + shortSide
              + ", crop "
              + crop
              + ", size "
              + size
              + " must not be negative");
    }
    if (channels < 1 || channels > 4) {
      throw new IllegalArgumentException(channels + " channels; an image has 1 to 4");
    }
  }

  /**
   * Upright images.
   *
   * @param shortSide pixels of the short side before the crop
   * @param crop rows and columns of the centre crop
   * @param size rows and columns of the result
   * @param channels of the result
   * @throws IllegalArgumentException if a size is negative or there are not 1 to 4 channels
   */
  public Preparation(int shortSide, int crop, int size, int channels) {
    this(shortSide, crop, size, channels, true);
  }

  /**
   * RGB images as they are.
   *
   * @return a preparation that only converts grey images to RGB
   */
  public static Preparation none() {
    return new Preparation(0, NO_CROP, 0, 3);
  }

  /**
   * RGB squares of one size: the largest square in the middle of each image, resized.
   *
   * @param size rows and columns of the result
   * @return the preparation
   */
  public static Preparation square(int size) {
    return new Preparation(0, LARGEST_SQUARE, size, 3);
  }

  @Override
  public Medium medium() {
    return new ImageMedium();
  }

  @Override
  public Preparation withChannels(int n) {
    return new Preparation(shortSide, crop, size, n, upright);
  }

  @Override
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shortSide", shortSide);
    json.put("crop", crop);
    json.put("size", size);
    if (!upright) {
      json.put("upright", false);
    }
    return json;
  }

  @Override
  public Signal load(Path source, String name) {
    return ImageReader.read(source, name, upright);
  }

  /**
   * Prepares an image.
   *
   * @param image a signal of one to four channels on a grid of two axes
   * @return the prepared image, of the same name and kind
   * @throws InputException if the image is smaller than the crop
   */
  @Override
  public Signal apply(Signal image) {
    Signal result = ImageTransform.toChannels(image, channels);
    if (shortSide > 0) {
      result = ImageTransform.shortSide(result, shortSide);
    }
    if (crop != NO_CROP) {
      int largest = Math.min(ImageTransform.height(result), ImageTransform.width(result));
      result = ImageTransform.centreCrop(result, crop == LARGEST_SQUARE ? largest : crop);
    }
    return size > 0 ? ImageTransform.resize(result, size, size) : result;
  }
}
