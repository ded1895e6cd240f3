package org.metasparse.signal;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** All media that this program has: those that its modules, or jars on its class path, provide. */
final class Media {
  /** In the order of their numbers. */
  static final List<Medium> ALL =
      ServiceLoader.load(Medium.class, Medium.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparingInt(Medium::number))
          .toList();

  private Media() {}
}
