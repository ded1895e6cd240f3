package org.metasparse.format;

import java.io.Serializable;
import java.util.Objects;
import org.metasparse.autodiff.Block;
import org.metasparse.siren.Siren;

/**
 * Everything that a run needs to go on as if it had not been stopped.
 *
 * @param siren the network: shape, layout with its patterns, parameters
 * @param round the round of pruning: 0 for the dense network
 * @param step outer steps done within the round
 * @param firstMoment the outer Adam's first moments, of the network's layout; not copied; null if
 *     nothing goes on from here, as at the end of a finished round
 * @param secondMoment its second moments, likewise; null exactly if the first are
 * @param adamSteps steps that Adam has made, which its bias correction counts
 * @param rngState where the run's random generator stands
 * @param configuration the run's configuration, a JSON text that is kept as it is
 * @param fitRate the learning rate that fits from this network begin with, found on training
 *     signals; 0 if it is not known
 * @param own what the training signals have of their own, where a network learns what they share;
 *     null where they have nothing, or nothing goes on from here
 */
public record Checkpoint(
    Siren siren,
    int round,
    long step,
    float[] firstMoment,
    float[] secondMoment,
    long adamSteps,
    long rngState,
    String configuration,
    double fitRate,
    Own own)
    implements Serializable {
  /**
   * Checks sizes.
   *
   * @param siren the network
   * @param round the round of pruning
   * @param step outer steps done within the round
   * @param firstMoment the outer Adam's first moments
   * @param secondMoment its second moments
   * @param adamSteps steps that Adam has made
   * @param rngState where the run's random generator stands
   * @param configuration the run's configuration
   * @param fitRate the learning rate of fits; 0 if it is not known
   * @param own what the training signals have of their own; may be null
   * @throws IllegalArgumentException if a number is negative, moments are not of the network's
   *     layout, only one of them is there, a bias is pruned, or signals have values of their own
   *     for another number of parameters than move
   */
  public Checkpoint {
    Objects.requireNonNull(configuration, "configuration");
    if (round < 0 || step < 0 || adamSteps < 0) {
      throw new IllegalArgumentException(
          "round " + round + ", step " + step + ", Adam step " + adamSteps + " must be at least 0");
    }
    if ((firstMoment == null) != (secondMoment == null)) {
      throw new IllegalArgumentException("both moments must be there, or neither");
    }
    if (!(fitRate >= 0 && fitRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a fit's rate of " + fitRate + " must be at least 0");
    }
    int size = siren.layout().size();
    if (firstMoment != null && (firstMoment.length != size || secondMoment.length != size)) {
      throw new IllegalArgumentException(
          firstMoment.length
              + " and "
              + secondMoment.length
              + " moments for "
              + size
              + " parameters");
    }
    if (own != null && own.moved() != siren.moves().count(size)) {
      throw new IllegalArgumentException(
          "signals have "
              + own.moved()
              + " values of their own; "
              + siren.moves().count(size)
              + " parameters move");
    }
    checkBiases(siren);
  }

  /**
   * A checkpoint whose rate for fits is not known.
   *
   * @param siren the network
   * @param round the round of pruning
   * @param step outer steps done within the round
   * @param firstMoment the outer Adam's first moments
   * @param secondMoment its second moments
   * @param adamSteps steps that Adam has made
   * @param rngState where the run's random generator stands
   * @param configuration the run's configuration
   * @throws IllegalArgumentException as the canonical constructor
   */
  public Checkpoint(
      Siren siren,
      int round,
      long step,
      float[] firstMoment,
      float[] secondMoment,
      long adamSteps,
      long rngState,
      String configuration) {
    this(
        siren, round, step, firstMoment, secondMoment, adamSteps, rngState, configuration, 0, null);
  }

  /**
   * {@return the same with a rate for fits}
   *
   * @param rate the rate; 0 if it is not known
   */
  public Checkpoint withFitRate(double rate) {
    return with(rate, own);
  }

  /**
   * {@return the same with what training signals have of their own}
   *
   * @param other what they have; null for nothing
   * @throws IllegalArgumentException if it is of another number of parameters than move
   */
  public Checkpoint withOwn(Own other) {
    return with(fitRate, other);
  }

  private Checkpoint with(double rate, Own other) {
    return new Checkpoint(
        siren,
        round,
        step,
        firstMoment,
        secondMoment,
        adamSteps,
        rngState,
        configuration,
        rate,
        other);
  }

  /** The formats here store biases as they are: the algorithm never prunes them. */
  static void checkBiases(Siren siren) {
    for (Block block : siren.layout().blocks()) {
      if (block.kind() == Block.Kind.BIAS && block.pattern() != null) {
        throw new IllegalArgumentException(
            block.name() + " has a pattern; biases are never pruned");
      }
    }
  }

  /** {@return what is written instead: its file's bytes} */
  private Object writeReplace() {
    return new CheckpointForm(CheckpointFile.encode(this));
  }
}
