package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.audio.AudioKind;

/** Decibels and protocols: the paper's definitions. */
class PsnrTest {
  private static Fit fit(double... losses) {
    return new Fit(new float[0], losses, 1e-3);
  }

  @Test
  void decibels() {
    assertEquals(0, Psnr.of(1), 0);
    assertEquals(20, Psnr.of(0.01), 1e-12);
    assertEquals(3.0103, Psnr.of(0.5), 1e-5);
    assertEquals(Double.POSITIVE_INFINITY, Psnr.of(0));
    assertEquals(Double.NaN, Psnr.of(Double.NaN));
  }

  /** Neither white nor far from a shape is there more than 1. */
  @Test
  void valuesBeyondTheBoundsAreAtThem() {
    Grid grid = new Grid(List.of(4));
    SignalKind kind = new AudioKind(8000, 16);
    Signal t = new Signal("t", kind, grid, 1, new float[] {1.75f, 1, -0.5f, 0.5f});
    Signal y = new Signal("y", kind, grid, 1, new float[] {1.25f, 3, 0, 0.7f});
    assertEquals(20, Psnr.clamped(y, t), 1e-5);
    Signal less = new Signal("y", kind, grid, 1, new float[] {0.6f, 1, 0, 0.5f});
    assertEquals(Psnr.of(0.04), Psnr.clamped(less, t), 1e-5);
  }

  @Test
  void aFitIsWorthItsLastError() {
    assertEquals(0.001, fit(0.1, 0.01, 0.001).mse());
    assertEquals(30, fit(0.1, 0.01, 0.001).psnr(), 1e-12);
  }

  @Test
  void theMeanIsOfTheRatiosNotOfTheErrors() {
    // The mean error would give 12.97.
    assertEquals(15, Psnr.mean(List.of(fit(0.1), fit(0.01))), 1e-12);
    assertEquals(Double.NaN, Psnr.mean(List.of()));
  }

  @Test
  void thePapersProtocols() {
    assertEquals(new Protocol(Protocol.Optimiser.SGD, 2, 0.01), Protocol.SGD2);
    assertEquals(new Protocol(Protocol.Optimiser.ADAM, 100, 1e-4), Protocol.ADAM100);
    assertEquals(new Protocol(Protocol.Optimiser.ADAM, 7, 1e-4), Protocol.ADAM100.withSteps(7));
  }

  @Test
  void protocolsThatCannotBe() {
    refused(-1, 0.01, "-1 steps at a rate of 0.01: both must be positive");
    refused(1, 0, "1 steps at a rate of 0.0: both must be positive");
    refused(1, Double.NaN, "1 steps at a rate of NaN: both must be positive");
    refused(1, Double.POSITIVE_INFINITY, "1 steps at a rate of Infinity: both must be positive");
  }

  private static void refused(int steps, double rate, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new Protocol(Protocol.Optimiser.SGD, steps, rate))
            .getMessage());
  }
}
