package org.metasparse.dataset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.files.InputException;

/**
 * One signal of a data set and where its encoding goes.
 *
 * @param name what it is called in the manifest: its path within the data set, with '/'
 * @param source the signal's file
 * @param target the encoding's file
 */
public record Item(String name, Path source, Path target) {
  /** What encoded signals' names end with. */
  public static final String SUFFIX = ".inr";

  /**
   * The items of a data set. The target of {@code class/a.png} is {@code class/a.inr}.
   *
   * @param root the data set's folder
   * @param names the signals' paths within it
   * @param out the folder that the encodings go to, which keeps the sub-folders
   * @return one item for each name, in order
   * @throws InputException if two would have the same target, such as a.png and a.jpg
   */
  public static List<Item> of(Path root, List<String> names, Path out) {
    List<Item> items =
        names.stream().map(n -> new Item(n, root.resolve(n), out.resolve(targetName(n)))).toList();
    checkTargets(items);
    return items;
  }

  /**
   * Refuses items of which one would overwrite another.
   *
   * @param items the items
   * @throws InputException if two have the same target; names both
   */
  public static void checkTargets(List<Item> items) {
    Map<Path, Item> taken = new HashMap<>();
    for (Item item : items) {
      Item other = taken.put(item.target.toAbsolutePath().normalize(), item);
      if (other != null) {
        throw new InputException(
            other.source
                + " and "
                + item.source
                + " would both become "
                + item.target
                + "; rename one, or encode them apart");
      }
    }
  }

  /**
   * The name of an encoding.
   *
   * @param name a signal's name, with or without folders
   * @return the same with {@code .inr} in place of what follows the last dot of the file's name
   */
  public static String targetName(String name) {
    int dot = name.lastIndexOf('.');
    return (dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name) + SUFFIX;
  }
}
