package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.Compute;
import org.metasparse.format.Base;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.format.Storage;
import org.metasparse.signal.InputException;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Pictures;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.Sirens;
import org.metasparse.siren.Way;

/** Signals that are encoded small. */
class PackingTest {
  private static final Siren INITIAL = Sirens.pruned(new SirenShape(2, 20, 3, 3, 30f), 0.5, 6);
  private static final Signal SIGNAL = Pictures.of(21, 17, 3, 13);
  private static final Protocol PROTOCOL = new Protocol(Protocol.Optimiser.ADAM, 60, 2e-3);
  private static final Base BASE = new Base("model@1", INITIAL);

  private static Packing bits(double bits, Base base) {
    return new Packing(new Packing.Target.Bits(bits), base);
  }

  private static EncodedSignal encode(Packing packing, Compute compute) {
    return Codec.encode(INITIAL, SIGNAL, PROTOCOL, packing, compute);
  }

  /** What is told is what a reader of the file gets, to the last bit. */
  @Test
  void theToldQualityIsThatOfTheFile() {
    List<Packing> all =
        List.of(
            Packing.NONE,
            new Packing(new Packing.Target.Floats(16), null),
            bits(8, null),
            bits(5, BASE),
            new Packing(new Packing.Target.MaxBytes(900), null),
            new Packing(new Packing.Target.MinPsnr(25), BASE));
    try (Compute compute = Way.plain().start()) {
      for (Packing packing : all) {
        EncodedSignal encoded = encode(packing, compute);
        EncodedSignal read = InrFile.decode("x.inr", InrFile.encode(encoded), BASE);
        SirenReplay replay = new SirenReplay(INITIAL.shape(), INITIAL.layout(), compute);
        double[] loss = new double[1];
        replay.losses(List.of(replay.job(read.siren().theta(), SIGNAL, null)), loss);
        assertEquals((float) Psnr.of(loss[0]), read.psnr(), packing.toString());
      }
    }
  }

  @Test
  void theSameFileInEveryWay() {
    byte[] expected = null;
    List<Way> ways = new java.util.ArrayList<>(Way.others());
    ways.add(0, Way.plain());
    for (Way way : ways) {
      try (Compute compute = way.start()) {
        byte[] file = InrFile.encode(encode(bits(6, null), compute));
        expected = expected == null ? file : expected;
        assertArrayEquals(expected, file, way.toString());
      }
    }
  }

  @Test
  void moreBitsAreLargerAndBetterAndEightLoseLittle() {
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(INITIAL, compute).fit(SIGNAL, PROTOCOL);
      int floats = InrFile.encode(Codec.encoded(INITIAL, SIGNAL, fit)).length;
      for (Base base : new Base[] {null, BASE}) {
        int length = 0;
        float psnr = 0;
        for (int bits : new int[] {4, 8, 12}) {
          Packing packing = bits(bits, base);
          Protocol untuned = PROTOCOL.withSteps(0);
          EncodedSignal encoded = Codec.encoded(INITIAL, SIGNAL, fit, untuned, packing, compute);
          int bytes = InrFile.encode(encoded).length;
          assertTrue(bytes > length, bytes + " bytes after " + length);
          assertTrue(encoded.psnr() > psnr, encoded.psnr() + " dB after " + psnr);
          if (bits == 8) {
            assertTrue(bytes < 0.4 * floats, bytes + " bytes of " + floats);
            EncodedSignal tuned = Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL, packing, compute);
            assertTrue(tuned.psnr() > fit.psnr() - 0.3, tuned.psnr() + " dB of " + fit.psnr());
          }
          length = bytes;
          psnr = encoded.psnr();
        }
      }
    }
  }

  @Test
  void tuningThroughTheRoundingHelps() {
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(INITIAL, compute).fit(SIGNAL, PROTOCOL);
      float rounded =
          Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL.withSteps(0), bits(5, null), compute).psnr();
      float tuned = Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL, bits(5, null), compute).psnr();
      assertTrue(tuned > rounded + 1, rounded + " dB, then " + tuned);
    }
  }

  /** Rounding moves no parameter by more than half a step, unless it is beyond all levels. */
  @Test
  void levelsAreTheNearest() {
    double[] sensitivity = {1, 9, 0.1, 1, 4, 1e-4, 1, 1};
    for (Base base : new Base[] {null, new Base("", Sirens.pruned(INITIAL.shape(), 0.5, 6))}) {
      float[] theta = INITIAL.theta().clone();
      for (int i = 0; base != null && i < theta.length; i++) {
        theta[i] += 0.01f * (i % 7 - 3);
      }
      for (double bits : new double[] {1, 4, 8, 16}) {
        Quantiser quantiser = Quantiser.of(INITIAL.layout(), base, theta, sensitivity, bits);
        Storage.Levels levels = quantiser.round(theta);
        float[] rounded = levels.theta(INITIAL.layout(), null);
        for (int b = 0; b < sensitivity.length; b++) {
          Block block = INITIAL.layout().blocks().get(b);
          float step = levels.steps().get(b);
          for (int i = block.offset(); i < block.offset() + block.size(); i++) {
            float off = Math.abs(rounded[i] - theta[i]);
            assertTrue(off <= 0.5f * step + Math.ulp(theta[i]), off + " of step " + step);
          }
        }
      }
    }
  }

  @Test
  void sensitiveBlocksGetFinerSteps() {
    double[] sensitivity = {4, 1, 1, 1, 1, 1, 1, 1};
    Quantiser quantiser = Quantiser.of(INITIAL.layout(), null, INITIAL.theta(), sensitivity, 8);
    assertEquals(0.5, quantiser.steps().get(0) / quantiser.steps().get(1), 0.01);
    assertEquals(1, quantiser.steps().get(2) / quantiser.steps().get(4), 0.01);
  }

  @Test
  void aLengthIsKept() {
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(INITIAL, compute).fit(SIGNAL, PROTOCOL);
      float before = 0;
      for (int bytes : new int[] {700, 1000, 100_000}) {
        Packing packing = new Packing(new Packing.Target.MaxBytes(bytes), null);
        EncodedSignal encoded = Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL, packing, compute);
        int length = InrFile.encode(encoded).length;
        assertTrue(length <= bytes, length + " bytes of " + bytes);
        assertTrue(bytes > 2000 || length > 0.97 * bytes, length + " bytes of " + bytes);
        float psnr =
            Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL.withSteps(0), packing, compute).psnr();
        assertTrue(psnr > before, psnr + " dB after " + before);
        before = psnr;
      }
      Packing tiny = new Packing(new Packing.Target.MaxBytes(100), null);
      String message =
          assertThrows(
                  InputException.class,
                  () -> Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL, tiny, compute))
              .getMessage();
      assertTrue(message.contains("in 100 bytes"), message);
      int least = Integer.parseInt(message.replaceAll(".*; ([0-9]+) are the least.*", "$1"));
      Packing possible = new Packing(new Packing.Target.MaxBytes(least), null);
      EncodedSignal encoded = Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL, possible, compute);
      assertTrue(InrFile.encode(encoded).length <= least);
    }
  }

  @Test
  void aQualityIsReached() {
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(INITIAL, compute).fit(SIGNAL, PROTOCOL);
      int length = 0;
      for (double psnr : new double[] {15, 20, 25}) {
        Packing packing = new Packing(new Packing.Target.MinPsnr(psnr), null);
        EncodedSignal encoded = Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL, packing, compute);
        assertTrue(encoded.psnr() >= psnr, encoded.psnr() + " dB of " + psnr);
        int bytes = InrFile.encode(encoded).length;
        assertTrue(bytes > length, bytes + " bytes after " + length);
        length = bytes;
      }
      Packing packing = new Packing(new Packing.Target.MinPsnr(90), null);
      String message =
          assertThrows(
                  InputException.class,
                  () -> Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL, packing, compute))
              .getMessage();
      assertTrue(message.contains("at 90.00 dB"), message);
    }
  }

  @Test
  void packingsThatCannotBeAreNotMade() {
    assertThrows(IllegalArgumentException.class, () -> bits(0.5, null));
    assertThrows(IllegalArgumentException.class, () -> bits(17, null));
    assertThrows(IllegalArgumentException.class, () -> bits(Double.NaN, null));
    assertThrows(IllegalArgumentException.class, () -> new Packing.Target.Floats(8));
    assertThrows(
        IllegalArgumentException.class, () -> new Packing(new Packing.Target.Floats(16), BASE));
  }
}
