package org.metasparse.engine;

/**
 * The arithmetic of the engine: operations over whole {@code float[]} matrices and vectors.
 *
 * <p><b>Layout.</b> A matrix argument is an array, an offset and a leading dimension: element
 * {@code (i, j)} of {@code a} is {@code a[aOffset + i * lda + j]}. A vector argument is an array
 * and an offset. Arrays are trusted to be long enough; what lies outside the named elements is
 * neither read nor written.
 *
 * <p><b>One order of arithmetic.</b> Each method fixes the order in which it adds, so that every
 * implementation returns <em>the same bits</em> (NaN payloads aside). {@code fma(x, y, z)} is the
 * fused {@code x * y + z} of {@link Math#fma(float, float, float)}. Two orders occur:
 *
 * <ul>
 *   <li><em>chain</em>: one accumulator that starts from the element's present value, or from what
 *       a {@link Start} {@code c0} says instead, and takes its terms in ascending order;
 *   <li><em>lanes</em>: {@value #LANES} accumulators, the term at position {@code p} going to lane
 *       {@code p mod 16}, each lane a chain; at the end lanes are folded by {@link #foldLanes}. The
 *       number of lanes does not depend on the hardware.
 * </ul>
 *
 * <p><b>Aliasing.</b> Outputs must not overlap inputs unless a method says so. <b>Error.</b> Where
 * a method states none, each operation is a correctly rounded IEEE 754 operation and a sum of
 * {@code k} terms {@code x_i y_i} has an absolute error of at most {@code 1.01 k 2^-24 sum |x_i
 * y_i|}. The valid range is all floats: NaN and infinities propagate as IEEE 754 says.
 *
 * <p>Implementations are stateless and thread-safe. On hardware without fused multiply-add, {@code
 * Math.fma} is computed exactly but very slowly.
 */
public interface Kernels {
  /** The number of partial sums of every reduction that is not a chain. */
  int LANES = 16;

  /**
   * Arguments of {@link #sinCos} whose absolute value is below this give results within {@link
   * #SIN_COS_ERROR}; at or beyond it both results are NaN.
   */
  float SIN_COS_LIMIT = 131072f;

  /**
   * A bound on the absolute error of {@link #sinCos} below {@link #SIN_COS_LIMIT}, for the argument
   * as rounded to a float. Over every float from 1e-5 up to the limit the greatest error is
   * 1.071e-7 for the sine (at 102371.16) and 1.089e-7 for the cosine (at 110789.055).
   */
  double SIN_COS_ERROR = 1.1e-7;

  /**
   * The implementation's name.
   *
   * @return {@code "simd"} or {@code "scalar"}
   */
  String name();

  /**
   * The width of the vectors that this implementation computes on.
   *
   * @return bits, or 32 for scalar arithmetic
   */
  int vectorBits();

  /**
   * How many columns (pixels) a matrix of activations should have for these kernels to run at their
   * best. It never changes a result.
   *
   * @return a multiple of {@value #LANES}
   */
  int panelWidth();

  /**
   * Dense product, forward form: {@code C = C0 + A B}. Chain over {@code k} ascending: {@code
   * c[i,j] = fma(a[i,k-1], b[k-1,j], … fma(a[i,0], b[0,j], c0[i,j]))}.
   *
   * @param m rows of {@code A} and {@code C}
   * @param n columns of {@code B} and {@code C}
   * @param k columns of {@code A}, rows of {@code B}
   * @param a the {@code m x k} matrix
   * @param aOffset index of its first element
   * @param lda distance of its rows
   * @param b the {@code k x n} matrix
   * @param bOffset index of its first element
   * @param ldb distance of its rows
   * @param start from which value chains start
   * @param bias for {@link Start#BIAS} one value for each row of {@code C}; otherwise not read
   * @param biasOffset index of the first of them
   * @param c the {@code m x n} matrix; accumulated into for {@link Start#PRESENT}, otherwise
   *     overwritten
   * @param cOffset index of its first element
   * @param ldc distance of its rows
   */
  void gemmNN(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc);

  /**
   * Dense product, input-gradient form: {@code C = C0 + A' B}, where {@code A} is stored {@code k x
   * m}. Chain over {@code k} ascending, as in {@link #gemmNN}.
   *
   * @param m columns of {@code A}, rows of {@code C}
   * @param n columns of {@code B} and {@code C}
   * @param k rows of {@code A} and {@code B}
   * @param a the {@code k x m} matrix
   * @param aOffset index of its first element
   * @param lda distance of its rows
   * @param b the {@code k x n} matrix
   * @param bOffset index of its first element
   * @param ldb distance of its rows
   * @param start from which value chains start
   * @param bias for {@link Start#BIAS} one value for each row of {@code C}; otherwise not read
   * @param biasOffset index of the first of them
   * @param c the {@code m x n} matrix; accumulated into for {@link Start#PRESENT}, otherwise
   *     overwritten
   * @param cOffset index of its first element
   * @param ldc distance of its rows
   */
  void gemmTN(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc);

  /**
   * Dense product, weight-gradient form: {@code C += A B'}, where {@code B} is stored {@code n x
   * k}. {@code A} and {@code B} come in {@code panels} blocks of {@code k} columns: block {@code q}
   * of {@code a} begins at {@code aOffset + q * aStride}. Chain over all columns, block after
   * block, as in {@link #gemmNN}.
   *
   * @param m rows of {@code A} and {@code C}
   * @param n rows of {@code B}, columns of {@code C}
   * @param panels number of blocks
   * @param k columns in each block
   * @param a blocks of {@code m x k}
   * @param aOffset index of the first element of block 0
   * @param lda distance of rows within a block
   * @param aStride distance of blocks
   * @param b blocks of {@code n x k}
   * @param bOffset index of the first element of block 0
   * @param ldb distance of rows within a block
   * @param bStride distance of blocks
   * @param c the {@code m x n} matrix; accumulated into
   * @param cOffset index of its first element
   * @param ldc distance of its rows
   * @param scratch room for {@code panels * k * (m + n)} floats that the kernel may overwrite
   * @param scratchOffset index of the first of them
   */
  void gemmNT(
      int m,
      int n,
      int panels,
      int k,
      float[] a,
      int aOffset,
      int lda,
      int aStride,
      float[] b,
      int bOffset,
      int ldb,
      int bStride,
      float[] c,
      int cOffset,
      int ldc,
      float[] scratch,
      int scratchOffset);

  /**
   * Sparse times dense (SpMM): {@code C = C0 + A B} with {@code A} in CSR. Chain over the entries
   * of each row, columns ascending: for finite {@code B}, the bits of {@link #gemmNN} with the
   * zeros written out (a zero's sign aside).
   *
   * @param pattern where {@code A} has entries
   * @param n columns of {@code B} and {@code C}
   * @param values the values of {@code A}, one for each entry
   * @param valuesOffset index of the first of them
   * @param b the {@code pattern.cols() x n} matrix
   * @param bOffset index of its first element
   * @param ldb distance of its rows
   * @param start from which value chains start
   * @param bias for {@link Start#BIAS} one value for each row of {@code C}; otherwise not read
   * @param biasOffset index of the first of them
   * @param c the {@code pattern.rows() x n} matrix; accumulated into for {@link Start#PRESENT},
   *     otherwise overwritten
   * @param cOffset index of its first element
   * @param ldc distance of its rows
   */
  void spmm(
      CsrPattern pattern,
      int n,
      float[] values,
      int valuesOffset,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc);

  /**
   * Transposed sparse times dense: {@code C = C0 + A' B} with {@code A} in CSR. Chain over the
   * entries of each column of {@code A}, rows ascending: for finite {@code B}, the bits of {@link
   * #gemmTN} with the zeros written out (a zero's sign aside).
   *
   * @param pattern where {@code A} has entries
   * @param n columns of {@code B} and {@code C}
   * @param values the values of {@code A}, one for each entry, column by column as {@link
   *     CsrPattern#transpose} puts them
   * @param valuesOffset index of the first of them
   * @param b the {@code pattern.rows() x n} matrix
   * @param bOffset index of its first element
   * @param ldb distance of its rows
   * @param start from which value chains start
   * @param bias for {@link Start#BIAS} one value for each row of {@code C}; otherwise not read
   * @param biasOffset index of the first of them
   * @param c the {@code pattern.cols() x n} matrix; accumulated into for {@link Start#PRESENT},
   *     otherwise overwritten
   * @param cOffset index of its first element
   * @param ldc distance of its rows
   */
  void spmmT(
      CsrPattern pattern,
      int n,
      float[] values,
      int valuesOffset,
      float[] b,
      int bOffset,
      int ldb,
      Start start,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc);

  /**
   * Sampled dense-dense product (SDDMM), the gradient of a sparse matrix: for each entry {@code (r,
   * c)} of the pattern the products {@code a[r, p] b[c, p]} summed over {@code p}, kept in lanes:
   * {@code lanes[16 j + p mod 16] = fma(a[r, p], b[c, p], lanes[16 j + p mod 16])} for {@code p}
   * ascending.
   *
   * <p>{@code A} and {@code B} come in {@code panels} blocks of {@code n} columns: block {@code q}
   * of {@code a} begins at {@code aOffset + q * aStride}. Blocks are taken in ascending order,
   * lanes counted within each.
   *
   * @param pattern where the products are wanted
   * @param panels number of blocks
   * @param n columns in each block
   * @param a blocks of {@code pattern.rows() x n}
   * @param aOffset index of the first element of block 0
   * @param lda distance of rows within a block
   * @param aStride distance of blocks
   * @param b blocks of {@code pattern.cols() x n}
   * @param bOffset index of the first element of block 0
   * @param ldb distance of rows within a block
   * @param bStride distance of blocks
   * @param lanes {@value #LANES} partial sums for each entry; accumulated into
   * @param lanesOffset index of the first of them
   */
  void sddmm(
      CsrPattern pattern,
      int panels,
      int n,
      float[] a,
      int aOffset,
      int lda,
      int aStride,
      float[] b,
      int bOffset,
      int ldb,
      int bStride,
      float[] lanes,
      int lanesOffset);

  /**
   * Row sums, the gradient of a bias, kept in lanes: {@code lanes[16 i + p mod 16] += a[i, p]} for
   * {@code p} ascending, block after block as in {@link #sddmm}.
   *
   * @param m rows
   * @param panels number of blocks
   * @param n columns in each block
   * @param a blocks of {@code m x n}
   * @param aOffset index of the first element of block 0
   * @param lda distance of rows within a block
   * @param aStride distance of blocks
   * @param lanes {@value #LANES} partial sums for each row; accumulated into
   * @param lanesOffset index of the first of them
   */
  void rowSums(
      int m,
      int panels,
      int n,
      float[] a,
      int aOffset,
      int lda,
      int aStride,
      float[] lanes,
      int lanesOffset);

  /**
   * Folds partial sums: {@code out[j] += s} where {@code s} is the sum of the {@value #LANES} lanes
   * of {@code j}, halved in place: first {@code l[i] + l[i + 8]}, then {@code + l[i + 4]}, {@code +
   * l[i + 2]}, {@code + l[i + 1]}.
   *
   * @param count number of sums
   * @param lanes {@value #LANES} partial sums for each
   * @param lanesOffset index of the first of them
   * @param out receives the sums; accumulated into
   * @param outOffset index of the first sum
   */
  void foldLanes(int count, float[] lanes, int lanesOffset, float[] out, int outOffset);

  /**
   * Sine and cosine together: {@code sin[i] = sin(omega * x[i])}, {@code cos[i] = cos(omega *
   * x[i])}, the argument rounded to a float first.
   *
   * <p>With {@code n = round(2 t / pi)} and {@code r = t - n pi/2} (Cody and Waite, two parts,
   * fused), an odd polynomial of degree 7 gives the sine of {@code r}, an even one of degree 6 its
   * cosine; odd quarter turns swap the two, and the quarter turn's number modulo 4 gives the signs.
   * Absolute error at most {@link #SIN_COS_ERROR} for {@code |t| < } {@link #SIN_COS_LIMIT}; beyond
   * it, at infinities and at NaN, both are NaN. The sine of -0 is 0.
   *
   * @param n number of elements
   * @param omega factor of the argument
   * @param x arguments
   * @param xOffset index of the first
   * @param sin receives the sines; overwritten; may be the very elements of {@code x}
   * @param sinOffset index of the first
   * @param cos receives the cosines; overwritten; may be the very elements of {@code x}
   * @param cosOffset index of the first
   */
  void sinCos(
      int n,
      float omega,
      float[] x,
      int xOffset,
      float[] sin,
      int sinOffset,
      float[] cos,
      int cosOffset);

  /**
   * Squared error of each column: {@code e[j] = scale * s} with {@code s} the chain {@code fma(d,
   * d, s)} from 0 over rows ascending, {@code d = y[i, j] - t[i, j]}.
   *
   * @param m rows (channels)
   * @param n columns (pixels)
   * @param scale factor of the result
   * @param y values
   * @param yOffset index of the first element
   * @param ldy distance of rows
   * @param t targets
   * @param tOffset index of the first element
   * @param ldt distance of rows
   * @param e receives {@code n} errors; overwritten
   * @param eOffset index of the first
   */
  void squaredError(
      int m,
      int n,
      float scale,
      float[] y,
      int yOffset,
      int ldy,
      float[] t,
      int tOffset,
      int ldt,
      float[] e,
      int eOffset);

  /**
   * Gradient of {@link #squaredError} with respect to {@code y}: {@code dy[i, j] = fma(2 * scale *
   * de[j], y[i, j] - t[i, j], dy[i, j])}.
   *
   * @param m rows (channels)
   * @param n columns (pixels)
   * @param scale the factor given to {@link #squaredError}
   * @param y values
   * @param yOffset index of the first element
   * @param ldy distance of rows
   * @param t targets
   * @param tOffset index of the first element
   * @param ldt distance of rows
   * @param de adjoint of each column's error
   * @param deOffset index of the first
   * @param dy the adjoint of {@code y}; accumulated into
   * @param dyOffset index of the first element
   * @param lddy distance of rows
   */
  void squaredErrorGradient(
      int m,
      int n,
      float scale,
      float[] y,
      int yOffset,
      int ldy,
      float[] t,
      int tOffset,
      int ldt,
      float[] de,
      int deOffset,
      float[] dy,
      int dyOffset,
      int lddy);

  /**
   * {@code y[i] = fma(alpha, x[i], y[i])}.
   *
   * @param n number of elements
   * @param alpha factor
   * @param x terms
   * @param xOffset index of the first
   * @param y accumulated into; may be the very elements of {@code x}
   * @param yOffset index of the first
   */
  void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset);

  /**
   * {@code x[i] = alpha * x[i]}.
   *
   * @param n number of elements
   * @param alpha factor
   * @param x overwritten
   * @param xOffset index of the first
   */
  void scale(int n, float alpha, float[] x, int xOffset);

  /**
   * {@code c[i] = (alpha * a[i]) * b[i]}.
   *
   * @param n number of elements
   * @param alpha factor
   * @param a first factors
   * @param aOffset index of the first
   * @param b second factors
   * @param bOffset index of the first
   * @param c overwritten; may be the very elements of {@code a} or {@code b}
   * @param cOffset index of the first
   */
  void multiply(
      int n, float alpha, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset);

  /**
   * {@code c[i] = fma(alpha * a[i], b[i], c[i])}.
   *
   * @param n number of elements
   * @param alpha factor
   * @param a first factors
   * @param aOffset index of the first
   * @param b second factors
   * @param bOffset index of the first
   * @param c accumulated into
   * @param cOffset index of the first
   */
  void multiplyAdd(
      int n, float alpha, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset);

  /**
   * One step of Adam (Kingma and Ba 2015, algorithm 1) on flat arrays:
   *
   * <pre>
   * m[i]     = fma(1 - beta1, g[i], beta1 * m[i])
   * v[i]     = fma((1 - beta2) * g[i], g[i], beta2 * v[i])
   * theta[i] = fma(-stepSize, m[i] / (sqrt(v[i]) / rootCorrection2 + epsilon), theta[i])
   * </pre>
   *
   * @param n number of parameters
   * @param step the step's constants
   * @param g gradient
   * @param gOffset index of its first element
   * @param theta parameters; updated
   * @param thetaOffset index of the first
   * @param m first moments; updated
   * @param mOffset index of the first
   * @param v second moments; updated
   * @param vOffset index of the first
   */
  void adam(
      int n,
      AdamStep step,
      float[] g,
      int gOffset,
      float[] theta,
      int thetaOffset,
      float[] m,
      int mOffset,
      float[] v,
      int vOffset);
}
