package org.metasparse.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
   * The items of a data set. The target of {@code class/a.png} is {@code class/a.inr}, or {@code
   * class/a.png.inr} if there is another {@code a} beside it.
   *
   * @param root the data set's folder
   * @param names the signals' paths within it
   * @param out the folder that the encodings go to, which keeps the sub-folders
   * @return one item for each name, in order
   * @throws InputException if two would have the same target nevertheless
   */
  public static List<Item> of(Path root, List<String> names, Path out) {
    return of(names, root::resolve, name -> out.resolve(targetName(name)), SUFFIX);
  }

  /**
   * The items of some files, whose targets bear the files' whole names where they would be the same
   * without their endings.
   *
   * @param names what they are called
   * @param source finds the file of a name
   * @param target finds the place of a name's result
   * @param suffix what the results' names end with
   * @return one item for each name, in order
   * @throws InputException if two would have the same target nevertheless
   */
  public static List<Item> of(
      List<String> names,
      Function<String, Path> source,
      Function<String, Path> target,
      String suffix) {
    Map<Path, Integer> wanted = new HashMap<>();
    names.forEach(name -> wanted.merge(place(target.apply(name)), 1, Integer::sum));
    List<Item> items = new ArrayList<>();
    for (String name : names) {
      Path file = source.apply(name);
      Path to = target.apply(name);
      boolean alone = wanted.get(place(to)) == 1;
      items.add(new Item(name, file, alone ? to : to.resolveSibling(file.getFileName() + suffix)));
    }
    checkTargets(items);
    return items;
  }

  private static Path place(Path target) {
    return target.toAbsolutePath().normalize();
  }

  /**
   * Refuses items of which one would overwrite another.
   *
   * @param items the items
   * @throws InputException if two have the same target; names both
   */
  private static void checkTargets(List<Item> items) {
    Map<Path, Item> taken = new HashMap<>();
    for (Item item : items) {
      Item other = taken.put(place(item.target), item);
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
