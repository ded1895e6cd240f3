package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.files.InputException;
import org.metasparse.format.Base;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.format.Storage;
import org.metasparse.signal.Signal;
import org.metasparse.siren.LatentCode;
import org.metasparse.siren.Moves;
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
        // The mean of the same squares, added in another order.
        assertEquals((float) Psnr.of(loss[0]), read.psnr(), 1e-5f, packing.toString());
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
          assertTrue(encoded.psnr() > psnr - 0.01, encoded.psnr() + " dB after " + psnr);
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

  /** The best that was met is kept, were it the first: here each step makes it worse. */
  @Test
  void tuningNeverHarms() {
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(INITIAL, compute).fit(SIGNAL, PROTOCOL);
      Protocol wild = new Protocol(Protocol.Optimiser.ADAM, 5, 10);
      float rounded =
          Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL.withSteps(0), bits(6, null), compute).psnr();
      float tuned = Codec.encoded(INITIAL, SIGNAL, fit, wild, bits(6, null), compute).psnr();
      assertEquals(rounded, tuned);
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

  private static float largest(Block block, float[] theta) {
    float largest = 0;
    for (int i = block.offset(); i < block.offset() + block.size(); i++) {
      largest = Math.max(largest, Math.abs(theta[i]));
    }
    return largest;
  }

  @Test
  void bitsAreSharedSoThatTheirAverageIsKept() {
    double[] sensitivity = {1, 9, 0.1, 1, 4, 0.01, 1, 1};
    Layout layout = INITIAL.layout();
    float[] theta = INITIAL.theta();
    for (int bits : new int[] {6, 8, 10}) {
      Quantiser quantiser = Quantiser.of(layout, null, theta, sensitivity, bits);
      double sum = 0;
      int count = 0;
      for (int b = 0; b < sensitivity.length; b++) {
        Block block = layout.blocks().get(b);
        float largest = largest(block, theta);
        if (largest > 0) {
          sum += block.size() * Math.log(2 * largest / quantiser.steps().get(b)) / Math.log(2);
          count += block.size();
        }
      }
      // Steps are rounded up, by less than a part of 2^-3: half of that on the average.
      assertEquals(bits - 0.08, sum / count, 0.08);
    }
  }

  /** Coarse as they may be, a block's largest number does not become 0; nor is one too large. */
  @Test
  void levelsReachFromOneToTheMost() {
    double[] sensitivity = {1, 1, 1, 1, 1, 1, 1e-4, 1e-4};
    float[] theta = INITIAL.theta();
    Quantiser coarse = Quantiser.of(INITIAL.layout(), null, theta, sensitivity, 1);
    float[] rounded = coarse.round(theta).theta(INITIAL.layout(), null);
    for (Block block : INITIAL.layout().blocks()) {
      assertEquals(largest(block, theta) > 0, largest(block, rounded) > 0, block.name());
    }
    float[] larger = theta.clone();
    for (int i = 0; i < larger.length; i++) {
      larger[i] *= 1000;
    }
    int[] levels =
        Quantiser.of(INITIAL.layout(), null, theta, sensitivity, 16).round(larger).levels();
    assertEquals(Storage.MOST_LEVEL, Arrays.stream(levels).map(Math::abs).max().orElse(0));
  }

  /** What noise costs, on the average over other signs than those that it is measured with. */
  @Test
  void sensitivityIsWhatNoiseCosts() {
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(INITIAL, compute).fit(SIGNAL, PROTOCOL);
      Layout layout = INITIAL.layout();
      SirenReplay replay = new SirenReplay(INITIAL.shape(), layout, compute);
      double[] sensitivity = Sensitivity.of(replay, on(replay), layout, Moves.ALL, fit.theta());
      double most = Arrays.stream(sensitivity).max().orElse(0);
      Rng rng = new Rng(77);
      double[] loss = new double[1];
      for (int b = 0; b < sensitivity.length; b++) {
        Block block = layout.blocks().get(b);
        float noise = largest(block, fit.theta()) / 512;
        double rise = 0;
        int trials = 20;
        for (int k = 0; k < 2 * trials; k++) {
          float[] theta = fit.theta().clone();
          Rng signs = rng.split(k / 2);
          for (int i = block.offset(); i < block.offset() + block.size(); i++) {
            theta[i] += noise * (signs.nextInt(2) * 2 - 1) * (k % 2 * 2 - 1);
          }
          replay.losses(List.of(replay.job(theta, SIGNAL, null)), loss);
          rise += (loss[0] - fit.mse()) / (2 * trials);
        }
        double expected = rise / ((double) noise * noise * block.size());
        double ratio = sensitivity[b] / Math.max(expected, 1e-4 * most);
        assertTrue(ratio > 1 / 2.5 && ratio < 2.5, block.name() + ": " + ratio);
      }
    }
  }

  /** A network whose last weights are 0 gives its last bias, whatever the others are. */
  @Test
  void noBlockIsTakenForInsensitive() {
    Layout layout = INITIAL.layout();
    float[] theta = INITIAL.theta().clone();
    Block last = layout.block("weight.3");
    Arrays.fill(theta, last.offset(), last.offset() + last.size(), 0);
    Block bias = layout.block("bias.3");
    Arrays.fill(theta, bias.offset(), bias.offset() + bias.size(), 0.5f);
    try (Compute compute = Way.plain().start()) {
      SirenReplay replay = new SirenReplay(INITIAL.shape(), layout, compute);
      double[] loss = new double[1];
      replay.losses(List.of(replay.job(theta, SIGNAL, null)), loss);
      double[] sensitivity = Sensitivity.of(replay, on(replay), layout, Moves.ALL, theta);
      for (int b = 0; b < sensitivity.length - 1; b++) {
        assertEquals(1e-4 / 3, sensitivity[b], 1e-6, "block " + b);
      }
      assertEquals(1 / 3.0, sensitivity[sensitivity.length - 1], 1e-3);
    }
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
        assertTrue(psnr > before - 0.01, psnr + " dB after " + before);
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
      double most = Double.parseDouble(message.replaceAll(".*; ([0-9.]+) dB are the most.*", "$1"));
      Packing possible = new Packing(new Packing.Target.MinPsnr(most), null);
      assertTrue(
          Codec.encoded(INITIAL, SIGNAL, fit, PROTOCOL, possible, compute).psnr() >= most, message);
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

  /** Error and length together: far shorter than rounding alone could make it, and still of use. */
  @Test
  void aDifferenceKeepsItsLength() {
    try (Compute compute = Way.plain().start()) {
      float before = 0;
      for (int bytes : new int[] {200, 400, 800}) {
        Packing packing = new Packing(new Packing.Target.MaxBytes(bytes), BASE);
        List<Integer> told = new java.util.ArrayList<>();
        EncodedSignal encoded =
            Codec.encode(INITIAL, SIGNAL, Effort.FAST, packing, compute, (k, mse) -> told.add(k));
        int length = InrFile.encode(encoded).length;
        assertTrue(length <= bytes && length > 0.6 * bytes, length + " bytes of " + bytes);
        assertTrue(encoded.psnr() > before + 1, encoded.psnr() + " dB after " + before);
        before = encoded.psnr();
        assertEquals(Effort.FAST.steps(), told.get(told.size() - 1));
        // Without the draw: a whole fit, which takes parameters far away, and rounding.
        Fit fit = new Fitter(INITIAL, compute).fit(SIGNAL, Effort.FAST);
        Protocol rounding = PROTOCOL.withSteps(0);
        float rounded = Codec.encoded(INITIAL, SIGNAL, fit, rounding, packing, compute).psnr();
        assertTrue(encoded.psnr() > rounded + 1, encoded.psnr() + " dB, rounded " + rounded);
      }
    }
  }

  /** A rate that is far too high is found out early, and lowered. */
  @Test
  void aRateThatLeadsAway() {
    Packing packing = new Packing(new Packing.Target.MaxBytes(800), BASE);
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(INITIAL, compute).fit(SIGNAL, Effort.FAST.at(5e-3));
      float[] psnr = new float[4];
      for (int k = 0; k < psnr.length; k++) {
        Fit higher = new Fit(fit.theta(), fit.losses(), fit.learningRate() * (1 << k));
        psnr[k] = Codec.encoded(INITIAL, SIGNAL, higher, Effort.NORMAL, packing, compute).psnr();
      }
      String told = Arrays.toString(psnr);
      assertTrue(Math.min(psnr[2], psnr[3]) > psnr[0] - 3, told);
    }
  }

  /** Of a latent code a file holds the numbers alone; by itself it holds the network they make. */
  @Test
  void aLatentCode() {
    Siren coded = LatentCode.give(INITIAL, 40, new Rng(3));
    Base base = new Base("coded", coded);
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(coded, compute).fit(SIGNAL, PROTOCOL);
      for (Packing packing :
          List.of(bits(8, base), new Packing(new Packing.Target.MaxBytes(70), base))) {
        EncodedSignal encoded = Codec.encode(coded, SIGNAL, Effort.FAST, packing, compute);
        byte[] file = InrFile.encode(encoded);
        assertTrue(file.length < 100, file.length + " bytes");
        EncodedSignal read = InrFile.decode("x.inr", file, base);
        assertEquals(encoded.psnr(), Psnr.clamped(Codec.decode(read, compute), SIGNAL), 1e-4);
        int code = coded.theta().length - 40;
        assertArrayEquals(
            Arrays.copyOf(coded.theta(), code), Arrays.copyOf(read.siren().theta(), code));
      }
      for (Packing packing :
          List.of(Packing.NONE, bits(8, null), new Packing(new Packing.Target.Floats(16), null))) {
        EncodedSignal alone = Codec.encode(coded, SIGNAL, Effort.FAST, packing, compute);
        EncodedSignal read = InrFile.decode("x.inr", InrFile.encode(alone));
        assertEquals(INITIAL.shape(), read.siren().shape());
        assertEquals(alone.psnr(), Psnr.clamped(Codec.decode(read, compute), SIGNAL), 1e-4);
        assertTrue(alone.psnr() > Psnr.of(fit.losses()[0]) + 0.5, alone.psnr() + " dB");
      }
      assertEquals(INITIAL.shape(), Codec.encoded(coded, SIGNAL, fit).siren().shape());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncodedSignal(coded, SIGNAL.kind(), SIGNAL.grid(), 3, Float.NaN));
  }

  /** Only a part moves, no byte is spent on the rest, and a reader gets what was told. */
  @Test
  void whatDoesNotMoveCostsNothing() {
    int[] places = IntStream.range(0, INITIAL.theta().length).filter(i -> i % 7 < 2).toArray();
    Siren some = new Siren(INITIAL.shape(), INITIAL.layout(), INITIAL.theta(), new Moves(places));
    Base base = new Base("some", some);
    try (Compute compute = Way.plain().start()) {
      for (Packing packing :
          List.of(
              bits(8, base),
              new Packing(new Packing.Target.MaxBytes(200), base),
              new Packing(new Packing.Target.MinPsnr(17), base))) {
        EncodedSignal encoded = Codec.encode(some, SIGNAL, Effort.FAST, packing, compute);
        byte[] file = InrFile.encode(encoded);
        EncodedSignal read = InrFile.decode("x.inr", file, base);
        assertEquals(encoded.psnr(), Psnr.clamped(Codec.decode(read, compute), SIGNAL), 1e-4);
        float[] theta = read.siren().theta();
        int moved = 0;
        for (int i = 0; i < theta.length; i++) {
          if (Arrays.binarySearch(places, i) < 0) {
            assertEquals(INITIAL.theta()[i], theta[i]);
          } else if (INITIAL.theta()[i] != theta[i]) {
            moved++;
          }
        }
        assertTrue(moved > places.length / 4, moved + " moved of " + places.length);
        assertTrue(file.length < places.length * 10 / 8 + 60, file.length + " bytes");
        assertThrows(
            InputException.class, () -> InrFile.decode("x.inr", file, new Base("all", INITIAL)));
      }
      Storage.Levels all =
          (Storage.Levels)
              Codec.encode(INITIAL, SIGNAL, PROTOCOL, bits(8, BASE), compute).storage();
      IllegalArgumentException thrown =
          assertThrows(
              IllegalArgumentException.class,
              () -> new Storage.Levels(all.steps(), all.levels(), base));
      assertTrue(thrown.getMessage().endsWith("which some fixes"), thrown.getMessage());
    }
  }

  private static Function<float[], Job> on(SirenReplay replay) {
    return theta -> replay.job(theta, SIGNAL, null);
  }

  /** Of large signals points are drawn, for the rounding too; what is told is of all of them. */
  @Test
  void pointsMayBeDrawn() {
    try (Compute compute = Way.plain().start()) {
      for (Packing packing : List.of(bits(8, BASE), bits(8, null))) {
        Effort all = Effort.FAST.withSamples(0);
        Effort drawn = Effort.FAST.withSamples(120);
        float psnr = Codec.encode(INITIAL, SIGNAL, all, packing, compute).psnr();
        EncodedSignal some = Codec.encode(INITIAL, SIGNAL, drawn, packing, compute);
        assertTrue(some.psnr() > psnr - 6, some.psnr() + " of " + psnr);
        double told = Psnr.clamped(Codec.decode(some, compute), SIGNAL);
        assertEquals((float) told, some.psnr());
      }
    }
  }
}
