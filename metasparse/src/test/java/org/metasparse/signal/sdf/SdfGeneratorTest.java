package org.metasparse.signal.sdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.metasparse.signal.Signal;

class SdfGeneratorTest {
  private static float[] values(long seed, int index) {
    return new SdfGenerator(seed).field(index, 9).values();
  }

  @Test
  void fieldsDependOnSeedAndIndexOnly() {
    List<Signal> from0 = SdfGenerator.list(5, 0, 12, 9);
    List<Signal> from7 = SdfGenerator.list(5, 7, 3, 9);

    assertEquals(12, from0.size());
    assertEquals("sdf-000007", from7.get(0).name());
    assertEquals(List.of(9, 9), from7.get(0).grid().sizes());
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(from0.get(7 + i).values(), from7.get(i).values());
      assertArrayEquals(values(5, 7 + i), from7.get(i).values());
    }
    assertThrows(IndexOutOfBoundsException.class, () -> from7.get(3));
    assertThrows(IllegalArgumentException.class, () -> SdfGenerator.list(5, -1, 3, 9));
    assertThrows(IllegalArgumentException.class, () -> SdfGenerator.list(5, 0, 3, 0));
    assertThrows(IllegalArgumentException.class, () -> new SdfGenerator(5).shape(-1));
  }

  @Test
  void seedsHaveNoFieldInCommonNorHasOneSeedAFieldTwice() {
    Set<String> seen = new HashSet<>();
    for (long seed : new long[] {0, 1, 2, -1, Long.MIN_VALUE}) {
      for (int i = 0; i < 300; i++) {
        assertTrue(seen.add(Arrays.toString(values(seed, i))), "seed " + seed + ", field " + i);
      }
    }
  }

  @Test
  void theBitsAreTheSameOnEveryJvm() {
    CRC32C crc = new CRC32C();
    for (Signal field : SdfGenerator.list(1, 0, 40, 33)) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * field.values().length);
      bytes.asFloatBuffer().put(field.values());
      crc.update(bytes);
    }
    // As drawn by version 1. Whoever changes what is drawn must change the version, too.
    assertEquals(1, SdfGenerator.VERSION);
    assertEquals("2582ccea", Long.toHexString(crc.getValue()));
  }

  @Test
  void shapesLieMostlyWithinTheImageAndDiffer() {
    int several = 0;
    Set<Class<?>> kinds = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Shape2D shape = new SdfGenerator(1).shape(i);
      List<Shape2D> members = BruteForce.members(shape);
      several += members.size() > 1 ? 1 : 0;
      members.forEach(member -> kinds.add(member.getClass()));
      assertNotEquals(0, shape.boundary().size());
      float least = 1;
      float most = 0;
      for (float value : DistanceField.of(shape).sample("it", 21).values()) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      assertTrue(least < 0.5f && least > 0 && most > 0.6f && most < 1.4f, least + " " + most);
    }
    assertTrue(several > 120 && several < 180, several + " of several members");
    assertEquals(Set.of(Circle.class, Polygon.class, Rounded.class), kinds);
  }
}
