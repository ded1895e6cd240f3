package org.metasparse.siren;

import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Tape;
import org.metasparse.autodiff.op.Linear;
import org.metasparse.autodiff.op.MeanSquaredError;
import org.metasparse.autodiff.op.Sine;

/**
 * A SIREN recorded on a tape: {@code h_0 = x}, {@code h_i = sin(omega (W_i h_{i-1} + b_i))}, {@code
 * y = W h + b}, and its squared error against targets.
 *
 * @param tape the tape
 * @param coordinates input 0: the coordinates
 * @param targets input 1: the values to fit
 * @param output the network's values
 * @param loss the squared error of each pixel, averaged over channels
 */
public record SirenTape(Tape tape, Node coordinates, Node targets, Node output, Node loss) {
  /**
   * Records a network.
   *
   * @param shape its shape
   * @param layout the layout of its parameters, dense or pruned
   * @return the recording
   */
  public static SirenTape record(SirenShape shape, Layout layout) {
    return record(shape, layout, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  }

  /**
   * Records a network with an objective for fits whose values are clamped to [0, 1] in the end, see
   * {@link MeanSquaredError}.
   *
   * @param shape its shape
   * @param layout the layout of its parameters, dense or pruned
   * @return the recording
   */
  public static SirenTape recordClamped(SirenShape shape, Layout layout) {
    return record(shape, layout, 0, 1);
  }

  private static SirenTape record(SirenShape shape, Layout layout, float low, float high) {
    Tape tape = new Tape();
    Node coordinates = tape.input("coordinates", shape.dimIn());
    Node targets = tape.input("targets", shape.dimOut());
    Node h = coordinates;
    for (int i = 0; i <= shape.layers(); i++) {
      Block W = layout.block("weight." + i);
      Block b = layout.block("bias." + i);
      Node z = tape.append(Linear.of(h, W, b));
      h = i < shape.layers() ? tape.append(new Sine(z, shape.omega())) : z;
    }
    Node loss = tape.append(new MeanSquaredError(h, targets, low, high));
    return new SirenTape(tape, coordinates, targets, h, loss);
  }
}
