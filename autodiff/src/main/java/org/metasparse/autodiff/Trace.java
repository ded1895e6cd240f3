package org.metasparse.autodiff;

import java.util.List;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Panel;

/**
 * A tape run for one pixel with everything kept: the value and the adjoint {@code dl/dnode} of each
 * node, and the gradient {@code dl/dtheta}, for the objective {@code l} of that pixel. It takes the
 * very operations and kernels of a {@link Replay}, which forgets values once nothing needs them.
 *
 * <p>Not thread-safe, and not fast: for looking at a tape, not for training.
 */
public final class Trace {
  private final Tape tape;
  private final Node target;
  private final Layout layout;
  private final FramePlan plan;
  private final Frame frame;

  /**
   * Prepares to run a tape.
   *
   * @param tape the network
   * @param target the objective, a node of one row
   * @param layout the layout of its parameters
   * @param kernels what to compute with
   * @throws IllegalArgumentException if the target has more than one row or is on another tape
   */
  public Trace(Tape tape, Node target, Layout layout, Kernels kernels) {
    Replay.checkObjective(tape, target);
    this.tape = tape;
    this.target = target;
    this.layout = layout;
    FrameGeometry geometry = new FrameGeometry(kernels.panelWidth(), 1, true);
    plan = new FramePlan(tape, target, geometry, true);
    frame = Replay.frames(plan, kernels, 1)[0];
  }

  /**
   * Runs the tape for a pixel, forward and back.
   *
   * @param theta the parameters; read
   * @param inputs for each input of the tape its features
   * @return the gradient {@code dl/dtheta}, a new array
   * @throws IllegalArgumentException if parameters or inputs do not fit the tape
   */
  public float[] run(float[] theta, List<float[]> inputs) {
    if (theta.length != layout.size() || inputs.size() != tape.inputs().size()) {
      throw new IllegalArgumentException(
          theta.length
              + " parameters and "
              + inputs.size()
              + " inputs for a tape of "
              + layout.size()
              + " parameters with "
              + tape.inputs());
    }
    for (int k = 0; k < inputs.size(); k++) {
      if (inputs.get(k).length != tape.inputs().get(k).rows()) {
        throw new IllegalArgumentException(
            inputs.get(k).length + " features given for " + tape.inputs().get(k));
      }
    }
    List<Samples> pixel = inputs.stream().map(x -> Samples.of(x.length, 1, x)).toList();
    float[] gradient = new float[theta.length];
    frame.bind(theta, gradient);
    Replay.begin(plan, frame);
    frame.load(pixel, tape, 0, 1);
    Replay.forward(plan, frame);
    frame.seed(target, 1f, 1);
    Replay.backward(plan, frame);
    Replay.end(plan, frame);
    return gradient;
  }

  /**
   * A node's value in the last run.
   *
   * @param node a node of the tape
   * @return its features, a new array; empty if the objective does not depend on it
   */
  public float[] value(Node node) {
    return plan.value[node.index()] == FramePlan.NONE ? new float[0] : pixel(frame.value(node, 0));
  }

  /**
   * A node's adjoint in the last run.
   *
   * @param node a node of the tape
   * @return {@code dl/dnode} by features, a new array; empty for what no parameter leads to, such
   *     as the tape's inputs
   */
  public float[] adjoint(Node node) {
    boolean has = plan.wants[node.index()] && plan.adjoint[node.index()] != FramePlan.NONE;
    return has ? pixel(frame.adjoint(node, 0)) : new float[0];
  }

  private static float[] pixel(Panel panel) {
    float[] features = new float[panel.rows()];
    for (int f = 0; f < features.length; f++) {
      features[f] = panel.array()[panel.offset() + f * panel.width()];
    }
    return features;
  }
}
