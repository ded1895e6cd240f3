package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Compute;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.meta.DivergedException;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Bits;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;
import org.metasparse.siren.Way;

/** A signal's way into a network, through a file and back. */
class CodecTest {
  private static final Siren INITIAL = Sirens.pruned(new SirenShape(2, 20, 3, 3, 30f), 0.5, 6);
  private static final Signal SIGNAL = Pictures.of(21, 17, 3, 13);
  private static final Protocol PROTOCOL = new Protocol(Protocol.Optimiser.ADAM, 60, 2e-3);

  @Test
  void thereAndBack() {
    try (Compute compute = Way.plain().start()) {
      EncodedSignal encoded = Codec.encode(INITIAL, SIGNAL, PROTOCOL, compute);
      assertEquals(SIGNAL.grid(), encoded.grid());
      assertEquals(INITIAL.layout(), encoded.siren().layout());
      assertTrue(encoded.psnr() > 20, "psnr " + encoded.psnr());

      byte[] file = InrFile.encode(encoded);
      Signal decoded = Codec.decode(InrFile.decode("x.inr", file), compute);
      assertEquals(SIGNAL.grid(), decoded.grid());
      double sum = 0;
      for (int i = 0; i < decoded.values().length; i++) {
        double d = Math.max(0, Math.min(1, decoded.values()[i])) - SIGNAL.values()[i];
        sum += d * d;
      }
      // A float has a little less than seven digits of the decibels.
      assertEquals(Psnr.of(sum / decoded.values().length), encoded.psnr(), 1e-5);
    }
  }

  /** What is told is the PSNR of the picture that is written, in which nothing is beyond white. */
  @Test
  void outputsBeyondWhiteAreNoError() {
    float[] values = new float[3 * 24 * 20];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 20 % 24 < 12 ? 1 : 0;
    }
    Signal flat = ImageKind.image("flat", Grid.ofImage(24, 20), 3, values);
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(INITIAL, compute).fit(flat, PROTOCOL);
      EncodedSignal encoded = Codec.encode(INITIAL, flat, PROTOCOL, compute);
      Signal decoded = Codec.decode(encoded, compute);
      double sum = 0;
      int beyond = 0;
      for (int i = 0; i < values.length; i++) {
        float y = decoded.values()[i];
        beyond += y < 0 || y > 1 ? 1 : 0;
        sum += Math.pow(Math.max(0, Math.min(1, y)) - values[i], 2);
      }
      assertTrue(beyond > values.length / 10, beyond + " values beyond black and white");
      assertEquals(Psnr.of(sum / values.length), encoded.psnr(), 1e-5);
      assertTrue(encoded.psnr() > fit.psnr() + 0.5, fit.psnr() + " and " + encoded.psnr());
      assertEquals(Psnr.clamped(decoded, flat), encoded.psnr(), 1e-5);
    }
  }

  /** What guides an encoding looks at some points of a large picture; what is told, at all. */
  @Test
  void ofALargePictureAllIsTold() {
    Signal large = Pictures.of(272, 256, 3, 13);
    try (Compute compute = Way.plain().start()) {
      Fitter fitter = new Fitter(INITIAL, compute);
      Fit fit = fitter.fit(large, Effort.FAST);
      Fit some = fitter.beginning(large, Effort.FAST, FitListener.NONE);
      Signal fitted = Codec.decode(Codec.encoded(INITIAL, large, fit), compute);
      assertArrayEquals(fit.theta(), some.theta());
      assertEquals(Psnr.clamped(fitted, large), fit.psnr(), 1e-5);
      assertEquals(fit.psnr(), some.psnr(), 0.05);
      assertTrue(fit.psnr() != some.psnr(), "both looked at all: " + fit.psnr());

      // Of an effort that looks at all in each step the errors on the way and the last compare.
      Effort all = Effort.plain("few", 8, 0.6, 1).withSamples(0);
      assertArrayEquals(
          fitter.fit(large, all).losses(), fitter.beginning(large, all, FitListener.NONE).losses());

      Packing.Target[] targets = {
        new Packing.Target.Bits(6),
        new Packing.Target.MaxBytes(700),
        new Packing.Target.MinPsnr(fit.psnr() - 3)
      };
      for (Packing.Target target : targets) {
        Packing packing = new Packing(target, null);
        EncodedSignal encoded = Codec.encode(INITIAL, large, Effort.FAST, packing, compute);
        double told = Psnr.clamped(Codec.decode(encoded, compute), large);
        assertEquals(told, encoded.psnr(), 1e-5, target.toString());
        assertTrue(
            !(target instanceof Packing.Target.MinPsnr least) || told >= least.decibels(),
            told + " dB for " + target);
      }
    }
  }

  @Test
  void theSameFileAndPictureInEveryWay() {
    byte[] file;
    Signal decoded;
    try (Compute compute = Way.plain().start()) {
      EncodedSignal encoded = Codec.encode(INITIAL, SIGNAL, PROTOCOL, compute);
      file = InrFile.encode(encoded);
      decoded = Codec.decode(encoded, Grid.ofImage(100, 90), compute);
    }
    for (Way way : Way.others()) {
      try (Compute compute = way.start()) {
        EncodedSignal encoded = Codec.encode(INITIAL, SIGNAL, PROTOCOL, compute);
        assertArrayEquals(file, InrFile.encode(encoded), way.toString());
        Bits.same(
            decoded.values(),
            Codec.decode(encoded, Grid.ofImage(100, 90), compute).values(),
            way.toString());
      }
    }
  }

  /** A grid of 2 n - 1 points has every point of one of n, and there the same values. */
  @Test
  void aFinerGridPassesThroughTheOriginalsPoints() {
    try (Compute compute = Way.plain().start()) {
      EncodedSignal encoded = Codec.encode(INITIAL, SIGNAL, PROTOCOL, compute);
      float[] coarse = Codec.decode(encoded, compute).values();
      float[] fine = Codec.decode(encoded, Grid.ofImage(41, 33), compute).values();
      float[] every = new float[coarse.length];
      for (int i = 0; i < every.length; i++) {
        int c = i / (21 * 17);
        int row = i / 17 % 21;
        int col = i % 17;
        every[i] = fine[(c * 41 + 2 * row) * 33 + 2 * col];
      }
      Bits.same(coarse, every, "every other point of every other row");
    }
  }

  @Test
  void progressOfDecodingEndsAtTheLastPoint() {
    Set<Integer> told = Collections.synchronizedSet(new HashSet<>());
    Grid grid = Grid.ofImage(70, 130);
    try (Compute compute = Way.others().get(1).start()) {
      EncodedSignal encoded =
          new EncodedSignal(INITIAL, ImageKind.EIGHT_BITS, SIGNAL.grid(), 3, 20f);
      Codec.decode(encoded, grid, compute, told::add);
    }
    assertEquals(grid.count(), Collections.max(told));
    assertTrue(told.size() > 1);
  }

  @Test
  void refusals() {
    try (Compute compute = Way.plain().start()) {
      Protocol wild = new Protocol(Protocol.Optimiser.SGD, 3, 1e30);
      String message =
          assertThrows(DivergedException.class, () -> Codec.encode(INITIAL, SIGNAL, wild, compute))
              .getMessage();
      assertEquals(
          SIGNAL.name() + ": the fit diverged at a rate of 1.0E30; give a smaller rate", message);
      EncodedSignal encoded =
          new EncodedSignal(INITIAL, ImageKind.EIGHT_BITS, SIGNAL.grid(), 3, 20f);
      assertEquals(
          "a grid of 1 axes for a network of 2 -> 20 x 3 -> 3, omega 30.0",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> Codec.decode(encoded, new Grid(List.of(5)), compute))
              .getMessage());
    }
  }
}
