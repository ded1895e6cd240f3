package org.metasparse.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.engine.Compute;

/**
 * Products of a tape's Hessian with vectors: {@code H v}, where {@code H = d^2 L / dtheta^2} and
 * {@code L} is the mean of the objective over all pixels, exactly and without forming {@code H}.
 *
 * <p>{@code H v} is the gradient of {@code D(theta) = dL/dtheta . v}, the objective's derivative
 * along {@code v}, which {@link Tangents} record as a tape; a {@link Replay} differentiates it. A
 * product takes the memory of two networks and three times the multiply-adds of a gradient. Only
 * second-order rules need it; nothing else in this program does.
 *
 * <p>Results have the same bits for any number of threads and any kernels. Not thread-safe: one
 * caller at a time.
 */
public final class HessianProduct {
  /**
   * A product to compute.
   *
   * @param theta where the Hessian is taken; read
   * @param inputs for each input of the tape its samples
   * @param v the vector; read
   * @param product receives {@code H v}; overwritten; may be {@code v} itself
   */
  public record Request(float[] theta, List<Samples> inputs, float[] v, float[] product) {}

  private final Replay replay;
  private final int size;
  private final List<float[]> points = new ArrayList<>();
  private final List<float[]> gradients = new ArrayList<>();

  /**
   * Records the derivative and prepares to run it.
   *
   * @param tape the network; the tangents of its nodes are appended
   * @param target the objective of each pixel, a node of one row
   * @param layout the layout of its parameters
   * @param compute kernels and threads
   * @throws IllegalArgumentException if the target has more than one row, is on another tape or
   *     depends on no parameter
   * @throws UnsupportedOperationException if an operation has no tangent; the message names it
   */
  public HessianProduct(Tape tape, Node target, Layout layout, Compute compute) {
    Replay.checkObjective(tape, target);
    size = layout.size();
    Tangents tangents = new Tangents(tape, layout);
    replay = new Replay(tape, tangents.record(target), tangents.layout(), compute);
  }

  /**
   * Computes several products side by side.
   *
   * @param requests what to compute
   * @throws IllegalArgumentException if an array has another length than the layout, or inputs do
   *     not fit the tape
   */
  public void products(List<Request> requests) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      Request request = requests.get(i);
      check(request);
      if (points.size() <= i) {
        points.add(new float[2 * size]);
        gradients.add(new float[2 * size]);
      }
      System.arraycopy(request.theta(), 0, points.get(i), 0, size);
      System.arraycopy(request.v(), 0, points.get(i), size, size);
      jobs.add(new Job(points.get(i), request.inputs(), gradients.get(i)));
    }
    replay.gradients(jobs, new double[jobs.size()]);
    for (int i = 0; i < requests.size(); i++) {
      System.arraycopy(gradients.get(i), 0, requests.get(i).product(), 0, size);
    }
  }

  private void check(Request request) {
    for (float[] array : List.of(request.theta(), request.v(), request.product())) {
      if (array.length != size) {
        throw new IllegalArgumentException(
            array.length + " floats where the layout has " + size + " parameters");
      }
    }
  }
}
