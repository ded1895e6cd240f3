package org.metasparse.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A tensor of a safetensors file: elements in row-major order, little-endian. Two are equal if
 * type, shape and bytes are.
 *
 * @param dtype the elements' type
 * @param shape the length of each axis, at least 0; no axis for a single number
 * @param bytes the elements; not copied, and must not be written to afterwards
 */
public record TensorData(DType dtype, List<Integer> shape, ByteBuffer bytes) {
  /**
   * Checks sizes.
   *
   * @param dtype the elements' type
   * @param shape the length of each axis
   * @param bytes the elements
   * @throws IllegalArgumentException if a length is negative or the bytes are not as many as type
   *     and shape say
   */
  public TensorData {
    Objects.requireNonNull(dtype, "dtype");
    shape = List.copyOf(shape);
    bytes = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (byteCount(dtype, shape) != bytes.remaining()) {
      throw new IllegalArgumentException(
          bytes.remaining() + " bytes for " + dtype + " " + shape + ", which takes another number");
    }
  }

  /**
   * The bytes that a tensor takes, without overflow.
   *
   * @return the number, or -1 if a length is negative or the number is beyond 2^31 - 1
   */
  static long byteCount(DType dtype, List<Integer> shape) {
    // A length of 0 makes the tensor empty, whatever the others are.
    boolean empty = shape.contains(0);
    long count = dtype.bytes();
    for (int length : shape) {
      count = empty ? 0 : count * length;
      if (length < 0 || count > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return count;
  }

  /**
   * A tensor of floats.
   *
   * @param values the elements in row-major order; copied
   * @param shape the length of each axis
   * @return a tensor of {@link DType#F32}
   * @throws IllegalArgumentException if the shape does not fit
   */
  public static TensorData of(float[] values, int... shape) {
    ByteBuffer bytes = allocate(values.length, DType.F32);
    bytes.asFloatBuffer().put(values);
    return new TensorData(DType.F32, boxed(shape), bytes);
  }

  /**
   * A tensor of doubles.
   *
   * @param values the elements in row-major order; copied
   * @param shape the length of each axis
   * @return a tensor of {@link DType#F64}
   * @throws IllegalArgumentException if the shape does not fit
   */
  public static TensorData of(double[] values, int... shape) {
    ByteBuffer bytes = allocate(values.length, DType.F64);
    bytes.asDoubleBuffer().put(values);
    return new TensorData(DType.F64, boxed(shape), bytes);
  }

  /**
   * A tensor of ints.
   *
   * @param values the elements in row-major order; copied
   * @param shape the length of each axis
   * @return a tensor of {@link DType#I32}
   * @throws IllegalArgumentException if the shape does not fit
   */
  public static TensorData of(int[] values, int... shape) {
    ByteBuffer bytes = allocate(values.length, DType.I32);
    bytes.asIntBuffer().put(values);
    return new TensorData(DType.I32, boxed(shape), bytes);
  }

  /**
   * A tensor of longs.
   *
   * @param values the elements in row-major order; copied
   * @param shape the length of each axis
   * @return a tensor of {@link DType#I64}
   * @throws IllegalArgumentException if the shape does not fit
   */
  public static TensorData of(long[] values, int... shape) {
    ByteBuffer bytes = allocate(values.length, DType.I64);
    bytes.asLongBuffer().put(values);
    return new TensorData(DType.I64, boxed(shape), bytes);
  }

  /** {@return the elements' bytes, a read-only little-endian buffer with a position of its own} */
  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@return the number of elements, the product of the shape} */
  public int count() {
    return bytes.remaining() / dtype.bytes();
  }

  /**
   * The elements of a tensor of {@link DType#F32}.
   *
   * @return a new array
   * @throws IllegalArgumentException if it is of another type
   */
  public float[] floats() {
    check(dtype == DType.F32, "floats");
    float[] values = new float[count()];
    bytes().asFloatBuffer().get(values);
    return values;
  }

  /**
   * The elements of a tensor of any floating-point type; no value changes.
   *
   * @return a new array
   * @throws IllegalArgumentException if it is of a type of whole numbers
   */
  public double[] doubles() {
    check(dtype.floating(), "floating-point numbers");
    double[] values = new double[count()];
    ByteBuffer from = bytes();
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case F64 -> from.getDouble();
            case F16 -> half(from.getShort());
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            default -> from.getFloat();
          };
    }
    return values;
  }

  /** The value of IEEE 754 half precision: 1 bit of sign, 5 of exponent, 10 of fraction. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb((double) (fraction | 0x400), exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  /**
   * The elements of a tensor of {@link DType#I32}.
   *
   * @return a new array
   * @throws IllegalArgumentException if it is of another type
   */
  public int[] ints() {
    check(dtype == DType.I32, "ints");
    int[] values = new int[count()];
    bytes().asIntBuffer().get(values);
    return values;
  }

  /**
   * The elements of a tensor of whole numbers, {@link DType#BOOL} as 0 and 1.
   *
   * @return a new array
   * @throws IllegalArgumentException if it is of a floating-point type
   */
  public long[] longs() {
    check(!dtype.floating(), "whole numbers");
    long[] values = new long[count()];
    ByteBuffer from = bytes();
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case I64 -> from.getLong();
            case I32 -> from.getInt();
            default -> from.get() & 0xff;
          };
    }
    return values;
  }

  private void check(boolean right, String wanted) {
    if (!right) {
      throw new IllegalArgumentException("a tensor of " + dtype + " does not hold " + wanted);
    }
  }

  private static ByteBuffer allocate(int count, DType dtype) {
    int bytes = Math.multiplyExact(count, dtype.bytes());
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Integer> boxed(int[] shape) {
    return Arrays.stream(shape).boxed().toList();
  }
}
