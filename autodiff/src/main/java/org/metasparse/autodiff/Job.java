package org.metasparse.autodiff;

import java.util.List;

/**
 * One evaluation of a tape's objective: parameters, inputs, and where the gradient goes.
 *
 * @param theta the parameters; read
 * @param inputs for each input of the tape, in order of recording, its samples; all of the same
 *     number of pixels
 * @param gradient receives {@code dL/dtheta}; overwritten; may be null where only the loss is
 *     wanted
 */
public record Job(float[] theta, List<Samples> inputs, float[] gradient) {
  /**
   * Checks that all inputs have the same number of pixels.
   *
   * @throws IllegalArgumentException if they do not
   */
  public Job {
    inputs = List.copyOf(inputs);
    for (Samples samples : inputs) {
      if (samples.count() != inputs.get(0).count()) {
        throw new IllegalArgumentException(
            "inputs of " + inputs.get(0).count() + " and " + samples.count() + " pixels");
      }
    }
  }

  int pixels() {
    return inputs.get(0).count();
  }
}
