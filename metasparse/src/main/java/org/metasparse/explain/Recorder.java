package org.metasparse.explain;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Tape;
import org.metasparse.autodiff.Trace;
import org.metasparse.engine.KernelSelection;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenTape;

/**
 * Runs a tape for one pixel and writes down what each operation gave, on the way there and on the
 * way back: for those who learn or teach how automatic differentiation works.
 *
 * <p>The numbers are those of a {@link org.metasparse.autodiff.Replay} on that one pixel: the same
 * operations, the same kernels. Not thread-safe: one caller at a time.
 */
public final class Recorder {
  private final Tape tape;
  private final Layout layout;
  private final Trace trace;

  /**
   * A recorder of any tape.
   *
   * @param tape the network
   * @param objective {@code l}, a node of one row, to which adjoints are taken
   * @param layout the layout of its parameters
   * @throws IllegalArgumentException if the objective has more than one row or is on another tape
   */
  public Recorder(Tape tape, Node objective, Layout layout) {
    this.tape = tape;
    this.layout = layout;
    this.trace = new Trace(tape, objective, layout, KernelSelection.current().kernels());
  }

  /**
   * A recorder of a SIREN and its squared error.
   *
   * @param siren the network; its shape and layout are taken, its parameters are given to {@link
   *     #record}
   * @return a recorder whose inputs are the pixel's coordinates and its target
   */
  public static Recorder of(Siren siren) {
    SirenTape recorded = SirenTape.record(siren.shape(), siren.layout());
    return new Recorder(recorded.tape(), recorded.loss(), siren.layout());
  }

  /**
   * Runs the tape forward and back for a pixel.
   *
   * @param theta the parameters; read
   * @param inputs the features of each of the tape's inputs: of a SIREN the coordinates and the
   *     values to fit
   * @return values and adjoints of all nodes, and the gradient
   * @throws IllegalArgumentException if parameters or inputs do not fit the tape
   */
  public Recording record(float[] theta, float[]... inputs) {
    float[] gradient = trace.run(theta, List.of(inputs));
    List<Recording.Step> steps = new ArrayList<>();
    for (Node node : tape.nodes()) {
      steps.add(new Recording.Step(node, trace.value(node), trace.adjoint(node)));
    }
    return new Recording(steps, layout, gradient);
  }
}
