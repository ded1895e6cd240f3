package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.BiPredicate;
import org.metasparse.engine.Rng;
import org.metasparse.files.InputException;

/**
 * Damages a file in many ways and looks at what its reader makes of each: an {@link InputException}
 * of one line that names the file, or a result that the format cannot but take for good. Nothing
 * else may be thrown, and no reading may allocate more than a limit.
 *
 * @param <T> what the reader gives
 */
public final class DamageSweep<T> {
  /**
   * What reads a file.
   *
   * @param <T> what it gives
   */
  public interface Reader<T> {
    /**
     * Reads a file.
     *
     * @param name the file's name for messages
     * @param file its bytes
     * @return what it holds
     */
    T read(String name, byte[] file);
  }

  /** How many random damages a test tries: 100 000 with {@code -Pendurance}. */
  public static final int RANDOM = Integer.getInteger("metasparse.test.damages", 3000);

  private static final String NAME = "damaged.file";

  /** A whole byte, half of one, the lowest bit, the one of a letter's case, the highest. */
  private static final int[] FLIPS = {0xff, 0x0f, 1, 0x20, 0x80};

  private static final int[] ODD_INTS = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30};

  private final byte[] file;
  private final Reader<T> reader;
  private final long mostBytes;
  private final BiPredicate<T, T> passes;
  private final T whole;
  private long tried;
  private long refused;

  private DamageSweep(byte[] file, Reader<T> reader, long mostBytes, BiPredicate<T, T> passes) {
    this.file = file.clone();
    this.reader = reader;
    this.mostBytes = mostBytes;
    this.passes = passes;
    this.whole = reader.read(NAME, file.clone());
    // What is loaded and compiled by the first reading is not counted.
    long needed = allocated(file.clone());
    assertTrue(needed <= mostBytes, "undamaged, it takes " + needed + " bytes of memory");
  }

  /**
   * A format that notices every damage.
   *
   * @param <T> what the reader gives
   * @param file the whole file
   * @param mostBytes what a reading may allocate
   * @param reader what reads it
   * @return a sweep over its damages
   */
  public static <T> DamageSweep<T> ofSealed(byte[] file, long mostBytes, Reader<T> reader) {
    return new DamageSweep<>(file, reader, mostBytes, (whole, damaged) -> false);
  }

  /**
   * A format in which some bytes mean nothing.
   *
   * @param <T> what the reader gives
   * @param file the whole file
   * @param mostBytes what a reading may allocate
   * @param equal whether a damaged file gave what the whole one gives
   * @param reader what reads it
   * @return a sweep over its damages
   */
  public static <T> DamageSweep<T> ofRedundant(
      byte[] file, long mostBytes, BiPredicate<T, T> equal, Reader<T> reader) {
    return new DamageSweep<>(file, reader, mostBytes, equal);
  }

  /**
   * A format without a checksum: what it says may have become something else.
   *
   * @param <T> what the reader gives
   * @param file the whole file
   * @param mostBytes what a reading may allocate
   * @param reader what reads it
   * @return a sweep over its damages
   */
  public static <T> DamageSweep<T> ofUnsealed(byte[] file, long mostBytes, Reader<T> reader) {
    return new DamageSweep<>(file, reader, mostBytes, (whole, damaged) -> true);
  }

  /**
   * Ends the file after each byte before its last, and adds one.
   *
   * @return this sweep
   */
  public DamageSweep<T> everyCut() {
    for (int n = 0; n < file.length; n++) {
      check(Arrays.copyOf(file, n), "cut after " + n + " bytes");
    }
    check(Arrays.copyOf(file, file.length + 1), "with a byte more");
    return this;
  }

  /**
   * Changes each byte in five ways.
   *
   * @return this sweep
   */
  public DamageSweep<T> everyFlip() {
    for (int i = 0; i < file.length; i++) {
      for (int flip : FLIPS) {
        byte[] damaged = file.clone();
        damaged[i] ^= (byte) flip;
        check(damaged, "byte " + i + " ^ " + flip);
      }
    }
    return this;
  }

  /**
   * Damages at random places: cuts, flips, odd numbers, bytes lost, doubled, zeroed, noise.
   *
   * @param count how often
   * @param seed of the places and kinds
   * @return this sweep
   */
  public DamageSweep<T> random(int count, long seed) {
    Rng random = new Rng(seed);
    for (int i = 0; i < count; i++) {
      byte[] damaged = damage(random);
      if (!Arrays.equals(damaged, file)) {
        check(damaged, "random damage " + i + " of seed " + seed);
      }
    }
    return this;
  }

  private byte[] damage(Rng random) {
    byte[] damaged = file.clone();
    int at = random.nextInt(file.length);
    int length = 1 + random.nextInt(Math.min(64, file.length - at));
    switch (random.nextInt(8)) {
      case 0:
        return Arrays.copyOf(file, at);
      case 1:
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        return damaged;
      case 2:
        damaged[at] ^= (byte) (1 + random.nextInt(255));
        return damaged;
      case 3:
        putInt(damaged, at, ODD_INTS[random.nextInt(ODD_INTS.length)], random.nextInt(2) == 0);
        return damaged;
      case 4:
        return splice(at, at + length);
      case 5:
        return splice(at + length, at);
      case 6:
        Arrays.fill(damaged, at, at + length, (byte) 0);
        return damaged;
      default:
        for (int i = at; i < at + length; i++) {
          damaged[i] = (byte) random.nextInt(256);
        }
        return damaged;
    }
  }

  private static void putInt(byte[] bytes, int at, int value, boolean bigEndian) {
    for (int i = 0; i < 4 && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >>> 8 * (bigEndian ? 3 - i : i));
    }
  }

  /** The file up to one place, then from another on. */
  private byte[] splice(int to, int from) {
    byte[] spliced = Arrays.copyOf(file, to + file.length - from);
    System.arraycopy(file, from, spliced, to, file.length - from);
    return spliced;
  }

  private void check(byte[] damaged, String where) {
    tried++;
    long bytes = allocated(damaged, where);
    assertTrue(bytes <= mostBytes, () -> where + ": takes " + bytes + " bytes of memory");
  }

  private long allocated(byte[] undamaged) {
    long before = allocatedSoFar();
    reader.read(NAME, undamaged);
    return allocatedSoFar() - before;
  }

  private long allocated(byte[] damaged, String where) {
    long before = allocatedSoFar();
    T result;
    try {
      result = reader.read(NAME, damaged);
    } catch (InputException e) {
      long after = allocatedSoFar();
      refused++;
      String message = e.getMessage();
      assertEquals(1, message.lines().count(), where);
      assertTrue(message.contains(NAME), () -> where + ": no name in: " + message);
      return after - before;
    } catch (RuntimeException | Error e) {
      return fail(where + ": " + e, e);
    }
    long after = allocatedSoFar();
    assertTrue(passes.test(whole, result), where + ": was read as if nothing were wrong");
    return after - before;
  }

  private static long allocatedSoFar() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /**
   * How many damaged files were read.
   *
   * @return the number
   */
  public long tried() {
    return tried;
  }

  /**
   * How many of them were refused.
   *
   * @return the number
   */
  public long refused() {
    return refused;
  }
}
