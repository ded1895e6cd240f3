package org.metasparse.train;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.metasparse.files.InputException;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.Preparation;
import org.metasparse.signal.sdf.SdfGenerator;

/**
 * Generated signed distance fields as data: what {@code sdf:COUNT} or {@code sdf:COUNT@SEED} stands
 * for. Data of different seeds have no field in common; data of one seed have as many in common as
 * the smaller has.
 *
 * @param count how many, at least 1
 * @param seed of {@link SdfGenerator}; 1 if none is written
 */
public record GeneratedFields(int count, long seed) {
  /** What the fields are. */
  static final Medium MEDIUM = new ImageMedium();

  private static final String PREFIX = "sdf:";
  private static final int PAPERS_SIZE = 178;

  /**
   * Whether data are given by a name of this kind, not by a path. A folder of such a name can be
   * given as {@code ./sdf:…}.
   *
   * @param data what the user gave as data
   * @return true if it begins with {@code sdf:}
   */
  public static boolean isName(String data) {
    return data.startsWith(PREFIX);
  }

  /**
   * Reads a name.
   *
   * @param data what {@link #isName} is true of
   * @return what it stands for
   * @throws InputException if there is no count of at least 1 or the seed is not a whole number
   */
  public static GeneratedFields of(String data) {
    String numbers = data.substring(PREFIX.length());
    int at = numbers.indexOf('@');
    try {
      int count = Integer.parseInt(at < 0 ? numbers : numbers.substring(0, at));
      if (count >= 1) {
        return new GeneratedFields(count, at < 0 ? 1 : Long.parseLong(numbers.substring(at + 1)));
      }
    } catch (NumberFormatException e) {
      // Told below, as a count of 0 is.
    }
    throw new InputException(
        data + ": give generated fields as sdf:COUNT or sdf:COUNT@SEED, such as sdf:1000@1");
  }

  /**
   * The fields.
   *
   * @param preparation tells their size: that of its result, or else of its crop, or else 178; its
   *     short side does not matter
   * @param limit how many at most
   * @return fields that are computed when they are asked for
   * @throws InputException if images of three channels are asked for
   */
  DataSet open(Preparation preparation, int limit) {
    if (preparation.channels() != 1) {
      throw new InputException(
          this
              + ": distance fields have one channel, not "
              + preparation.channels()
              + "; give a model of one channel, which --channels 1 trains");
    }
    int size = preparation.size();
    if (size == 0) {
      size = preparation.crop() > 0 ? preparation.crop() : PAPERS_SIZE;
    }
    if ((long) size * size > ImageReader.MAX_PIXELS) {
      throw new InputException(
          this + ": cannot be had at " + size + " x " + size + " pixels; give a smaller size");
    }
    int taken = Math.min(count, limit);
    List<Signal> signals = SdfGenerator.list(seed, 0, taken, size);
    CRC32C crc = new CRC32C();
    String line = PREFIX + SdfGenerator.VERSION + ' ' + seed + ' ' + taken + ' ' + size;
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    return new DataSet(DataSet.kept(signals, size * size), crc.getValue());
  }

  /**
   * The name.
   *
   * @return {@code sdf:COUNT@SEED}
   */
  @Override
  public String toString() {
    return PREFIX + count + '@' + seed;
  }
}
