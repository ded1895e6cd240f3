package org.metasparse.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.metasparse.meta.MetaGradient;
import org.metasparse.train.Scoring;
import org.metasparse.train.Settings;
import org.metasparse.train.Share;
import org.metasparse.train.TrainConfig;

/** What an experiment compares: the paper's six methods, and variants of the first. */
public enum Method {
  /** Algorithm 1 of the paper. */
  META_SPARSE("meta-sparse", "Meta-SparseINR", Kind.PRUNED),
  /** Random weights are pruned instead of the smallest. */
  RANDOM("random", "Random Pruning", Kind.PRUNED),
  /** A narrower dense network is meta-learned. */
  DENSE_NARROW("dense-narrow", "Dense-Narrow", Kind.NARROW),
  /** The dense network is pruned once while it fits. */
  ONE_SHOT("one-shot", "MAML + OneShot", Kind.PRUNED_FIT),
  /** The dense network is pruned again and again while it fits. */
  IMP("imp", "MAML + IMP", Kind.PRUNED_FIT),
  /** A narrower dense network that has learned nothing. */
  SCRATCH("scratch", "Scratch", Kind.SCRATCH),

  /** Meta-SparseINR with the Reptile rule. */
  REPTILE("reptile", "Reptile", Kind.VARIANT),
  /** Meta-SparseINR with first-order MAML, at the inner rate that suits it best. */
  FOMAML("fomaml", "FOMAML", Kind.VARIANT),
  /** Meta-SparseINR with exact MAML, as the paper's own programs learn. */
  PAPER_MAML("paper-maml", "Exact MAML", Kind.VARIANT),
  /** Meta-SparseINR with layer-adaptive magnitudes. */
  LAMP("lamp", "LAMP scores", Kind.PRUNED),
  /** Meta-SparseINR with magnitudes weighted by what the loss depends on. */
  FISHER("fisher", "Fisher scores", Kind.PRUNED),
  /** Meta-SparseINR with survivors rewound to the dense network's values. */
  REWIND("rewind", "Rewinding", Kind.PRUNED),
  /** Meta-SparseINR with Fisher scores and rewinding. */
  FISHER_REWIND("fisher-rewind", "Fisher scores, rewinding", Kind.PRUNED),
  /** All weights stay; what a signal moves is pruned, and the rest learned as what all share. */
  MOVES("moves", "Shared, a part moves", Kind.PRUNED),
  /** All weights are shared; a signal moves a latent code that shifts the sines. */
  LATENT("latent", "Shared, latent code", Kind.CODE),
  /** Meta-SparseINR with the last gradient's weight growing to two thirds. */
  ANNEALED("annealed", "Annealed multi-step", Kind.VARIANT),
  /** Meta-SparseINR with the last gradient left out in the end. */
  EARLY("early", "Early gradients", Kind.VARIANT),
  /** Meta-SparseINR with an inner rate that grows over the first tenth of the dense training. */
  WARM_UP("warm-up", "Warm-up of alpha", Kind.VARIANT),
  /** Meta-SparseINR with an outer rate that falls to a tenth in each round. */
  DECAY("decay", "Decayed outer rate", Kind.VARIANT);

  /** How a method comes by its networks. */
  enum Kind {
    /** Rounds of pruning and retraining that start from the common dense network. */
    PRUNED,
    /** Rounds of pruning and retraining with a dense training of their own. */
    VARIANT,
    /** A dense network trained for each density. */
    NARROW,
    /** A latent code for each density, trained from the common dense network. */
    CODE,
    /** The common dense network, pruned in the fit. */
    PRUNED_FIT,
    /** No training. */
    SCRATCH
  }

  /** The paper's six. */
  public static final List<Method> PAPER =
      List.of(META_SPARSE, RANDOM, DENSE_NARROW, ONE_SHOT, IMP, SCRATCH);

  private static final double FOMAML_RATE = 1e-4;

  private final String id;
  private final String label;
  private final Kind kind;

  Method(String id, String label, Kind kind) {
    this.id = id;
    this.label = label;
    this.kind = kind;
  }

  /** {@return the method's name as users write it, lower case} */
  public String id() {
    return id;
  }

  /** {@return the method's name as the paper writes it, what figures and tables call it} */
  public String label() {
    return label;
  }

  Kind kind() {
    return kind;
  }

  /** The training of the method's network, or of its dense network where it has no other. */
  TrainConfig config(TrainConfig base) {
    double even = 1.0 / (base.meta().innerSteps() + 1);
    return switch (this) {
      case RANDOM -> base.with(Settings.SCORE, Scoring.RANDOM);
      case LAMP -> base.with(Settings.SCORE, Scoring.LAMP);
      case FISHER -> base.with(Settings.SCORE, Scoring.FISHER);
      case REWIND -> base.with(Settings.REWIND, true);
      case FISHER_REWIND -> base.with(Settings.SCORE, Scoring.FISHER).with(Settings.REWIND, true);
      case MOVES -> base.with(Settings.MOVES, true);
      case ANNEALED -> base.with(Settings.LAST, new Share(even, 2.0 / 3));
      case EARLY -> base.with(Settings.LAST, new Share(even, 0));
      case WARM_UP -> base.with(Settings.WARM_UP, base.schedule().denseSteps() / 10);
      case DECAY -> base.with(Settings.DECAY, 0.1);
      case REPTILE -> base.with(Settings.RULE, MetaGradient.REPTILE);
      case PAPER_MAML -> base.with(Settings.RULE, MetaGradient.MAML);
      case FOMAML ->
          base.with(Settings.RULE, MetaGradient.FOMAML).with(Settings.INNER_RATE, FOMAML_RATE);
      default -> base;
    };
  }

  /**
   * Finds methods by their names.
   *
   * @param ids names separated by commas; {@code paper} stands for the paper's six, {@code all} for
   *     all
   * @return the methods, in the order of this enumeration
   * @throws IllegalArgumentException if there is no such method; the message lists them
   */
  public static List<Method> list(String ids) {
    List<String> asked = List.of(ids.split(",", -1));
    for (String one : asked) {
      if (!one.equals("all")
          && !one.equals("paper")
          && Arrays.stream(values()).noneMatch(m -> m.id.equals(one))) {
        throw new IllegalArgumentException(
            "'"
                + one
                + "' is not one of paper, all, "
                + Arrays.stream(values()).map(Method::id).collect(Collectors.joining(", ")));
      }
    }
    return Arrays.stream(values())
        .filter(
            m ->
                asked.contains(m.id)
                    || asked.contains("all")
                    || asked.contains("paper") && PAPER.contains(m))
        .toList();
  }
}
