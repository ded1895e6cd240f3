package org.metasparse.engine.scalar;

/**
 * The constants of {@link org.metasparse.engine.Kernels#sinCos}, shared by every implementation.
 *
 * <p>The polynomials are minimax over |r| &lt;= pi/4 + 0.004, the sine's with a leading coefficient
 * of exactly 1 (error 2e-9 before rounding), the cosine's with a constant term of exactly 1
 * (3.4e-8). The margin covers the rounding of the number of quarter turns for arguments up to
 * 131072.
 */
public final class SineConstants {
  /** 2 / pi: quarter turns in a unit of the argument. */
  public static final float QUARTERS = 0x1.45f306p-1f;

  /**
   * Adding 1.5 * 2^23 rounds to an integer and leaves its remainder by 4 in the two lowest bits.
   */
  public static final float ROUNDER = 0x1.8p23f;

  /** pi / 2, rounded to a float: n times it is exact inside a fused multiply-add. */
  public static final float QUARTER_HIGH = 0x1.921fb6p0f;

  /** pi / 2 - {@link #QUARTER_HIGH}, rounded; what is left over is 1.7e-15. */
  public static final float QUARTER_LOW = -0x1.777a5cp-25f;

  /** Overflows exactly for |t| &gt;= 131072; infinity times 0 then makes the result NaN. */
  public static final float OVERFLOWER = 0x1p111f;

  /** Coefficient of r^3 in the sine. */
  public static final float S3 = -0x1.55554p-3f;

  /** Coefficient of r^5 in the sine. */
  public static final float S5 = 0x1.110578p-7f;

  /** Coefficient of r^7 in the sine. */
  public static final float S7 = -0x1.98c79cp-13f;

  /** Coefficient of r^2 in the cosine. */
  public static final float C2 = -0x1.ffffb8p-2f;

  /** Coefficient of r^4 in the cosine. */
  public static final float C4 = 0x1.553f24p-5f;

  /** Coefficient of r^6 in the cosine. */
  public static final float C6 = -0x1.6461b2p-10f;

  private SineConstants() {}
}
