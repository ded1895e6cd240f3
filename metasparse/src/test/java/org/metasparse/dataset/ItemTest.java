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
  void twoOfOneStemKeepTheirEndings() {
    Path out = Path.of("out");
    List<String> names = List.of("x/a.jpg", "x/a.png", "x/b.png", "y/a.png");

    List<Item> items = Item.of(Path.of("data"), names, out);

    assertEquals(
        List.of(
            out.resolve("x/a.jpg.inr"),
            out.resolve("x/a.png.inr"),
            out.resolve("x/b.inr"),
            out.resolve("y/a.inr")),
        items.stream().map(Item::target).toList());
  }

  @Test
  void twoOfOneTargetAreRefused() {
    List<String> names = List.of("x/a.jpg", "x/a.png", "x/a.jpg.png");
    InputException e =
        assertThrows(InputException.class, () -> Item.of(Path.of("data"), names, Path.of("out")));

    assertEquals(
        "data/x/a.jpg and data/x/a.jpg.png would both become out/x/a.jpg.inr; rename one, or"
            + " encode them apart",
        e.getMessage().replace('\\', '/'));
  }

  @Test
  void aTargetMayBeNamedInTwoWays() {
    Path out = Path.of("out");
    Path again = out.resolve("..").resolve("out");
    List<String> names = List.of("p/a.png", "q/a.png");
    assertThrows(
        InputException.class,
        () ->
            Item.of(
                names,
                Path::of,
                name -> (name.startsWith("p") ? out : again).resolve("a.inr"),
                Item.SUFFIX));
  }
}
