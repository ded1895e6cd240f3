package org.metasparse.autodiff;

import java.util.Arrays;
import java.util.List;
import org.metasparse.engine.Kernels;

/**
 * One tile of pixels on its way through a tape: values, adjoints and what operations keep, all in
 * one array, for one thread.
 *
 * <p><b>Layout.</b> A tile is cut into panels of {@link #panelWidth()} pixels. A node's panel is a
 * matrix of features by pixels, its rows contiguous: feature {@code f} of pixel {@code p} of panel
 * {@code q} is {@code array()[value(node, q) + f * panelWidth() + p]}, and the panels of a node
 * follow one another at a distance of {@link #stride}. So a panel of a layer lies close together,
 * in or next to the first-level cache.
 *
 * <p>A tile may have fewer active pixels than the frame has room for; the panels that hold them are
 * {@code 0 … active() - 1}. Pixels that fill up the last one repeat its last pixel, with an adjoint
 * of zero.
 */
public final class Frame {
  private final FramePlan plan;
  private final Kernels kernels;
  private final float[] array;
  private final int base;
  private float[] theta;
  private float[] gradient;
  private int active;

  Frame(FramePlan plan, Kernels kernels, float[] array, int base) {
    this.plan = plan;
    this.kernels = kernels;
    this.array = array;
    this.base = base;
  }

  void bind(float[] theta, float[] gradient) {
    this.theta = theta;
    this.gradient = gradient;
  }

  /** Loads the next pixels of the inputs and sets how many panels are active. */
  void load(List<Samples> inputs, Tape tape, int first, int pixels) {
    int width = panelWidth();
    active = (pixels + width - 1) / width;
    for (int k = 0; k < inputs.size(); k++) {
      Node node = tape.inputs().get(k);
      if (plan.value[node.index()] == FramePlan.NONE) {
        continue;
      }
      Samples samples = inputs.get(k);
      for (int q = 0; q < active; q++) {
        int n = Math.min(width, pixels - q * width);
        int to = value(node, q);
        samples.copy(first + q * width, n, array, to, width);
        for (int f = 0; n < width && f < node.rows(); f++) {
          int row = to + f * width;
          Arrays.fill(array, row + n, row + width, array[row + n - 1]);
        }
      }
    }
  }

  /** Sets the target's adjoint: {@code weight} for active pixels, 0 for those that fill up. */
  void seed(Node target, float weight, int pixels) {
    int width = panelWidth();
    for (int q = 0; q < active; q++) {
      int n = Math.min(width, pixels - q * width);
      int at = adjoint(target, q);
      Arrays.fill(array, at, at + n, weight);
      Arrays.fill(array, at + n, at + width, 0f);
    }
  }

  void zeroAdjoint(Node node, int panel) {
    int at = adjoint(node, panel);
    Arrays.fill(array, at, at + stride(node), 0f);
  }

  /**
   * The kernels to compute with.
   *
   * @return the replay's kernels
   */
  public Kernels kernels() {
    return kernels;
  }

  /**
   * The array that holds all that is indexed by the other methods.
   *
   * @return the frame's array
   */
  public float[] array() {
    return array;
  }

  /**
   * The parameters.
   *
   * @return an array of the network's layout
   */
  public float[] theta() {
    return theta;
  }

  /**
   * The gradient that operations add to.
   *
   * @return an array of the network's layout, or null where only values are wanted
   */
  public float[] gradient() {
    return gradient;
  }

  /**
   * Whether gradients are wanted at all.
   *
   * @return false while values alone are computed
   */
  public boolean hasGradient() {
    return plan.geometry.gradient();
  }

  /**
   * What the frame is laid out for.
   *
   * @return its panels
   */
  public FrameGeometry geometry() {
    return plan.geometry;
  }

  /**
   * Pixels in a panel, and the leading dimension of every matrix in the frame.
   *
   * @return a multiple of 16
   */
  public int panelWidth() {
    return plan.geometry.panelWidth();
  }

  /**
   * How many panels of the present tile hold pixels.
   *
   * @return at least 1
   */
  public int active() {
    return active;
  }

  /**
   * The distance of a node's panels.
   *
   * @param node a node
   * @return {@code rows * panelWidth}
   */
  public int stride(Node node) {
    return node.rows() * plan.geometry.panelWidth();
  }

  /**
   * Whether an adjoint of the node is wanted.
   *
   * @param node a node
   * @return true if operations must add to {@link #adjoint}
   */
  public boolean wants(Node node) {
    return plan.wants[node.index()];
  }

  /**
   * Whether an operation is the first on the way back to reach the adjoint of one of its inputs.
   *
   * @param result the operation's node
   * @param input one of its inputs
   * @return true if nothing has been added to the input's adjoint yet
   */
  public boolean fresh(Node result, Node input) {
    for (Node x : plan.fresh[result.index()]) {
      if (x == input) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where a node's value lies.
   *
   * @param node a node
   * @param panel a panel of the tile
   * @return the index of its first element in {@link #array()}
   */
  public int value(Node node, int panel) {
    return base + plan.value[node.index()] + panel * stride(node);
  }

  /**
   * Where a node's adjoint lies.
   *
   * @param node a node that {@link #wants} one
   * @param panel a panel of the tile
   * @return the index of its first element in {@link #array()}
   */
  public int adjoint(Node node, int panel) {
    return base + plan.adjoint[node.index()] + panel * stride(node);
  }

  /**
   * Where the rows that an operation saves for its backward pass lie.
   *
   * @param node the operation's node
   * @param panel a panel of the tile
   * @return the index of the first element in {@link #array()}
   */
  public int saved(Node node, int panel) {
    return base
        + plan.saved[node.index()]
        + panel * node.operation().savedRows() * plan.geometry.panelWidth();
  }

  /**
   * Where an operation's memory lies.
   *
   * @param node the operation's node
   * @return the index of its first element in {@link #array()}
   */
  public int memory(Node node) {
    return base + plan.memory[node.index()];
  }
}
