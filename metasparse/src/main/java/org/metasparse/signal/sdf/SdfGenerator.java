package org.metasparse.signal.sdf;

import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.RandomAccess;
import org.metasparse.engine.Rng;
import org.metasparse.signal.Signal;

/**
 * An endless sequence of random signed distance fields: field i of a seed depends on the seed and i
 * only and has the same bits on every JVM. Two seeds have no field in common, but for a chance of
 * about 2^-64 for each pair of fields; to evaluate on fields that training has not seen, take
 * another seed.
 *
 * @param seed any number
 */
public record SdfGenerator(long seed) {
  /** Keeps the shapes apart from what else is drawn from the same seed, such as weights. */
  private static final long PURPOSE = 0x5344_4632_4653_4844L;

  /**
   * The changes of what is drawn: a number that is another as soon as a seed stands for other
   * fields, so that a run is not resumed on them.
   */
  public static final int VERSION = 1;

  /**
   * A random shape.
   *
   * @param index its number
   * @return a shape with a boundary, mostly within the image
   * @throws IllegalArgumentException if the index is negative
   */
  public Shape2D shape(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("field " + index + "; the first is 0");
    }
    return new RandomShapes(new Rng(seed ^ PURPOSE).split(index)).draw();
  }

  /**
   * The signed distance field of a random shape, as {@link DistanceField#sample} gives it.
   *
   * @param index its number
   * @param size rows and columns
   * @return a signal of one channel, named like {@code sdf-000123}
   * @throws IllegalArgumentException if the index is negative or the size is less than 1
   */
  public Signal field(int index, int size) {
    String name = String.format(Locale.ROOT, "sdf-%06d", index);
    return DistanceField.of(shape(index)).sample(name, size);
  }

  /**
   * Consecutive fields, each computed when it is asked for and not kept.
   *
   * @param seed of the sequence
   * @param first number of the first
   * @param count how many
   * @param size rows and columns of each
   * @return a list that takes no memory
   * @throws IllegalArgumentException if a number is negative, the size is less than 1, or a number
   *     of a field is beyond 2^31 - 1
   */
  public static List<Signal> list(long seed, int first, int count, int size) {
    if (first < 0 || count < 0 || size < 1 || first > Integer.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          count + " fields from " + first + " of " + size + " x " + size + " cannot be had");
    }
    return new Fields(new SdfGenerator(seed), first, count, size);
  }

  private static final class Fields extends AbstractList<Signal> implements RandomAccess {
    private final SdfGenerator generator;
    private final int first;
    private final int count;
    private final int size;

    Fields(SdfGenerator generator, int first, int count, int size) {
      this.generator = generator;
      this.first = first;
      this.count = count;
      this.size = size;
    }

    @Override
    public Signal get(int index) {
      return generator.field(first + Objects.checkIndex(index, count), size);
    }

    @Override
    public int size() {
      return count;
    }
  }
}
