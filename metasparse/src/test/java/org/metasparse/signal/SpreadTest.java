package org.metasparse.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Some of many. */
class SpreadTest {
  @Test
  void evenly() {
    List<Integer> all = IntStream.range(0, 10).boxed().toList();
    assertEquals(List.of(), Spread.of(all, 0));
    assertEquals(List.of(0), Spread.of(all, 1));
    assertEquals(List.of(0, 3, 6), Spread.of(all, 3));
    assertEquals(all, Spread.of(all, 10));
    assertEquals(all, Spread.of(all, 11));
    assertThrows(IllegalArgumentException.class, () -> Spread.of(all, -1));
  }
}
