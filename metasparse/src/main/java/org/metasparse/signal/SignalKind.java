package org.metasparse.signal;

/**
 * What a signal is, and what must be known beside its values to write it as a file of its kind
 * again. Files store {@link #id()} and {@link #numbers()}.
 */
public interface SignalKind {
  /**
   * An image: axes are rows and columns; values in [0, 1]; channels 1 grey, 2 grey and alpha, 3
   * RGB, 4 RGB and alpha.
   *
   * @param bits per channel of the file that it was read from: 8 or 16
   */
  record Image(int bits) implements SignalKind {
    /** The usual image. */
    public static final Image EIGHT_BITS = new Image(8);

    /**
     * Checks the number of bits.
     *
     * @throws IllegalArgumentException if it is neither 8 nor 16
     */
    public Image {
      check(bits == 8 || bits == 16, "an image of " + bits + " bits; it has 8 or 16");
    }

    @Override
    public int id() {
      return 1;
    }

    @Override
    public double[] numbers() {
      return new double[] {bits};
    }
  }

  /**
   * Sound: one axis, time; values in [0, 1], silence at 0.5; channels 1 mono, 2 stereo.
   *
   * @param rate samples a second
   * @param bits per sample of the file that it was read from: 8, 16 or 24
   */
  record Audio(double rate, int bits) implements SignalKind {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the rate is not positive or the bits are of no PCM file
     */
    public Audio {
      check(rate > 0 && rate <= 1e9, "a rate of " + rate + " samples a second; it is positive");
      check(bits == 8 || bits == 16 || bits == 24, bits + " bits a sample; it has 8, 16 or 24");
    }

    @Override
    public int id() {
      return 2;
    }

    @Override
    public double[] numbers() {
      return new double[] {rate, bits};
    }
  }

  /**
   * A video: axes are time, rows and columns; values as those of images.
   *
   * @param rate frames a second
   */
  record Video(double rate) implements SignalKind {
    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Video {
      check(rate > 0 && rate <= 1e6, "a rate of " + rate + " frames a second; it is positive");
    }

    @Override
    public int id() {
      return 3;
    }

    @Override
    public double[] numbers() {
      return new double[] {rate};
    }
  }

  /**
   * A distance field in space: axes z, y and x; one channel, {@code 0.5 + d / 2} with the signed
   * distance d, positive outside, in units of half the cube that was sampled. A point of the file
   * lies at {@code centre + half * coordinate}.
   *
   * @param half half the side of the cube in the file's units
   * @param x centre of the cube
   * @param y centre of the cube
   * @param z centre of the cube
   */
  record Shape(double half, double x, double y, double z) implements SignalKind {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the cube has no finite size or place
     */
    public Shape {
      check(
          half > 0 && Double.isFinite(half) && Double.isFinite(x + y + z),
          "a cube of half side " + half + " at " + x + " " + y + " " + z + "; it must be finite");
    }

    @Override
    public int id() {
      return 4;
    }

    @Override
    public double[] numbers() {
      return new double[] {half, x, y, z};
    }
  }

  /** {@return the kind's number in files, that of its medium} */
  int id();

  /** {@return what files store beside it, as many numbers as the kind has} */
  double[] numbers();

  /**
   * Builds a kind from what a file stores.
   *
   * @param id the kind's number, that of its medium
   * @param n its numbers
   * @return the kind
   * @throws IllegalArgumentException if there is no such kind, or its numbers are not valid
   */
  static SignalKind of(int id, double[] n) {
    return Medium.of(id).kind(n);
  }

  /**
   * Refuses another count of numbers.
   *
   * @param numbers what a file stores
   * @param expected how many the kind has
   * @param id the kind's number
   * @throws IllegalArgumentException if there are not as many
   */
  static void checkCount(double[] numbers, int expected, int id) {
    check(
        numbers.length == expected,
        numbers.length + " numbers for kind " + id + ", which has " + expected);
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
