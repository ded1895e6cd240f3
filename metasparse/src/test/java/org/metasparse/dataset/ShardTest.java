package org.metasparse.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  @Test
  void everyNth() {
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6);

    assertEquals(List.of(0, 3, 6), Shard.of("0/3").of(all));
    assertEquals(List.of(2, 5), Shard.of("2/3").of(all));
    assertEquals(all, Shard.WHOLE.of(all));
    assertEquals(List.of(), Shard.of("8/9").of(all));
  }

  @Test
  void shardsAreDisjointAndTogetherTheWhole() {
    for (int size = 0; size < 12; size++) {
      List<Integer> all = IntStream.range(0, size).boxed().toList();
      for (int n = 1; n < 15; n++) {
        List<Integer> union = new ArrayList<>();
        for (int i = 0; i < n; i++) {
          union.addAll(new Shard(i, n).of(all));
        }
        union.sort(null);
        assertEquals(all, union, n + " shards");
      }
    }
  }

  @Test
  void manifestsOfTheirOwn() {
    assertEquals("manifest.jsonl", Shard.of("0/1").manifestName());
    assertEquals("manifest-0-of-8.jsonl", Shard.of("0/8").manifestName());
    assertEquals("manifest-3-of-8.jsonl", Shard.of("3/8").manifestName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "8/8",
        "9/8",
        "0/0",
        "-1/8",
        "1/-8",
        "1/8 ",
        "a/b",
        "1/2/3",
        "9999999999/1"
      })
  void refusals(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Shard.of(text)).getMessage();
    assertTrue(message.contains("i/n with i from 0 to n - 1"), message);
  }
}
