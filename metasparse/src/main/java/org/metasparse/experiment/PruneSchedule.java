package org.metasparse.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * When a fit prunes, and how much is left: before step {@code steps[i]} all but {@code
 * survivors[i]} of the weights go.
 *
 * @param steps ascending
 * @param survivors descending, one for each
 */
public record PruneSchedule(List<Integer> steps, List<Integer> survivors) {
  /**
   * Checks the order.
   *
   * @param steps when
   * @param survivors how many weights are left
   * @throws IllegalArgumentException if there are not as many steps as survivors, steps descend, or
   *     survivors ascend
   */
  public PruneSchedule {
    steps = List.copyOf(steps);
    survivors = List.copyOf(survivors);
    boolean valid = steps.size() == survivors.size();
    for (int i = 1; valid && i < steps.size(); i++) {
      valid = steps.get(i) >= steps.get(i - 1) && survivors.get(i) <= survivors.get(i - 1);
    }
    if (!valid) {
      throw new IllegalArgumentException("pruning before steps " + steps + " to " + survivors);
    }
  }

  /**
   * The paper's baseline MAML + OneShot: half of the steps dense, one pruning to the target, the
   * other half sparse.
   *
   * @param fitSteps steps of the whole fit
   * @param survivors weights to keep
   * @return the schedule
   */
  public static PruneSchedule oneShot(int fitSteps, int survivors) {
    return new PruneSchedule(List.of(fitSteps / 2), List.of(survivors));
  }

  /**
   * The paper's baseline MAML + IMP (iterative magnitude pruning): prunings spread evenly over the
   * fit, so that {@code k} of them cut it into {@code k + 1} stretches of like length; the last one
   * leaves exactly what is asked for.
   *
   * @param fitSteps steps of the whole fit
   * @param survivors weights left after each pruning, descending
   * @return the schedule
   */
  public static PruneSchedule iterative(int fitSteps, List<Integer> survivors) {
    List<Integer> steps = new ArrayList<>();
    for (int i = 1; i <= survivors.size(); i++) {
      steps.add((int) ((long) fitSteps * i / (survivors.size() + 1)));
    }
    return new PruneSchedule(steps, survivors);
  }
}
