package org.metasparse.engine;

/**
 * The arithmetic of the engine: operations over whole {@code float[]} matrices and vectors.
 *
 * <p><b>Layout.</b> Operands are views that are prepared once: a {@link Matrix} of weights or
 * partial sums has any size, a {@link Panel} of activations a multiple of {@value #COLUMNS} columns
 * (pixels), {@link Panels} are several of one shape. A view knows that it fits its array; that the
 * sizes of the operands of one call agree is trusted. What lies outside the operands is neither
 * read into a result nor written.
 *
 * <p><b>One order of arithmetic.</b> Each method fixes the order in which it adds, so that every
 * implementation returns <em>the same bits</em> (NaN payloads aside). {@code fma(x, y, z)} is the
 * fused {@code x * y + z} of {@link Math#fma(float, float, float)}. Two orders occur:
 *
 * <ul>
 *   <li><em>chain</em>: one accumulator that starts from the element's present value or from what
 *       the method says instead, and takes its terms in ascending order;
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

  /** What the width of every {@link Panel} is a multiple of: four vectors of 16 lanes. */
  int COLUMNS = 64;

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

  /** {@return the implementation's name, {@code "simd"} or {@code "scalar"}} */
  String name();

  /** {@return the bits of the vectors that it computes on, or 32 for scalar arithmetic} */
  int vectorBits();

  /**
   * How many columns (pixels) a panel should have for these kernels to run at their best. It never
   * changes a result.
   *
   * @return a multiple of {@value #COLUMNS}
   */
  int panelWidth();

  /**
   * Dense product, forward form: {@code Y = W X + b 1'}. Chain over {@code k} ascending from the
   * bias: {@code y[i, p] = fma(w[i, k-1], x[k-1, p], … fma(w[i, 0], x[0, p], b[i]))}.
   *
   * @param w the {@code m x k} matrix
   * @param x a panel of {@code k} rows
   * @param b {@code m x 1} biases
   * @param y a panel of {@code m} rows, as wide as {@code x}; overwritten
   */
  void gemmNN(Matrix w, Panel x, Matrix b, Panel y);

  /**
   * Dense product, input-gradient form: {@code dX = dX0 + W' dY}. Chain over the rows of {@code W}
   * ascending, as in {@link #gemmNN}, from what {@code start} says.
   *
   * @param w the {@code m x k} matrix {@code W'}, as {@link Transpose#copy} puts it
   * @param dy a panel of {@code k} rows
   * @param start from which value chains start
   * @param dx a panel of {@code m} rows, as wide as {@code dy}; accumulated into for {@link
   *     Start#PRESENT}, otherwise overwritten
   */
  void gemmTN(Matrix w, Panel dy, Start start, Panel dx);

  /**
   * Dense product, weight-gradient form: {@code dW += dY X'} over the pixels of several panels.
   * Chain over all pixels ascending, panel after panel, as in {@link #gemmNN}, from the present
   * value.
   *
   * @param panels how many of the panels take part, at least 1
   * @param dy panels of {@code m} rows
   * @param x panels of {@code n} rows, as wide as {@code dy}
   * @param dw the {@code m x n} matrix; accumulated into
   * @param scratch room for {@link #gemmNTScratch} floats that the kernel may overwrite
   */
  void gemmNT(int panels, Panels dy, Panels x, Matrix dw, Matrix scratch);

  /**
   * How many floats {@link #gemmNT} needs to work with: for {@code dY}, for {@code X} with its rows
   * filled up to a multiple of {@value #COLUMNS}, and, if they are, for as many columns of {@code
   * dW}.
   *
   * @param pixels of all panels that take part
   * @param m rows of {@code dY}
   * @param n rows of {@code X}
   * @return {@code pixels (m + n') + (n' - n > 0 ? 64 m : 0)} with {@code n'} the least multiple of
   *     64 that is not below {@code n}
   */
  static int gemmNTScratch(int pixels, int m, int n) {
    int strips = (n + COLUMNS - 1) / COLUMNS;
    return pixels * (m + strips * COLUMNS) + (n % COLUMNS == 0 ? 0 : m * COLUMNS);
  }

  /**
   * Sparse times dense (SpMM), forward form: {@code Y = W X + b 1'} with {@code W} in CSR. Chain
   * over the entries of each row, columns ascending: for finite {@code X}, the bits of {@link
   * #gemmNN} with the zeros written out (a zero's sign aside).
   *
   * @param pattern where {@code W} has entries
   * @param w {@code nnz x 1} values, one for each entry
   * @param x a panel of {@code pattern.cols()} rows
   * @param b {@code pattern.rows() x 1} biases
   * @param y a panel of {@code pattern.rows()} rows, as wide as {@code x}; overwritten
   */
  void spmm(CsrPattern pattern, Matrix w, Panel x, Matrix b, Panel y);

  /**
   * Transposed sparse times dense, input-gradient form: {@code dX = dX0 + W' dY} with {@code W} in
   * CSR. Chain over the entries of each column of {@code W}, rows ascending: for finite {@code dY},
   * the bits of {@link #gemmTN} with the zeros written out (a zero's sign aside).
   *
   * @param pattern where {@code W} has entries
   * @param w {@code nnz x 1} values, column by column as {@link CsrPattern#transpose} puts them
   * @param dy a panel of {@code pattern.rows()} rows
   * @param start from which value chains start
   * @param dx a panel of {@code pattern.cols()} rows, as wide as {@code dy}; accumulated into for
   *     {@link Start#PRESENT}, otherwise overwritten
   */
  void spmmT(CsrPattern pattern, Matrix w, Panel dy, Start start, Panel dx);

  /**
   * Sampled dense-dense product (SDDMM), the gradient of a sparse matrix: for each entry {@code j}
   * at {@code (r, c)} the products {@code dy[r, p] x[c, p]} summed over {@code p}, kept in lanes:
   * {@code lanes[j, p mod 16] = fma(dy[r, p], x[c, p], lanes[j, p mod 16])} for {@code p}
   * ascending, panel after panel. And, where they are wanted, {@link #rowSums} of {@code dy} on the
   * way, whose rows are at hand.
   *
   * @param pattern where the products are wanted
   * @param panels how many of the panels take part, at least 1
   * @param dy panels of {@code pattern.rows()} rows
   * @param x panels of {@code pattern.cols()} rows, as wide as {@code dy}
   * @param lanes {@code nnz x} {@value #LANES} partial sums; accumulated into
   * @param sums {@code pattern.rows() x} {@value #LANES} partial sums of the rows of {@code dy};
   *     accumulated into; null for none
   */
  void sddmm(CsrPattern pattern, int panels, Panels dy, Panels x, Matrix lanes, Matrix sums);

  /**
   * Row sums, the gradient of a bias, kept in lanes: {@code lanes[i, p mod 16] += dy[i, p]} for
   * {@code p} ascending, panel after panel.
   *
   * @param panels how many of the panels take part, at least 1
   * @param dy panels of {@code m} rows
   * @param lanes {@code m x} {@value #LANES} partial sums; accumulated into
   */
  void rowSums(int panels, Panels dy, Matrix lanes);

  /**
   * Folds partial sums: {@code out[j] += s} where {@code s} is the sum of the {@value #LANES} lanes
   * of row {@code j}, halved in place: first {@code l[i] + l[i + 8]}, then {@code + l[i + 4]},
   * {@code + l[i + 2]}, {@code + l[i + 1]}.
   *
   * @param lanes {@code count x} {@value #LANES} partial sums
   * @param out as many floats as {@code lanes} has rows, in the order of the array; accumulated
   *     into
   */
  void foldLanes(Matrix lanes, Matrix out);

  /**
   * Sine and cosine together: {@code sin[i] = sin(omega * z[i])}, {@code cos[i] = cos(omega *
   * z[i])}, the argument rounded to a float first.
   *
   * <p>With {@code n = round(2 t / pi)} and {@code r = t - n pi/2} (Cody and Waite, two parts,
   * fused), an odd polynomial of degree 7 gives the sine of {@code r}, an even one of degree 6 its
   * cosine; odd quarter turns swap the two, and the quarter turn's number modulo 4 gives the signs.
   * Absolute error at most {@link #SIN_COS_ERROR} for {@code |t| < } {@link #SIN_COS_LIMIT}; beyond
   * it, at infinities and at NaN, both are NaN. The sine of -0 is 0.
   *
   * @param omega factor of the argument
   * @param z arguments
   * @param sin receives the sines; overwritten; may be the very elements of {@code z}
   * @param cos receives the cosines; overwritten; may be the very elements of {@code z}
   */
  void sinCos(float omega, Panel z, Panel sin, Panel cos);

  /**
   * The sine alone: the bits that {@link #sinCos} gives it, for passes that need no derivative.
   *
   * @param omega factor of the argument
   * @param z arguments
   * @param sin receives the sines; overwritten; may be the very elements of {@code z}
   */
  void sin(float omega, Panel z, Panel sin);

  /**
   * Squared error of each pixel: {@code e[p] = scale * s} with {@code s} the chain {@code fma(d, d,
   * s)} from 0 over rows ascending, {@code d = y[i, p] - t[i, p]}. Where values are clamped to a
   * range in the end, {@code d = 0} for a value above a target at the upper bound or below one at
   * the lower; a range without bounds changes no bit.
   *
   * @param scale factor of the result
   * @param low the range's lower bound; negative infinity for none
   * @param high its upper bound; positive infinity for none
   * @param y values
   * @param t targets, of the same shape
   * @param e one row of errors; overwritten
   */
  void squaredError(float scale, float low, float high, Panel y, Panel t, Panel e);

  /**
   * Gradient of {@link #squaredError} with respect to {@code y}: {@code dy[i, p] = fma(2 * scale *
   * de[p], d, dy[i, p])} with its {@code d}.
   *
   * @param scale the factor given to {@link #squaredError}
   * @param low the lower bound given to it
   * @param high the upper bound given to it
   * @param y values
   * @param t targets, of the same shape
   * @param de one row, the adjoint of each pixel's error
   * @param dy the adjoint of {@code y}; accumulated into
   */
  void squaredErrorGradient(
      float scale, float low, float high, Panel y, Panel t, Panel de, Panel dy);

  /**
   * {@code y[i] = fma(alpha, x[i], y[i])}.
   *
   * @param n number of elements, any
   * @param alpha factor
   * @param x terms
   * @param xOffset index of the first
   * @param y accumulated into; may be the very elements of {@code x}
   * @param yOffset index of the first
   */
  void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset);

  /**
   * {@code y[i] = alpha * x[i]}.
   *
   * @param alpha factor
   * @param x terms
   * @param y overwritten; of the same shape; may be the very elements of {@code x}
   */
  void scale(float alpha, Panel x, Panel y);

  /**
   * {@code c[i] = (alpha * a[i]) * b[i]}.
   *
   * @param alpha factor
   * @param a first factors
   * @param b second factors, of the same shape
   * @param c overwritten; may be the very elements of {@code a} or {@code b}
   */
  void multiply(float alpha, Panel a, Panel b, Panel c);

  /**
   * {@code c[i] = fma(alpha * a[i], b[i], c[i])}.
   *
   * @param alpha factor
   * @param a first factors
   * @param b second factors, of the same shape
   * @param c accumulated into
   */
  void multiplyAdd(float alpha, Panel a, Panel b, Panel c);

  /**
   * One step of Adam (Kingma and Ba 2015, algorithm 1) on flat arrays of one length, any:
   *
   * <pre>
   * m[i]     = fma(1 - beta1, g[i], beta1 * m[i])
   * v[i]     = fma((1 - beta2) * g[i], g[i], beta2 * v[i])
   * theta[i] = fma(-stepSize, m[i] / (sqrt(v[i]) / rootCorrection2 + epsilon), theta[i])
   * </pre>
   *
   * @param step the step's constants
   * @param g gradient
   * @param theta parameters; updated
   * @param m first moments; updated
   * @param v second moments; updated
   */
  void adam(AdamStep step, float[] g, float[] theta, float[] m, float[] v);
}
