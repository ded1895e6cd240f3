package org.metasparse.fit;

import java.util.function.IntConsumer;
import org.metasparse.engine.Compute;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.meta.DivergedException;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.Slices;
import org.metasparse.siren.Siren;

/**
 * Turns a signal into a network and back: what an application that stores signals calls.
 *
 * <p>Thread-safe: both directions are pure functions of (model bytes, signal), and of the way of
 * fitting or the grid. They keep nothing between calls, write to no argument, and give the same
 * bits on every JVM, with any kernels, on any number of threads, whatever is encoded or decoded
 * beside. Any number of threads may share one {@link Siren} or {@link EncodedSignal}, as long as
 * nobody writes to its arrays.
 *
 * <p>A thread that is interrupted stops within a step, here and in decoding, with a {@link
 * java.util.concurrent.CancellationException}, and stays interrupted: so engines cancel tasks.
 *
 * <p>Inside an engine that has threads of its own, use the methods without a {@link Compute}: they
 * compute on the calling thread alone, and start and hold nothing. A {@code Compute} spreads one
 * signal over several threads; calls that share one are safe too, but take turns.
 */
public final class Codec {
  /**
   * An effort's highest rate is for its way from afar; what follows begins where that ended. Six
   * photos of 178 x 178, 13 000 parameters, 8 bits after 100 steps, at .15, .25, .4, .7 and 1 times
   * that rate: 30.07, 30.17, 30.15, 29.59 and 29.35 dB.
   */
  private static final double TUNING = 0.25;

  /**
   * But a fit for a length goes far from its beginning, through coarse rounding. Twelve faces of
   * 178 x 178, {@code normal}, 974 bytes from 1469 parameters, at 2, 3, 4 and 6 times the rate that
   * the model's training found: 28.12, 28.26, 28.30 and 26.29 dB; 1883 bytes from 2459: 30.28,
   * 30.40, 30.38, 30.40, the last at half of it after it was led away.
   */
  private static final double LENGTH_TUNING = 3;

  /**
   * What trials on the signal find is less cautious than what a model's training keeps; and where
   * all moves, three times leads some away: four photos, {@code photo-13k}, 8000 bytes, at 2 and 3
   * times: 34.90 and 34.26 dB.
   */
  private static final double WHOLE_LENGTH_TUNING = 2;

  /**
   * Steps of a fit for a length, in hundredths of the effort's. The same faces, at 125, 250 and
   * 500: 27.93, 28.08 and 27.95 dB; in 1883 bytes from 2459 parameters 30.00, 30.26 and 30.38
   * (drawn by a fourth of what {@link Packer} draws).
   */
  private static final int LENGTH_STEPS = 250;

  /** But of an effort by time no more than so many for each of its beginning. */
  private static final int LENGTH_TIMES = 5;

  private Codec() {}

  /**
   * Encodes a signal by fitting an initial network to it, on the calling thread.
   *
   * @param initial the initial network, meta-learned and sparse; not changed
   * @param signal what to encode; as many axes and channels as the network has
   * @param fitting how to fit, {@link Effort#NORMAL} as a rule
   * @return the encoded signal
   * @throws IllegalArgumentException if the signal does not fit the network
   * @throws DivergedException if the fit diverged
   */
  public static EncodedSignal encode(Siren initial, Signal signal, Fitting fitting) {
    try (Compute compute = Compute.start(1)) {
      return encode(initial, signal, fitting, compute);
    }
  }

  /**
   * Encodes a signal by fitting an initial network to it.
   *
   * @param initial the initial network, meta-learned and sparse; not changed
   * @param signal what to encode; as many axes and channels as the network has
   * @param fitting how to fit, {@link Effort#NORMAL} as a rule
   * @param compute kernels and threads
   * @return the encoded signal
   * @throws IllegalArgumentException if the signal does not fit the network
   * @throws DivergedException if the fit diverged
   */
  public static EncodedSignal encode(
      Siren initial, Signal signal, Fitting fitting, Compute compute) {
    return encode(initial, signal, fitting, Packing.NONE, compute);
  }

  /**
   * Encodes a signal as small as asked for, on the calling thread.
   *
   * @param initial the initial network; not changed
   * @param signal what to encode; as many axes and channels as the network has
   * @param fitting how to fit
   * @param packing how small
   * @return the encoded signal
   * @throws IllegalArgumentException if the signal does not fit the network, or the base is of
   *     another layout
   * @throws DivergedException if the fit diverged
   * @throws org.metasparse.files.InputException if the signal cannot be made that small, or not
   *     that good
   */
  public static EncodedSignal encode(
      Siren initial, Signal signal, Fitting fitting, Packing packing) {
    try (Compute compute = Compute.start(1)) {
      return encode(initial, signal, fitting, packing, compute);
    }
  }

  /**
   * The model in the bytes of a file, for engines that hand bytes around rather than files.
   *
   * @param name the file's name for messages
   * @param file the bytes of a checkpoint, as {@code train} writes it, or of an .inr file that
   *     holds a whole network
   * @return the model
   * @throws org.metasparse.files.InputException if they are of neither, or damaged
   */
  public static Siren model(String name, byte[] file) {
    return InrFile.isOne(file)
        ? InrFile.decode(name, file).siren()
        : CheckpointFile.decode(name, file).siren();
  }

  /**
   * Packs a fit that has been made.
   *
   * @param initial the network that it started from
   * @param signal the signal that was fitted
   * @param fit the fit
   * @return the encoded signal
   * @throws IllegalArgumentException if the fit diverged
   */
  public static EncodedSignal encoded(Siren initial, Signal signal, Fit fit) {
    Siren fitted = new Siren(initial.shape(), initial.layout(), fit.theta()).plain();
    return new EncodedSignal(
        fitted, signal.kind(), signal.grid(), signal.channels(), (float) fit.psnr());
  }

  /**
   * Decodes at the original's size, on the calling thread.
   *
   * @param encoded the encoded signal
   * @return the signal; its values may lie a little outside [0, 1]
   */
  public static Signal decode(EncodedSignal encoded) {
    return decode(encoded, encoded.grid());
  }

  /**
   * Decodes at any size, on the calling thread.
   *
   * @param encoded the encoded signal
   * @param grid where to evaluate the network
   * @return the signal; its values may lie a little outside [0, 1]
   * @throws IllegalArgumentException if the grid has another number of axes than the signal
   */
  public static Signal decode(EncodedSignal encoded, Grid grid) {
    try (Compute compute = Compute.start(1)) {
      return decode(encoded, grid, compute);
    }
  }

  /**
   * Encodes a signal as small as asked for. Rounding is part of the fit: the fit's steps are
   * followed by half as many through the rounding, and the PSNR is that of what is stored. An
   * effort that has a base to differ from takes a quarter of its steps first, and two and a half
   * times as many as it has for error and length together; five times its beginning's if it is by
   * time.
   *
   * @param initial the initial network; not changed
   * @param signal what to encode; as many axes and channels as the network has
   * @param fitting how to fit
   * @param packing how small
   * @param compute kernels and threads
   * @return the encoded signal
   * @throws IllegalArgumentException if the signal does not fit the network, or the base is of
   *     another layout
   * @throws DivergedException if the fit diverged
   * @throws org.metasparse.files.InputException if the signal cannot be made that small, or not
   *     that good
   */
  public static EncodedSignal encode(
      Siren initial, Signal signal, Fitting fitting, Packing packing, Compute compute) {
    return encode(initial, signal, fitting, packing, compute, FitListener.NONE);
  }

  /**
   * Encodes a signal as small as asked for, and tells how far the fit is.
   *
   * @param initial the initial network; not changed
   * @param signal what to encode; as many axes and channels as the network has
   * @param fitting how to fit
   * @param packing how small
   * @param compute kernels and threads
   * @param progress told how far the fit is
   * @return the encoded signal
   * @throws IllegalArgumentException if the signal does not fit the network, or the base is of
   *     another layout
   * @throws DivergedException if the fit diverged
   * @throws org.metasparse.files.InputException if the signal cannot be made that small, or not
   *     that good
   */
  public static EncodedSignal encode(
      Siren initial,
      Signal signal,
      Fitting fitting,
      Packing packing,
      Compute compute,
      FitListener progress) {
    Fitting first = first(fitting, packing);
    int steps = fitting.steps();
    double all = gradients(fitting, packing);
    FitListener counted = (k, mse) -> progress.taken((int) Math.ceil(k * steps / all), mse);
    Fit fit = new Fitter(initial, compute).beginning(signal, first, counted);
    if (!Double.isFinite(fit.mse())) {
      throw new DivergedException(
          signal.name()
              + ": the fit diverged at a rate of "
              + fit.learningRate()
              + "; give a smaller rate");
    }
    FitListener tuned = (k, mse) -> counted.taken(first.steps() + k, mse);
    return encoded(initial, signal, fit, fitting, packing, compute, tuned);
  }

  /**
   * How many gradients an encoding takes, all in all.
   *
   * @param fitting how to fit
   * @param packing how small
   * @return steps of the fit and through the rounding, without trials of rates; of {@link
   *     Packing.Target.MinPsnr} those of one of its files
   */
  public static int gradients(Fitting fitting, Packing packing) {
    int first = first(fitting, packing).steps();
    return first + tuningSteps(fitting, packing, first);
  }

  private static Fitting first(Fitting fitting, Packing packing) {
    return fitting instanceof Effort effort && forLength(packing) ? effort.beginning() : fitting;
  }

  /**
   * Packs a fit that has been made as small as asked for.
   *
   * @param initial the network that it started from
   * @param signal the signal that was fitted
   * @param fit the fit
   * @param fitting how it was made; half as many steps follow through the rounding
   * @param packing how small
   * @param compute kernels and threads
   * @return the encoded signal
   * @throws IllegalArgumentException if the base is of another layout, or the fit diverged
   * @throws org.metasparse.files.InputException if the signal cannot be made that small, or not
   *     that good
   */
  public static EncodedSignal encoded(
      Siren initial, Signal signal, Fit fit, Fitting fitting, Packing packing, Compute compute) {
    return encoded(initial, signal, fit, fitting, packing, compute, FitListener.NONE);
  }

  private static EncodedSignal encoded(
      Siren initial,
      Signal signal,
      Fit fit,
      Fitting fitting,
      Packing packing,
      Compute compute,
      FitListener progress) {
    if (initial.shape().code() > 0 && packing.base() == null) {
      // Alone in a file a network has no code: its biases say what that shifts.
      Siren alone = new Siren(initial.shape(), initial.layout(), fit.theta()).plain();
      Fit same = new Fit(alone.theta(), fit.losses(), fit.learningRate());
      return encoded(alone, signal, same, fitting, packing, compute, progress);
    }
    if (packing.target() instanceof Packing.Target.Floats floats) {
      return told(Packer.floats(initial, signal, fit, floats.bits(), compute), signal, compute);
    }
    Packer packer =
        new Packer(
            initial,
            signal,
            fit,
            tuning(initial, signal, fitting, packing, fit),
            packing,
            compute,
            progress);
    EncodedSignal packed =
        fitting instanceof Effort && forLength(packing) ? packer.packForLength() : packer.pack();
    return told(packed, signal, compute);
  }

  /** The same with the PSNR of what decoding it gives, where files hold no values beyond [0, 1]. */
  private static EncodedSignal told(EncodedSignal encoded, Signal original, Compute compute) {
    float psnr = (float) Psnr.clamped(decode(encoded, compute), original);
    return new EncodedSignal(
        encoded.siren(),
        encoded.kind(),
        encoded.grid(),
        encoded.channels(),
        psnr,
        encoded.storage());
  }

  /**
   * Whether parameters are fitted for the length of their file: then the fit before is but the
   * beginning, since what it takes far from the model has to come back.
   */
  private static boolean forLength(Packing packing) {
    return packing.base() != null;
  }

  /** The steps through the rounding, after a fit of so many. */
  private static int tuningSteps(Fitting fitting, Packing packing, int taken) {
    if (packing.target() instanceof Packing.Target.Floats) {
      return 0;
    }
    if (fitting instanceof Effort effort && forLength(packing)) {
      return effort.seconds() > 0 ? LENGTH_TIMES * taken : fitting.steps() * LENGTH_STEPS / 100;
    }
    return taken / 2;
  }

  private static Protocol tuning(
      Siren initial, Signal signal, Fitting fitting, Packing packing, Fit fit) {
    // As many as were taken: a fit within a time is not counted beforehand.
    int taken = Math.min(fitting.steps(), fit.losses().length);
    int steps = tuningSteps(fitting, packing, taken);
    int samples = fitting.drawn(signal.grid().count(), Effort.enough(initial, signal));
    if (fitting instanceof Protocol protocol) {
      return protocol.withSteps(steps).withSamples(samples);
    }
    double part = forLength(packing) ? lengthTuning(initial, fitting) : TUNING;
    return new Protocol(Protocol.Optimiser.ADAM, steps, part * fit.learningRate(), samples);
  }

  private static double lengthTuning(Siren initial, Fitting fitting) {
    boolean known = fitting instanceof Effort effort && effort.rate() > 0;
    return known && !initial.moves().all() ? LENGTH_TUNING : WHOLE_LENGTH_TUNING;
  }

  /**
   * Decodes at the original's size.
   *
   * @param encoded the encoded signal
   * @param compute kernels and threads
   * @return the signal; its values may lie a little outside [0, 1]
   */
  public static Signal decode(EncodedSignal encoded, Compute compute) {
    return decode(encoded, encoded.grid(), compute);
  }

  /**
   * Decodes at any size.
   *
   * @param encoded the encoded signal
   * @param grid where to evaluate the network
   * @param compute kernels and threads
   * @return the signal; its values may lie a little outside [0, 1]
   */
  public static Signal decode(EncodedSignal encoded, Grid grid, Compute compute) {
    return decode(encoded, grid, compute, n -> {});
  }

  /**
   * Decodes at any size and tells how far it is.
   *
   * @param encoded the encoded signal
   * @param grid where to evaluate the network
   * @param compute kernels and threads
   * @param progress told now and then, by several threads, how many points are done
   * @return the signal; its values may lie a little outside [0, 1]
   */
  public static Signal decode(
      EncodedSignal encoded, Grid grid, Compute compute, IntConsumer progress) {
    return Renderer.render(encoded.siren(), "decoded", encoded.kind(), grid, compute, progress);
  }

  /**
   * Decodes a few slices at a time as they are read, such as rows of an image, so that a signal of
   * any size can be written.
   *
   * @param encoded the encoded signal
   * @param kind what to decode it as: {@code encoded.kind()}, or of another rate
   * @param grid where to evaluate the network
   * @param compute kernels and threads, not to be closed before the last slice is read
   * @param progress told now and then, by several threads, how many points are done
   * @return the signal, for one caller at a time; its values, the same bits as {@link #decode}
   *     gives, may lie a little outside [0, 1]
   * @throws IllegalArgumentException if the grid has another number of axes than the signal
   */
  public static Slices slices(
      EncodedSignal encoded, SignalKind kind, Grid grid, Compute compute, IntConsumer progress) {
    return new Rendering(encoded.siren(), "decoded", kind, grid, compute, progress);
  }
}
