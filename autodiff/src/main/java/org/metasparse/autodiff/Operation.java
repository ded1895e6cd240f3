package org.metasparse.autodiff;

import java.util.List;
import org.metasparse.engine.Matrix;

/**
 * An operation of the tape: how one node's value follows from others, and how its adjoint flows
 * back to them.
 *
 * <p>Every operation works pixel by pixel: column {@code p} of the result depends on column {@code
 * p} of the inputs and on parameters, on nothing else. So a replay may run any panel of pixels by
 * itself, in any order. An operation holds no values: they live in a {@link Frame}, which many
 * threads have each for themselves.
 *
 * <p>For {@code y = f(x, theta)} and an objective {@code L} the adjoint of a node is {@code
 * dL/dnode}. {@link #backward} adds {@code dL/dy * dy/dx} to the adjoint of each input {@code x}
 * that {@link Frame#wants}; {@link #accumulate} adds {@code dL/dy * dy/dtheta}, summed over the
 * pixels of a tile, to the frame's gradient.
 */
public interface Operation {
  /** {@return the features of the result, at least 1} */
  int rows();

  /** {@return what the operation says of itself to those who read a tape; by default its name} */
  default Description description() {
    return Description.of(getClass().getSimpleName());
  }

  /** {@return what the operation reads, nodes of the same tape} */
  List<Node> inputs();

  /**
   * {@return the blocks of the parameters that the operation reads, seen by it as {@link
   * Frame#parameter} and, for {@link #accumulate} and {@link #end} to add to, {@link
   * Frame#gradient}; where there are any, gradients must reach it}
   */
  default List<Block> parameters() {
    return List.of();
  }

  /**
   * Rows of values that {@link #forward} leaves for {@link #backward} at {@link Frame#saved}.
   *
   * @return their number, each of them one float for each pixel
   */
  default int savedRows() {
    return 0;
  }

  /**
   * What the operation keeps at {@link Frame#memory} from {@link #begin} to {@link #end}.
   *
   * @param geometry what the frame is for
   * @return matrices that lie nowhere yet, made anew each time: a frame takes them as its own
   */
  default List<Matrix> memory(FrameGeometry geometry) {
    return List.of();
  }

  /** {@return whether {@link #backward} or {@link #accumulate} reads the values of the inputs} */
  default boolean readsInputs() {
    return true;
  }

  /** {@return whether {@link #backward} or {@link #accumulate} reads the value of the result} */
  default boolean readsResult() {
    return false;
  }

  /**
   * {@return whether {@link #forward} may write its result over its first input, element by
   * element, once nothing else needs that input}
   */
  default boolean inPlace() {
    return false;
  }

  /**
   * {@return whether {@link #backward} itself overwrites the adjoint of an input that is {@link
   * Frame#fresh}}
   */
  default boolean startsAdjoints() {
    return false;
  }

  /**
   * Records the operation's derivative along a direction: {@code y' = df/dx x' + df/dtheta v},
   * where {@code x'} are the inputs' tangents and {@code v} the direction of its parameters, as
   * more operations of the tape. Only {@link HessianProduct} asks for it, and only where a
   * parameter leads to the result.
   *
   * @param tangents the inputs' tangents, at least one of them not null if the operation has no
   *     parameters; appends
   * @param result the operation's node
   * @return the node of {@code y'}, of as many features as the result
   * @throws UnsupportedOperationException if the operation has none, as by default
   */
  default Node tangent(Tangents tangents, Node result) {
    throw new UnsupportedOperationException(
        result
            + " has no second derivative: "
            + getClass().getSimpleName()
            + " records no tangent");
  }

  /**
   * Prepares what depends on the parameters alone; called once before the tiles of a chunk.
   *
   * @param frame where values live
   * @param result the operation's node
   */
  default void begin(Frame frame, Node result) {}

  /**
   * Computes the result's value; overwrites.
   *
   * @param frame where values live
   * @param result the operation's node
   * @param panel which panel of the tile
   */
  void forward(Frame frame, Node result, int panel);

  /**
   * Adds to the adjoints of the inputs; accumulates, except as {@link #startsAdjoints} says.
   *
   * @param frame where values and adjoints live
   * @param result the operation's node
   * @param panel which panel of the tile
   */
  void backward(Frame frame, Node result, int panel);

  /**
   * Adds to the gradient what the active panels of a tile contribute; called after {@link
   * #backward} for all of them.
   *
   * @param frame where values, adjoints and the gradient live
   * @param result the operation's node
   */
  default void accumulate(Frame frame, Node result) {}

  /**
   * Finishes the gradient; called once after the tiles of a chunk.
   *
   * @param frame where the gradient lives
   * @param result the operation's node
   */
  default void end(Frame frame, Node result) {}
}
