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
   * {@return the node's number on its tape, from 0; an operation's inputs have smaller numbers than
   * its result}
   */
  public int index() {
    return index;
  }

  /** {@return the number of features of each pixel, at least 1} */
  public int rows() {
    return rows;
  }

  /**
   * {@return what the node is called, for messages and inspection; an input's name, or the
   * operation's class name and number}
   */
  public String name() {
    return name;
  }

  /** {@return what computes the node; the operation, or null for an input} */
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
