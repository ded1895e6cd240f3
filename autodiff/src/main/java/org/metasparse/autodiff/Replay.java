package org.metasparse.autodiff;

import java.util.Arrays;
import java.util.List;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Panel;
import org.metasparse.engine.Workers;
import org.metasparse.engine.Workspace;

/**
 * Runs a tape: the mean of its objective over all pixels, and the gradient of that mean.
 *
 * <p>{@code L = 1/N sum_p l(p)}, where {@code l} is the target node, of one row. Pixels are cut
 * into chunks by a rule that depends on their number alone; a worker takes a chunk through forward
 * and backward pass tile by tile, and the chunks' gradients are added in ascending order. Results
 * have the same bits for any number of threads, any kernels and any width of their panels.
 *
 * <p>Memory for each thread depends on the network, not on the number of pixels; a step allocates
 * nothing once a first one of the same size has run. Not thread-safe: one caller at a time.
 */
public final class Replay {
  /**
   * Pixels of a tile, a constant since layers that share a dense weight add to its gradient by
   * turns, tile after tile. Few, so that activations stay near the second-level cache.
   */
  static final int TILE = 128;

  /** Parameters that one task of the final sum takes. */
  private static final int SUM_RANGE = 16_384;

  private final Tape tape;
  private final Node target;
  private final int parameters;
  private final Kernels kernels;
  private final Workers workers;
  private final FramePlan gradientPlan;
  private final FramePlan lossPlan;
  private Frame[] gradientFrames;
  private Frame[] lossFrames;

  private final Matrix[] lossLanes;
  private final Matrix[] lossSum;
  private List<Job> jobs;
  private boolean withGradient;
  private int[] unitJob = new int[0];
  private int[] unitStart = new int[0];
  private int[] unitEnd = new int[0];
  private int[] jobUnits = new int[1];
  private float[] unitLoss = new float[0];
  private float[][] unitGradient = new float[0][];
  private final Workers.Task unitTask = this::runUnit;
  private final Workers.Task sumTask = this::runSum;

  /**
   * Prepares to run a tape.
   *
   * @param tape the network
   * @param target the objective of each pixel, a node of one row
   * @param layout the layout of its parameters
   * @param compute kernels and threads
   * @throws IllegalArgumentException if the target has more than one row
   */
  public Replay(Tape tape, Node target, Layout layout, Compute compute) {
    checkObjective(tape, target);
    this.tape = tape;
    this.target = target;
    this.parameters = layout.size();
    this.kernels = compute.kernels();
    this.workers = compute.workers();
    int width = kernels.panelWidth();
    gradientPlan = new FramePlan(tape, target, new FrameGeometry(width, TILE / width, true));
    lossPlan = new FramePlan(tape, target, new FrameGeometry(width, 1, false));
    lossLanes = new Matrix[workers.threads()];
    lossSum = new Matrix[workers.threads()];
    for (int i = 0; i < lossLanes.length; i++) {
      lossLanes[i] = new Matrix(1, Kernels.LANES, new float[Kernels.LANES], 0);
      lossSum[i] = new Matrix(1, 1);
    }
  }

  static void checkObjective(Tape tape, Node target) {
    if (target.rows() != 1 || target.tape() != tape) {
      throw new IllegalArgumentException(
          target + " cannot be an objective: one row, on this tape, is needed");
    }
  }

  static Frame[] frames(FramePlan plan, Kernels kernels, int threads) {
    Workspace workspace = new Workspace((long) Workspace.lines(plan.size) * threads);
    Frame[] frames = new Frame[threads];
    for (int i = 0; i < threads; i++) {
      frames[i] = new Frame(plan, kernels, workspace.array(), workspace.take(plan.size));
    }
    return frames;
  }

  /** {@return the memory that each thread works in, bytes of a frame with gradient} */
  public long workspaceBytes() {
    return 4L * gradientPlan.size;
  }

  /**
   * The losses of several jobs and their gradients, computed side by side.
   *
   * @param jobs what to evaluate; each needs a gradient array of its own
   * @param losses receives the loss of each; overwritten
   * @throws IllegalArgumentException if an array has the wrong length or inputs do not fit the tape
   */
  public void gradients(List<Job> jobs, double[] losses) {
    if (gradientFrames == null) {
      gradientFrames = frames(gradientPlan, kernels, workers.threads());
    }
    run(jobs, losses, true);
  }

  /**
   * The losses of several jobs, without gradients.
   *
   * @param jobs what to evaluate
   * @param losses receives the loss of each; overwritten
   * @throws IllegalArgumentException if an array has the wrong length or inputs do not fit the tape
   */
  public void losses(List<Job> jobs, double[] losses) {
    if (lossFrames == null) {
      lossFrames = frames(lossPlan, kernels, workers.threads());
    }
    run(jobs, losses, false);
  }

  private void run(List<Job> jobs, double[] losses, boolean withGradient) {
    int units = 0;
    if (jobUnits.length <= jobs.size()) {
      jobUnits = new int[jobs.size() + 1];
    }
    for (int i = 0; i < jobs.size(); i++) {
      check(jobs.get(i), withGradient);
      units += Chunks.number(jobs.get(i).pixels());
      jobUnits[i + 1] = units;
    }
    reserve(units, withGradient);
    for (int i = 0; i < jobs.size(); i++) {
      int pixels = jobs.get(i).pixels();
      int size = Chunks.size(pixels);
      for (int u = jobUnits[i]; u < jobUnits[i + 1]; u++) {
        unitJob[u] = i;
        unitStart[u] = (u - jobUnits[i]) * size;
        unitEnd[u] = (int) Math.min((long) unitStart[u] + size, pixels);
      }
    }
    this.jobs = jobs;
    this.withGradient = withGradient;
    workers.run(units, unitTask);
    Arrays.fill(losses, 0, jobs.size(), 0);
    for (int u = 0; u < units; u++) {
      losses[unitJob[u]] += unitLoss[u];
    }
    for (int i = 0; i < jobs.size(); i++) {
      losses[i] /= jobs.get(i).pixels();
    }
    if (withGradient) {
      workers.run(jobs.size() * sumRanges(), sumTask);
    }
    this.jobs = null;
  }

  private void check(Job job, boolean withGradient) {
    if (job.theta().length != parameters
        || (withGradient && (job.gradient() == null || job.gradient().length != parameters))) {
      throw new IllegalArgumentException(
          "parameters and gradient must have " + parameters + " floats, as the layout");
    }
    if (job.inputs().size() != tape.inputs().size()) {
      throw new IllegalArgumentException(
          job.inputs().size() + " inputs for a tape with " + tape.inputs());
    }
    for (int k = 0; k < job.inputs().size(); k++) {
      if (job.inputs().get(k).rows() != tape.inputs().get(k).rows()) {
        throw new IllegalArgumentException(
            job.inputs().get(k).rows() + " features given for " + tape.inputs().get(k));
      }
    }
  }

  private void reserve(int units, boolean withGradient) {
    if (unitJob.length < units) {
      unitJob = new int[units];
      unitStart = new int[units];
      unitEnd = new int[units];
      unitLoss = new float[units];
    }
    int had = unitGradient.length;
    if (withGradient && had < units) {
      unitGradient = Arrays.copyOf(unitGradient, units);
      for (int u = had; u < units; u++) {
        unitGradient[u] = new float[parameters];
      }
    }
  }

  private void runUnit(int unit, int worker) {
    Job job = jobs.get(unitJob[unit]);
    Frame frame = (withGradient ? gradientFrames : lossFrames)[worker];
    FramePlan plan = withGradient ? gradientPlan : lossPlan;
    Matrix lanes = lossLanes[worker];
    lanes.fill(0f);
    if (withGradient) {
      Arrays.fill(unitGradient[unit], 0f);
    }
    frame.bind(job.theta(), withGradient ? unitGradient[unit] : null);
    begin(plan, frame);
    int end = unitEnd[unit];
    int tile = plan.geometry.tile();
    for (int first = unitStart[unit]; first < end; first += tile) {
      int pixels = Math.min(tile, end - first);
      frame.load(job.inputs(), tape, first, pixels);
      forward(plan, frame);
      addLoss(frame, pixels, lanes.array());
      if (withGradient) {
        frame.seed(target, 1f / job.pixels(), pixels);
        backward(plan, frame);
      }
    }
    unitLoss[unit] = 0;
    lossSum[worker].place(unitLoss, unit);
    kernels.foldLanes(lanes, lossSum[worker]);
    if (withGradient) {
      end(plan, frame);
    }
  }

  static void begin(FramePlan plan, Frame frame) {
    for (int k = 0; k < plan.active.size(); k++) {
      Node node = plan.active.get(k);
      if (node.operation() != null) {
        node.operation().begin(frame, node);
      }
    }
  }

  static void end(FramePlan plan, Frame frame) {
    for (int k = 0; k < plan.active.size(); k++) {
      Node node = plan.active.get(k);
      if (plan.wants[node.index()]) {
        node.operation().end(frame, node);
      }
    }
  }

  /** Panel after panel, so that the next operation finds a panel's activations in a near cache. */
  static void forward(FramePlan plan, Frame frame) {
    for (int q = 0; q < frame.active(); q++) {
      for (int k = 0; k < plan.active.size(); k++) {
        Node node = plan.active.get(k);
        if (node.operation() != null) {
          node.operation().forward(frame, node, q);
        }
      }
    }
  }

  /** Operation after operation: an operation's parameter gradient wants the whole tile at once. */
  static void backward(FramePlan plan, Frame frame) {
    for (int k = plan.active.size() - 1; k >= 0; k--) {
      Node node = plan.active.get(k);
      if (!plan.wants[node.index()]) {
        continue;
      }
      Node[] fresh = plan.fresh[node.index()];
      boolean zero = !node.operation().startsAdjoints();
      for (int q = 0; q < frame.active(); q++) {
        for (int i = 0; zero && i < fresh.length; i++) {
          frame.zeroAdjoint(fresh[i], q);
        }
        node.operation().backward(frame, node, q);
      }
      node.operation().accumulate(frame, node);
    }
  }

  /** Adds the target's values of active pixels, in the lanes that the kernels' row sums have. */
  private void addLoss(Frame frame, int pixels, float[] lanes) {
    int width = frame.panelWidth();
    for (int q = 0; q < frame.active(); q++) {
      int n = Math.min(width, pixels - q * width);
      Panel l = frame.value(target, q);
      for (int p = 0; p < n; p++) {
        lanes[p % Kernels.LANES] += l.array()[l.offset() + p];
      }
    }
  }

  private int sumRanges() {
    return (parameters + SUM_RANGE - 1) / SUM_RANGE;
  }

  /** Adds the chunks' gradients of one job, in ascending order, for one range of parameters. */
  private void runSum(int index, int worker) {
    int j = index / sumRanges();
    int from = index % sumRanges() * SUM_RANGE;
    int n = Math.min(SUM_RANGE, parameters - from);
    float[] sum = jobs.get(j).gradient();
    int unit = jobUnits[j];
    System.arraycopy(unitGradient[unit], from, sum, from, n);
    for (int u = unit + 1; u < jobUnits[j + 1]; u++) {
      kernels.axpy(n, 1f, unitGradient[u], from, sum, from);
    }
  }
}
