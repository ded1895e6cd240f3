package org.metasparse.engine;

import java.util.SplittableRandom;

/** What test arrays are filled with. */
enum Content {
  /** Ordinary numbers. */
  PLAIN {
    @Override
    float next(SplittableRandom random) {
      return (float) random.nextDouble(-2, 2);
    }
  },

  /** Every finite exponent, so that sums lose terms and products overflow and underflow. */
  WIDE {
    @Override
    float next(SplittableRandom random) {
      float x;
      do {
        x = Float.intBitsToFloat(random.nextInt());
      } while (!Float.isFinite(x));
      return x;
    }
  },

  /** Around the square root of the least float: products are subnormal or vanish. */
  TINY {
    @Override
    float next(SplittableRandom random) {
      return Math.scalb((float) random.nextDouble(-2, 2), -random.nextInt(60, 85));
    }
  },

  /** Ordinary numbers, one in sixteen replaced by a value that is special to IEEE 754. */
  SPECIAL {
    @Override
    float next(SplittableRandom random) {
      return random.nextInt(16) == 0
          ? SPECIALS[random.nextInt(SPECIALS.length)]
          : PLAIN.next(random);
    }
  };

  private static final float[] SPECIALS = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Math.nextDown(Float.MIN_NORMAL),
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1f
  };

  abstract float next(SplittableRandom random);

  float[] array(int length, SplittableRandom random) {
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = next(random);
    }
    return x;
  }
}
