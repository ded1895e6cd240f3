package org.metasparse.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The derivative of a tape along a direction of its parameters, recorded as more of the tape: for
 * each node {@code y} that depends on parameters its tangent {@code y' = d/de y(theta + e v)} at
 * {@code e = 0}.
 *
 * <p>The tangent of a network is a network: its operations are the ordinary ones, with their own
 * forward and backward passes, and its parameters are those of the first, theta, with the direction
 * {@code v} behind them. So to differentiate twice needs nothing that differentiating once does not
 * have (reverse over forward mode; Pearlmutter 1994, <i>Fast Exact Multiplication by the
 * Hessian</i>). See {@link HessianProduct}.
 */
public final class Tangents {
  private final Tape tape;
  private final Layout layout;
  private final int size;
  private final Map<Node, Node> tangents = new HashMap<>();

  /** Of a tape with parameters theta of a layout; nothing is recorded yet. */
  Tangents(Tape tape, Layout layout) {
    this.tape = tape;
    this.layout = layout;
    this.size = layout.size();
  }

  /**
   * Appends to the tape the tangents of a node and of all that it depends on.
   *
   * @return the node's tangent
   * @throws IllegalArgumentException if the node depends on no parameter
   * @throws UnsupportedOperationException if one of the operations records no tangent
   */
  Node record(Node target) {
    boolean[] needed = FramePlan.ancestors(tape, target);
    for (Node node : List.copyOf(tape.nodes()).subList(0, target.index() + 1)) {
      Operation operation = node.operation();
      if (operation != null && needed[node.index()] && moves(operation)) {
        tangents.put(node, operation.tangent(this, node));
      }
    }
    if (of(target) == null) {
      throw new IllegalArgumentException(target + " depends on no parameter");
    }
    return of(target);
  }

  /** {@return the layout of theta with a direction behind it} */
  Layout layout() {
    Stream<Block> directions = layout.blocks().stream().map(this::direction);
    return new Layout(Stream.concat(layout.blocks().stream(), directions).toList());
  }

  private boolean moves(Operation operation) {
    return !operation.parameters().isEmpty()
        || operation.inputs().stream().anyMatch(x -> of(x) != null);
  }

  /**
   * The tangent of a node.
   *
   * @param node an input of the operation that asks
   * @return its tangent, of as many features; null where it is zero because no parameter leads to
   *     the node
   */
  public Node of(Node node) {
    return tangents.get(node);
  }

  /**
   * Where the direction of a block lies.
   *
   * @param block a block of the parameters theta
   * @return a block of the same shape and pattern among those of the direction {@code v}
   */
  public Block direction(Block block) {
    return new Block(
        block.name() + "'",
        block.kind(),
        block.rows(),
        block.cols(),
        Math.addExact(block.offset(), size),
        block.pattern());
  }

  /**
   * Appends an operation to the tape.
   *
   * @param operation what to compute
   * @return the node of its result
   */
  public Node append(Operation operation) {
    return tape.append(operation);
  }
}
