package org.metasparse.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A network as a list of operations, recorded once and replayed often.
 *
 * <p>Nodes are only ever appended, so the order of recording is a topological order, and the
 * reverse of it is an order in which adjoints can flow back. The tape describes what happens to one
 * pixel; a {@link Replay} runs it on as many as there are.
 *
 * <pre>{@code
 * Tape tape = new Tape();
 * Node x = tape.input("x", 2);
 * Node z = tape.append(Linear.of(x, layout.block("weight.0"), layout.block("bias.0")));
 * Node h = tape.append(new Sine(z, 30f));
 * }</pre>
 */
public final class Tape {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Node> inputs = new ArrayList<>();

  // Made once: a replay asks for them at every step, and is to allocate nothing.
  private final List<Node> allNodes = Collections.unmodifiableList(nodes);
  private final List<Node> allInputs = Collections.unmodifiableList(inputs);

  /** Creates an empty tape. */
  public Tape() {}

  /**
   * Appends a place for values that are given from outside.
   *
   * @param name what to call it
   * @param rows features of each pixel
   * @return the node
   * @throws IllegalArgumentException if there is not at least one feature
   */
  public Node input(String name, int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException(name + " with " + rows + " features: at least 1 needed");
    }
    Node node = new Node(this, nodes.size(), rows, name, null);
    nodes.add(node);
    inputs.add(node);
    return node;
  }

  /**
   * Appends an operation.
   *
   * @param operation what to compute
   * @return the node of its result
   * @throws IllegalArgumentException if an input of the operation is on another tape
   */
  public Node append(Operation operation) {
    for (Node input : operation.inputs()) {
      if (input.tape() != this) {
        throw new IllegalArgumentException(input + " is on another tape");
      }
    }
    String name = operation.getClass().getSimpleName() + "." + nodes.size();
    Node node = new Node(this, nodes.size(), operation.rows(), name, operation);
    nodes.add(node);
    return node;
  }

  /** {@return all nodes in order of recording, read-only} */
  public List<Node> nodes() {
    return allNodes;
  }

  /** {@return the nodes that are given from outside in order of recording, read-only} */
  public List<Node> inputs() {
    return allInputs;
  }
}
