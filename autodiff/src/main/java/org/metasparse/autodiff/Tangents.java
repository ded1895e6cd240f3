package org.metasparse.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  private final int size;
  private final Map<Node, Node> tangents = new HashMap<>();

  private Tangents(Tape tape, Layout layout) {
    this.tape = tape;
    this.size = layout.size();
  }

  /**
   * Appends to a tape the tangents of a node and of all that it depends on.
   *
   * @return the node's tangent
   * @throws IllegalArgumentException if the node depends on no parameter
   * @throws UnsupportedOperationException if one of the operations records no tangent
   */
  static Node append(Tape tape, Node target, Layout layout) {
    Tangents tangents = new Tangents(tape, layout);
    boolean[] needed = FramePlan.ancestors(tape, target);
    for (Node node : List.copyOf(tape.nodes()).subList(0, target.index() + 1)) {
      Operation operation = node.operation();
      if (operation != null && needed[node.index()] && tangents.moves(operation)) {
        tangents.tangents.put(node, operation.tangent(tangents, node));
      }
    }
    if (tangents.of(target) == null) {
      throw new IllegalArgumentException(target + " depends on no parameter");
    }
    return tangents.of(target);
  }

  /** The layout of theta with a direction behind it. */
  static Layout twice(Layout layout) {
    Tangents tangents = new Tangents(null, layout);
    Layout.Builder both = new Layout.Builder();
    layout.blocks().forEach(b -> both.add(b.name(), b.kind(), b.rows(), b.cols(), b.pattern()));
    layout.blocks().stream()
        .map(tangents::direction)
        .forEach(b -> both.add(b.name(), b.kind(), b.rows(), b.cols(), b.pattern()));
    return both.build();
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
