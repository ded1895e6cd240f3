package org.metasparse.siren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.Rng;

/** Initialisation: its intervals, and the same numbers on every machine. */
class SirenInitTest {
  private static final SirenShape SHAPE = new SirenShape(2, 64, 4, 3, 200f);

  private static double bound(int layer) {
    return layer == 0 ? 1.0 / SHAPE.fanIn(0) : Math.sqrt(6.0 / SHAPE.fanIn(layer)) / 200;
  }

  @Test
  void everyLayerFillsItsInterval() {
    Siren siren = SirenInit.random(SHAPE, new Rng(2));
    for (int i = 0; i <= SHAPE.layers(); i++) {
      double bound = bound(i);
      for (String kind : new String[] {"weight.", "bias."}) {
        Block block = siren.layout().block(kind + i);
        double sum = 0;
        double squares = 0;
        for (int j = block.offset(); j < block.offset() + block.size(); j++) {
          double x = siren.theta()[j] / bound;
          // The bound itself is rounded to a float.
          assertTrue(Math.abs(x) <= 1 + 1e-7, block.name() + " holds " + x + " bounds");
          sum += x;
          squares += x * x;
        }
        // Mean 0 and mean square 1/3, within four standard deviations of a sample of this size.
        double n = block.size();
        assertEquals(0, sum / n, 4 * Math.sqrt(1 / (3 * n)), block.name());
        assertEquals(1.0 / 3, squares / n, 4 * Math.sqrt(4 / (45 * n)), block.name());
      }
    }
  }

  @Test
  void theSameBitsOnEveryJvm() {
    SirenShape small = new SirenShape(2, 8, 2, 3, 30f);
    assertEquals(332_124_726L, checksum(SirenInit.random(small, new Rng(1))));
  }

  @Test
  void theStreamGoesOn() {
    Rng rng = new Rng(1);
    float[] first = SirenInit.random(SHAPE, rng).theta();
    float[] second = SirenInit.random(SHAPE, rng).theta();
    int same = 0;
    for (int i = 0; i < first.length; i++) {
      same += first[i] == second[i] ? 1 : 0;
    }
    assertTrue(same < 10, same + " parameters are the same");
    assertEquals(2L * first.length, draws(1, rng.state()), "one number for each parameter");
  }

  /** How many numbers were drawn since a seed. */
  private static long draws(long seed, long state) {
    Rng rng = new Rng(seed);
    long n = 0;
    while (rng.state() != state && n < 1_000_000) {
      rng.nextLong();
      n++;
    }
    return n;
  }

  private static long checksum(Siren siren) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * siren.theta().length);
    for (float x : siren.theta()) {
      bytes.putInt(Float.floatToRawIntBits(x));
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.array());
    return crc.getValue();
  }
}
