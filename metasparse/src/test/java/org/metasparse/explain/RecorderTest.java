package org.metasparse.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Evaluation;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Replay;
import org.metasparse.autodiff.Samples;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruned;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.SirenTape;

/** What is recorded for a pixel is what a replay of that pixel computes, bit for bit. */
class RecorderTest {
  private static final float[] X = {0.25f, -0.75f};
  private static final float[] T = {0.9f, 0.1f, 0.4f};

  private static Siren dense() {
    return SirenInit.random(new SirenShape(2, 20, 3, 3, 30f), new Rng(3));
  }

  private static Siren sparse() {
    Siren dense = dense();
    Pruned pruned = MagnitudePruning.prune(dense.layout(), dense.theta(), 0.7);
    return new Siren(dense.shape(), pruned.layout(), pruned.shrink(dense.theta()));
  }

  private static List<Siren> sirens() {
    return List.of(dense(), sparse());
  }

  @Test
  void lossAndGradientAreThoseOfAReplay() {
    for (Siren siren : sirens()) {
      Recording recording = Recorder.of(siren).record(siren.theta(), X, T);
      SirenTape tape = SirenTape.record(siren.shape(), siren.layout());
      float[] gradient = new float[siren.theta().length];
      double[] loss = new double[1];
      try (Compute compute = Compute.start(1)) {
        List<Samples> pixel = List.of(Samples.of(2, 1, X), Samples.of(3, 1, T));
        new Replay(tape.tape(), tape.loss(), siren.layout(), compute)
            .gradients(List.of(new Job(siren.theta(), pixel, gradient)), loss);
      }
      assertEquals((float) loss[0], recording.loss());
      assertArrayEquals(gradient, recording.gradient());
    }
  }

  @Test
  void valuesAreThoseOfAnEvaluationOfEachNode() {
    for (Siren siren : sirens()) {
      Recording recording = Recorder.of(siren).record(siren.theta(), X, T);
      SirenTape tape = SirenTape.record(siren.shape(), siren.layout());
      try (Compute compute = Compute.start(1)) {
        for (Node node : tape.tape().nodes()) {
          float[] value =
              new Evaluation(tape.tape(), node, compute)
                  .run(siren.theta(), List.of(Samples.of(2, 1, X), Samples.of(3, 1, T)));
          assertArrayEquals(value, recording.value(node.index()), node.name());
        }
      }
    }
  }

  /** db = dz, and dW = dz h' at the entries that exist. */
  @Test
  void adjointsExplainTheGradient() {
    for (Siren siren : sirens()) {
      Recording recording = Recorder.of(siren).record(siren.theta(), X, T);
      int linear = 0;
      for (Recording.Step step : recording.steps()) {
        Node node = step.node();
        if (node.operation() == null) {
          assertEquals(0, step.adjoint().length, node.name());
          continue;
        }
        assertEquals(node.rows(), step.adjoint().length, node.name());
        if (node.operation().parameters().isEmpty()) {
          continue;
        }
        assertArrayEquals(recording.gradient("bias." + linear), step.adjoint(), 1e-30f);
        float[] h = recording.value(node.operation().inputs().get(0).index());
        Block weight = siren.layout().block("weight." + linear);
        float[] dw = recording.gradient(weight.name());
        int j = 0;
        for (int r = 0; r < weight.rows(); r++) {
          for (int c = 0; c < weight.cols(); c++) {
            if (exists(weight, r, c)) {
              assertEquals(step.adjoint()[r] * h[c], dw[j++], Math.abs(dw[j - 1]) * 1e-6f);
            }
          }
        }
        assertEquals(dw.length, j);
        linear++;
      }
      assertEquals(4, linear);
    }
  }

  private static boolean exists(Block weight, int row, int column) {
    if (weight.pattern() == null) {
      return true;
    }
    int[] starts = weight.pattern().rowStart();
    for (int j = starts[row]; j < starts[row + 1]; j++) {
      if (weight.pattern().column()[j] == column) {
        return true;
      }
    }
    return false;
  }

  /** Recording again forgets nothing and mixes nothing up. */
  @Test
  void recordsOneAfterTheOther() {
    Siren siren = sparse();
    Recorder recorder = Recorder.of(siren);
    Recording first = recorder.record(siren.theta(), X, T);
    float[] gradient = first.gradient().clone();
    recorder.record(siren.theta(), new float[] {-1f, 1f}, T);

    assertArrayEquals(gradient, first.gradient());
    assertArrayEquals(gradient, recorder.record(siren.theta(), X, T).gradient());
  }

  @Test
  void refusesWhatDoesNotFit() {
    Siren siren = dense();
    Recorder recorder = Recorder.of(siren);
    assertThrows(
        IllegalArgumentException.class, () -> recorder.record(siren.theta(), X, new float[2]));
    assertThrows(IllegalArgumentException.class, () -> recorder.record(siren.theta(), X));
    assertThrows(IllegalArgumentException.class, () -> recorder.record(new float[3], X, T));
  }

  @Test
  void printsANodeALine() {
    Siren siren = dense();
    String text = Recorder.of(siren).record(siren.theta(), X, T).toString();
    assertEquals(10, text.lines().count(), text);
    assertTrue(text.contains("coordinates") && text.contains("0.2500 -0.7500"), text);
  }
}
