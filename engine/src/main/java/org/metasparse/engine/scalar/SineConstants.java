package org.metasparse.engine.scalar;

/**
 * The constants of {@link org.metasparse.engine.Kernels#sinCos}, shared by every implementation.
 *
 * <p>The polynomials are minimax over |r| &lt;= pi/2 + 0.01, the sine's with a leading coefficient
 * of exactly 1 (error 5e-9 before rounding), the cosine's with a constant term of exactly 1
 * (3e-10). The margin covers the rounding of the number of half turns for arguments up to 131072.
 */
public final class SineConstants {
  /** 1 / pi. */
  public static final float INVERSE_PI = 0x1.45f306p-2f;

  /** Adding 1.5 * 2^23 rounds to an integer and leaves its parity in the lowest bit. */
  public static final float ROUNDER = 0x1.8p23f;

  /** pi, rounded to a float: n times it is exact inside a fused multiply-add. */
  public static final float PI_HIGH = 0x1.921fb6p1f;

  /** pi - {@link #PI_HIGH}, rounded; what is left over is 3.4e-15. */
  public static final float PI_LOW = -0x1.777a5cp-24f;

  /** Overflows exactly for |t| &gt;= 131072; infinity times 0 then makes the result NaN. */
  public static final float OVERFLOWER = 0x1p111f;

  /** Coefficient of r^3 in the sine. */
  public static final float S3 = -0x1.555548p-3f;

  /** Coefficient of r^5 in the sine. */
  public static final float S5 = 0x1.110e5p-7f;

  /** Coefficient of r^7 in the sine. */
  public static final float S7 = -0x1.9f5b42p-13f;

  /** Coefficient of r^9 in the sine. */
  public static final float S9 = 0x1.5cb6cp-19f;

  /** Coefficient of r^2 in the cosine. */
  public static final float C2 = -0.5f;

  /** Coefficient of r^4 in the cosine. */
  public static final float C4 = 0.041666638f;

  /** Coefficient of r^6 in the cosine. */
  public static final float C6 = -0.0013888385f;

  /** Coefficient of r^8 in the cosine. */
  public static final float C8 = 2.4760884e-05f;

  /** Coefficient of r^10 in the cosine. */
  public static final float C10 = -2.605869e-07f;

  private SineConstants() {}
}
