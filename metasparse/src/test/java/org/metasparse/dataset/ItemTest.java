package org.metasparse.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metasparse.files.InputException;

class ItemTest {
  @ParameterizedTest
  @CsvSource({
    "a.png, a.inr",
    "a.b.png, a.b.inr",
    "a, a.inr",
    "class/a.jpeg, class/a.inr",
    "v1.2/a, v1.2/a.inr",
    "class/.png, class/.png.inr",
    ".png, .png.inr"
  })
  void targetNames(String name, String target) {
    assertEquals(target, Item.targetName(name));
  }

  @Test
  void subFoldersAreKept() {
    Path data = Path.of("data");
    Path out = Path.of("out");

    List<Item> items = Item.of(data, List.of("a.png", "x/a.png", "y/a.jpg"), out);

    assertEquals(
        List.of(out.resolve("a.inr"), out.resolve("x/a.inr"), out.resolve("y/a.inr")),
        items.stream().map(Item::target).toList());
    assertEquals(data.resolve("y/a.jpg"), items.get(2).source());
    assertEquals("y/a.jpg", items.get(2).name());
  }

  @Test
  void twoOfOneTargetAreRefused() {
    List<String> names = List.of("x/a.jpg", "x/a.png");
    InputException e =
        assertThrows(InputException.class, () -> Item.of(Path.of("data"), names, Path.of("out")));

    assertEquals(
        "data/x/a.jpg and data/x/a.png would both become out/x/a.inr; rename one, or encode them"
            + " apart",
        e.getMessage().replace('\\', '/'));
  }

  @Test
  void aTargetMayBeNamedInTwoWays() {
    Path out = Path.of("out");
    Item one = new Item("a.png", Path.of("a.png"), out.resolve("a.inr"));
    Item other = new Item("a.jpg", Path.of("a.jpg"), out.resolve("..").resolve("out/a.inr"));
    assertThrows(InputException.class, () -> Item.checkTargets(List.of(one, other)));
  }
}
