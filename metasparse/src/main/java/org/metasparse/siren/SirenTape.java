package org.metasparse.siren;

import java.util.function.BiFunction;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Operation;
import org.metasparse.autodiff.Tape;
import org.metasparse.autodiff.op.ClampedSquaredError;
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
    return record(shape, layout, MeanSquaredError::new);
  }

  /**
   * Records a network with an objective for fits whose values are clamped in the end, see {@link
   * ClampedSquaredError}.
   *
   * @param shape its shape
   * @param layout the layout of its parameters, dense or pruned
   * @return the recording
   */
  public static SirenTape recordClamped(SirenShape shape, Layout layout) {
    return record(shape, layout, ClampedSquaredError::new);
  }

  private static SirenTape record(
      SirenShape shape, Layout layout, BiFunction<Node, Node, Operation> objective) {
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
    Node loss = tape.append(objective.apply(h, targets));
    return new SirenTape(tape, coordinates, targets, h, loss);
  }
}
