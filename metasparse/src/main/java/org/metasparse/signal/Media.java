package org.metasparse.signal;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** All media that this program has: those that its modules, or jars on its class path, provide. */
final class Media {
  /** In the order of their numbers. */
  static final List<Medium> ALL =
      ServiceLoader.load(Medium.class, Medium.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparingInt(Medium::number))
          .collect(Collectors.collectingAndThen(Collectors.toList(), Media::distinct));

  private Media() {}

  /**
   * Refuses two media that files or users could not tell apart.
   *
   * @param media what modules provide
   * @return the same
   * @throws IllegalStateException if two have the same number or name
   */
  static List<Medium> distinct(List<Medium> media) {
    for (Medium one : media) {
      for (Medium other : media) {
        if (one != other && (one.number() == other.number() || one.id().equals(other.id()))) {
          throw new IllegalStateException(
              one.getClass().getName()
                  + " and "
                  + other.getClass().getName()
                  + " are both medium "
                  + one.number()
                  + " or '"
                  + one.id()
                  + "'; give the second a number and a name of its own, or remove it");
        }
      }
    }
    return List.copyOf(media);
  }
}
