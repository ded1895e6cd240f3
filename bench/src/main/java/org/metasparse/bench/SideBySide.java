package org.metasparse.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.metasparse.engine.Compute;
import org.metasparse.signal.Signal;

/** Figures of images, as many at once as there are cores, each on a thread of its own. */
final class SideBySide implements AutoCloseable {
  private final List<ShortFiles.Picture> images;
  private final FigureLog log;
  private final ExecutorService cores =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  /**
   * Of some images.
   *
   * @param images what is measured
   * @param log of the figures that are had already
   */
  SideBySide(List<ShortFiles.Picture> images, FigureLog log) {
    this.images = images;
    this.log = log;
  }

  /** What is measured of an image. */
  interface Figure {
    double of(Signal image, Compute one) throws IOException;
  }

  /** A figure of each image, in their order; {@code what} and {@code bytes} name it in the log. */
  double[] each(String what, int bytes, Figure figure) throws IOException {
    List<Future<Double>> all = new ArrayList<>();
    for (ShortFiles.Picture image : images) {
      String name = what + "\t" + bytes + "\t" + image.name();
      all.add(cores.submit(() -> measured(name, image.signal(), figure)));
    }
    double[] figures = new double[all.size()];
    for (int i = 0; i < figures.length; i++) {
      try {
        figures[i] = all.get(i).get();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        throw new IOException(images.get(i).name() + " cannot be encoded", e.getCause());
      }
    }
    return figures;
  }

  private double measured(String name, Signal image, Figure figure) throws IOException {
    Double known = log.of(name);
    if (known != null) {
      return known;
    }
    try (Compute one = Compute.start(1)) {
      double value = figure.of(image, one);
      log.add(name, value);
      return value;
    }
  }

  @Override
  public void close() {
    cores.shutdownNow();
  }
}
