package org.metasparse.autodiff;

import java.util.List;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Workers;

/**
 * Runs a tape forward only, to read the value of one of its nodes at every pixel.
 *
 * <p>Pixels stream through a frame of one panel for each thread, so memory does not grow with their
 * number. Not thread-safe: one caller at a time.
 */
public final class Evaluation {
  /** Receives values panel by panel, from several threads at once, each pixel once. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes some pixels' values: feature {@code f} of pixel {@code first + i} is {@code from[offset
     * + f * ld + i]}.
     *
     * @param first the first pixel
     * @param n how many pixels
     * @param from holds the values; valid only during the call
     * @param offset index of the first
     * @param ld distance of features
     */
    void take(int first, int n, float[] from, int offset, int ld);
  }

  private static final int BAND = 4096;

  private final Tape tape;
  private final Node output;
  private final FramePlan plan;
  private final Frame[] frames;
  private final Workers workers;

  /**
   * Prepares to read a node.
   *
   * @param tape the network
   * @param output the node to read
   * @param compute kernels and threads
   * @throws IllegalArgumentException if the node is on another tape
   */
  public Evaluation(Tape tape, Node output, Compute compute) {
    if (output.tape() != tape) {
      throw new IllegalArgumentException(output + " is on another tape");
    }
    this.tape = tape;
    this.output = output;
    this.workers = compute.workers();
    Kernels kernels = compute.kernels();
    plan = new FramePlan(tape, output, new FrameGeometry(kernels.panelWidth(), 1, false));
    frames = Replay.frames(plan, kernels, workers.threads());
  }

  /**
   * Computes the node at every pixel.
   *
   * @param theta the parameters
   * @param inputs samples of the tape's leading inputs; those that the node does not depend on may
   *     be left out at the end
   * @param sink receives the values
   * @throws IllegalArgumentException if inputs do not fit the tape or one another
   */
  public void run(float[] theta, List<Samples> inputs, Sink sink) {
    check(inputs);
    int count = inputs.get(0).count();
    int bands = (int) (((long) count + BAND - 1) / BAND);
    workers.run(
        bands,
        (band, worker) -> {
          Frame frame = frames[worker];
          frame.bind(theta, null);
          Replay.begin(plan, frame);
          int end = (int) Math.min(count, (band + 1L) * BAND);
          int width = frame.panelWidth();
          for (int first = band * BAND; first < end; first += width) {
            int n = Math.min(width, end - first);
            frame.load(inputs, tape, first, n);
            Replay.forward(plan, frame);
            Panel value = frame.value(output, 0);
            sink.take(first, n, value.array(), value.offset(), width);
          }
        });
  }

  /**
   * Computes the node at every pixel into an array.
   *
   * @param theta the parameters
   * @param inputs samples of the tape's leading inputs
   * @return {@code rows x pixels} floats, features in rows
   * @throws IllegalArgumentException if inputs do not fit the tape or one another
   */
  public float[] run(float[] theta, List<Samples> inputs) {
    check(inputs);
    int count = inputs.get(0).count();
    float[] all = new float[Math.multiplyExact(output.rows(), count)];
    run(
        theta,
        inputs,
        (first, n, from, offset, ld) -> {
          for (int f = 0; f < output.rows(); f++) {
            System.arraycopy(from, offset + f * ld, all, f * count + first, n);
          }
        });
    return all;
  }

  private void check(List<Samples> inputs) {
    if (inputs.size() > tape.inputs().size()) {
      throw new IllegalArgumentException(
          inputs.size() + " inputs for a tape with " + tape.inputs());
    }
    for (int k = 0; k < tape.inputs().size(); k++) {
      Node node = tape.inputs().get(k);
      if (k >= inputs.size()) {
        if (k == 0 || plan.value[node.index()] != FramePlan.NONE) {
          throw new IllegalArgumentException("no samples given for " + node);
        }
        continue;
      }
      if (inputs.get(k).rows() != node.rows()) {
        throw new IllegalArgumentException(inputs.get(k).rows() + " features given for " + node);
      }
      if (inputs.get(k).count() != inputs.get(0).count()) {
        throw new IllegalArgumentException(
            "inputs of " + inputs.get(0).count() + " and " + inputs.get(k).count() + " pixels");
      }
    }
  }
}
