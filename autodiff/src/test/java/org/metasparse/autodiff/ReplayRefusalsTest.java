package org.metasparse.autodiff;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Compute;

/** What does not fit is refused before anything is computed. */
class ReplayRefusalsTest {
  private static final int SIZE = EveryOperation.LAYOUT.size();

  private final Compute compute = Way.plain().start();
  private final EveryOperation network = EveryOperation.on(5, 51);
  private final Replay replay = network.replay(compute);
  private final List<Samples> samples = network.twin().samples();

  @AfterEach
  void close() {
    compute.close();
  }

  private void refused(String message, Job job) {
    Refusal.of(message, () -> replay.gradients(List.of(job), new double[1]));
  }

  @Test
  void anObjectiveOfSeveralRows() {
    Node two = network.twin().tape().input("two", 2);
    Refusal.of(
        "two[2] cannot be an objective: one row, on this tape, is needed",
        () -> new Replay(network.twin().tape(), two, EveryOperation.LAYOUT, compute));
  }

  @Test
  void anObjectiveOfAnotherTape() {
    Node other = new Tape().input("other", 1);
    Refusal.of(
        "other[1] cannot be an objective: one row, on this tape, is needed",
        () -> new Replay(network.twin().tape(), other, EveryOperation.LAYOUT, compute));
  }

  @Test
  void arraysOfAnotherLength() {
    String message = "parameters and gradient must have " + SIZE + " floats, as the layout";
    refused(message, new Job(new float[SIZE - 1], samples, new float[SIZE]));
    refused(message, new Job(new float[SIZE], samples, new float[SIZE + 1]));
    refused(message, new Job(new float[SIZE], samples, null));
    Job longer = new Job(new float[SIZE + 1], samples, null);
    Refusal.of(message, () -> replay.losses(List.of(longer), new double[1]));
  }

  @Test
  void aWrongJobAmongRightOnes() {
    Job right = network.job();
    Job wrong = new Job(new float[1], samples, new float[SIZE]);
    Refusal.of(
        "parameters and gradient must have " + SIZE + " floats, as the layout",
        () -> replay.gradients(List.of(right, wrong), new double[2]));
    Bits.same(new float[SIZE], right.gradient(), "nothing was computed");
  }

  @Test
  void inputsThatTheTapeDoesNotHave() {
    Samples x = samples.get(0);
    float[] theta = new float[SIZE];
    refused("1 inputs for a tape with [x[2], t[3]]", new Job(theta, List.of(x), new float[SIZE]));
    refused("2 features given for t[3]", new Job(theta, List.of(x, x), new float[SIZE]));
  }
}
