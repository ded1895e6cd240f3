package org.metasparse.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Node;

/**
 * What a tape gave for one pixel.
 *
 * @param steps its nodes in order of recording
 * @param layout the layout of the parameters
 * @param gradient {@code dl/dtheta} of that pixel, of that layout
 */
public record Recording(List<Step> steps, Layout layout, float[] gradient) {
  /** Features that {@link #toString} shows of a node. */
  private static final int SHOWN = 4;

  /**
   * A node with its numbers.
   *
   * @param node the node
   * @param value its value, by features
   * @param adjoint {@code dl/dnode}, by features; empty for inputs, which no parameter leads to
   */
  public record Step(Node node, float[] value, float[] adjoint) {}

  /** Copies the list. */
  public Recording {
    steps = List.copyOf(steps);
  }

  /**
   * A node's value.
   *
   * @param index the node's number on the tape
   * @return its features, not copied
   */
  public float[] value(int index) {
    return steps.get(index).value();
  }

  /**
   * A node's adjoint.
   *
   * @param index the node's number on the tape
   * @return {@code dl/dnode} by features, not copied; empty for inputs
   */
  public float[] adjoint(int index) {
    return steps.get(index).adjoint();
  }

  /** {@return the objective of the pixel, the value of the last node} */
  public float loss() {
    return steps.get(steps.size() - 1).value()[0];
  }

  /**
   * The gradient of one block of parameters.
   *
   * @param block its name, such as {@code weight.0}
   * @return {@code dl/dW} at the entries that exist, in the block's order, a new array
   * @throws IllegalArgumentException if there is no such block
   */
  public float[] gradient(String block) {
    Block b = layout.block(block);
    return Arrays.copyOfRange(gradient, b.offset(), b.offset() + b.size());
  }

  /** A line for each node: number, name, the first features of value and adjoint. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(
          String.format(
              Locale.ROOT,
              "%2d  %-18s  value %s%s%n",
              step.node().index(),
              step.node().name(),
              first(step.value()),
              step.adjoint().length == 0 ? "" : "  adjoint " + first(step.adjoint())));
    }
    return text.toString();
  }

  private static String first(float[] features) {
    StringBuilder text = new StringBuilder();
    for (int f = 0; f < Math.min(SHOWN, features.length); f++) {
      text.append(String.format(Locale.ROOT, f == 0 ? "%.4g" : " %.4g", features[f]));
    }
    return text.append(features.length > SHOWN ? " …" : "").toString();
  }
}
