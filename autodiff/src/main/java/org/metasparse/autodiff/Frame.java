package org.metasparse.autodiff;

import java.util.Arrays;
import java.util.List;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Panels;
import org.metasparse.engine.Start;

/**
 * One tile of pixels on its way through a tape: values, adjoints and what operations keep, all in
 * one array, for one thread. Operations see them through views that are made once; those of the
 * parameters are put onto the arrays of each evaluation.
 *
 * <p>A tile is cut into panels of {@link #panelWidth()} pixels that follow one another, so that a
 * panel of a layer lies close together, in or next to the first-level cache. A tile may have fewer
 * active pixels than the frame has room for; the panels that hold them are {@code 0 … active() -
 * 1}. Pixels that fill up the last one repeat its last pixel, with an adjoint of zero.
 */
public final class Frame {
  /** The views of one operation's parameters, of their gradients and of its memory. */
  private record Own(
      List<Block> blocks, Matrix[] parameters, Matrix[] gradients, Matrix[] memory) {}

  private final FramePlan plan;
  private final Kernels kernels;
  private final Panels[] values;
  private final Panels[] adjoints;
  private final Panels[] saved;
  private final Own[] own;
  private int active;

  Frame(FramePlan plan, Kernels kernels, float[] array, int base) {
    this.plan = plan;
    this.kernels = kernels;
    int n = plan.wants.length;
    values = new Panels[n];
    adjoints = new Panels[n];
    saved = new Panels[n];
    own = new Own[n];
    for (Node node : plan.active) {
      int i = node.index();
      values[i] = panels(node.rows(), array, base, plan.value[i]);
      adjoints[i] = panels(node.rows(), array, base, plan.adjoint[i]);
      if (node.operation() != null) {
        saved[i] = panels(node.operation().savedRows(), array, base, plan.saved[i]);
        own[i] = own(node.operation(), array, base + plan.memory[i]);
      }
    }
  }

  private Panels panels(int rows, float[] array, int base, int offset) {
    FrameGeometry geometry = plan.geometry;
    return offset == FramePlan.NONE
        ? null
        : new Panels(geometry.panels(), rows, geometry.panelWidth(), array, base + offset);
  }

  private Own own(Operation operation, float[] array, int offset) {
    List<Block> blocks = operation.parameters();
    Matrix[] memory = operation.memory(plan.geometry).toArray(Matrix[]::new);
    int next = offset;
    for (Matrix matrix : memory) {
      matrix.place(array, next);
      next += FramePlan.lines(matrix);
    }
    return new Own(blocks, views(blocks), views(blocks), memory);
  }

  private static Matrix[] views(List<Block> blocks) {
    return blocks.stream().map(Frame::view).toArray(Matrix[]::new);
  }

  private static Matrix view(Block block) {
    return block.pattern() == null
        ? new Matrix(block.rows(), block.cols())
        : new Matrix(block.size(), 1);
  }

  /** Puts the views of all parameters onto arrays; the gradient may be null. */
  void bind(float[] theta, float[] gradient) {
    for (Own each : own) {
      for (int k = 0; each != null && k < each.parameters.length; k++) {
        int offset = each.blocks.get(k).offset();
        each.parameters[k].place(theta, offset);
        if (gradient != null) {
          each.gradients[k].place(gradient, offset);
        }
      }
    }
  }

  /** Loads the next pixels of the inputs and sets how many panels are active. */
  void load(List<Samples> inputs, Tape tape, int first, int pixels) {
    int width = panelWidth();
    active = (pixels + width - 1) / width;
    for (int k = 0; k < inputs.size(); k++) {
      Node node = tape.inputs().get(k);
      for (int q = 0; values[node.index()] != null && q < active; q++) {
        int n = Math.min(width, pixels - q * width);
        Panel to = value(node, q);
        inputs.get(k).copy(first + q * width, n, to.array(), to.offset(), width);
        for (int f = 0; n < width && f < node.rows(); f++) {
          int row = to.offset() + f * width;
          Arrays.fill(to.array(), row + n, row + width, to.array()[row + n - 1]);
        }
      }
    }
  }

  /** Sets the target's adjoint: {@code weight} for active pixels, 0 for those that fill up. */
  void seed(Node target, float weight, int pixels) {
    int width = panelWidth();
    for (int q = 0; q < active; q++) {
      int n = Math.min(width, pixels - q * width);
      Panel to = adjoint(target, q);
      Arrays.fill(to.array(), to.offset(), to.offset() + n, weight);
      Arrays.fill(to.array(), to.offset() + n, to.offset() + width, 0f);
    }
  }

  void zeroAdjoint(Node node, int panel) {
    Panel to = adjoint(node, panel);
    Arrays.fill(to.array(), to.offset(), to.offset() + to.size(), 0f);
  }

  /** {@return the kernels to compute with} */
  public Kernels kernels() {
    return kernels;
  }

  /** {@return whether gradients are wanted at all; false while values alone are computed} */
  public boolean hasGradient() {
    return plan.geometry.gradient();
  }

  /** {@return pixels in a panel} */
  public int panelWidth() {
    return plan.geometry.panelWidth();
  }

  /** {@return how many panels of the present tile hold pixels, at least 1} */
  public int active() {
    return active;
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
   * From what a product starts that is added to the adjoint of an input.
   *
   * @param result the operation's node
   * @param input one of its inputs
   * @return zero where the adjoint is {@link #fresh}, what is there otherwise
   */
  public Start start(Node result, Node input) {
    return fresh(result, input) ? Start.ZERO : Start.PRESENT;
  }

  /**
   * A node's value.
   *
   * @param node a node
   * @param panel a panel of the tile
   * @return features by pixels
   */
  public Panel value(Node node, int panel) {
    return values[node.index()].panel(panel);
  }

  /**
   * A node's value, all panels of the tile.
   *
   * @param node a node
   * @return its panels, of which {@link #active} hold pixels
   */
  public Panels values(Node node) {
    return values[node.index()];
  }

  /**
   * A node's adjoint.
   *
   * @param node a node that {@link #wants} one
   * @param panel a panel of the tile
   * @return features by pixels
   */
  public Panel adjoint(Node node, int panel) {
    return adjoints[node.index()].panel(panel);
  }

  /**
   * A node's adjoint, all panels of the tile.
   *
   * @param node a node that {@link #wants} one
   * @return its panels, of which {@link #active} hold pixels
   */
  public Panels adjoints(Node node) {
    return adjoints[node.index()];
  }

  /**
   * The rows that an operation saves for its backward pass.
   *
   * @param node the operation's node
   * @param panel a panel of the tile
   * @return {@link Operation#savedRows} by pixels
   */
  public Panel saved(Node node, int panel) {
    return saved[node.index()].panel(panel);
  }

  /**
   * One of an operation's parameters.
   *
   * @param node the operation's node
   * @param k which of {@link Operation#parameters}
   * @return the block's matrix; of a block with a pattern its entries as one column
   */
  public Matrix parameter(Node node, int k) {
    return own[node.index()].parameters[k];
  }

  /**
   * Where an operation adds the gradient of one of its parameters.
   *
   * @param node the operation's node
   * @param k which of {@link Operation#parameters}
   * @return a matrix of the shape of {@link #parameter}
   */
  public Matrix gradient(Node node, int k) {
    return own[node.index()].gradients[k];
  }

  /**
   * What an operation keeps while the tiles of a chunk pass.
   *
   * @param node the operation's node
   * @param k which of {@link Operation#memory}
   * @return the matrix
   */
  public Matrix memory(Node node, int k) {
    return own[node.index()].memory[k];
  }
}
