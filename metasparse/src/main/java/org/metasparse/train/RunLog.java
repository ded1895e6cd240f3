package org.metasparse.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.engine.Compute;
import org.metasparse.fit.FitListener;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.fit.Psnr;
import org.metasparse.format.Checkpoint;
import org.metasparse.meta.Learner;
import org.metasparse.signal.Signal;

/**
 * Writes a run's log: now and then a line with the mean losses since the line before, and the PSNR
 * of held-out signals.
 */
final class RunLog {
  private static final int LINES_PER_ROUND = 10;

  private final TrainConfig config;
  private final List<Signal> heldOut;
  private final Compute compute;
  private final RunFolder folder;
  private final double secondsBefore;
  private final long started = System.nanoTime();
  private double sumInner;
  private double sumOuter;
  private int summed;

  /** A log that goes on, after so many seconds of training. */
  RunLog(
      TrainConfig config,
      List<Signal> heldOut,
      Compute compute,
      RunFolder folder,
      double secondsBefore) {
    this.config = config;
    this.heldOut = heldOut;
    this.compute = compute;
    this.folder = folder;
    this.secondsBefore = secondsBefore;
  }

  /** Counts a step's losses; they are part of the next line. */
  void add(Learner.Losses losses) {
    sumInner += losses.inner();
    sumOuter += losses.outer();
    summed++;
  }

  /** Whether a line is due after a step of a round, other than its last. */
  boolean due(int round, long step) {
    int steps = config.schedule().steps(round);
    return step < steps && step % Math.max(1, steps / LINES_PER_ROUND) == 0;
  }

  /** Training time of the whole run, its earlier parts included. */
  double seconds() {
    return secondsBefore + (System.nanoTime() - started) * 1e-9;
  }

  /**
   * Writes a line, with the held-out signals fitted from a state.
   *
   * @return their mean PSNR, NaN if there are none
   */
  double write(Checkpoint state, Protocol protocol) {
    double psnr = Double.NaN;
    if (!heldOut.isEmpty()) {
      // On all points, also where the training drew some: few tell little of a network's quality.
      psnr = Psnr.mean(new Fitter(state.siren(), compute).fit(heldOut, protocol, FitListener.NONE));
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", config.schedule().before(state.round(), state.step()));
    line.put("round", state.round());
    line.put("weights", state.siren().layout().weights());
    if (!state.siren().moves().all()) {
      line.put("moves", state.siren().moves().places().length);
    }
    line.put("innerLoss", summed == 0 ? null : sumInner / summed);
    line.put("outerLoss", summed == 0 ? null : sumOuter / summed);
    if (!heldOut.isEmpty()) {
      line.put(protocol.equals(Protocol.SGD2) ? "psnrSgd2" : "psnrAdam100", psnr);
    }
    line.put("seconds", seconds());
    folder.log(line);
    sumInner = 0;
    sumOuter = 0;
    summed = 0;
    return psnr;
  }
}
