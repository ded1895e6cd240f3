package org.metasparse.autodiff;

/**
 * A place on a tape: a matrix of features by pixels that is either given from outside or the result
 * of an operation.
 */
public final class Node {
  private final Tape tape;
  private final int index;
  private final int rows;
  private final String name;
  private final Operation operation;

  Node(Tape tape, int index, int rows, String name, Operation operation) {
    this.tape = tape;
    this.index = index;
    this.rows = rows;
    this.name = name;
    this.operation = operation;
  }

  /**
   * The node's number on its tape; an operation's inputs have smaller numbers than its result.
   *
   * @return from 0
   */
  public int index() {
    return index;
  }

  /**
   * The number of features of each pixel.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * What the node is called, for messages and inspection.
   *
   * @return an input's name, or the operation's class name and number
   */
  public String name() {
    return name;
  }

  /**
   * What computes the node.
   *
   * @return the operation, or null for an input
   */
  public Operation operation() {
    return operation;
  }

  Tape tape() {
    return tape;
  }

  @Override
  public String toString() {
    return name + "[" + rows + "]";
  }
}
