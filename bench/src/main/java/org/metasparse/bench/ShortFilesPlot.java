package org.metasparse.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.report.LinePlot;

/** Bytes against decibels, a line for each codec. */
final class ShortFilesPlot {
  private final Map<String, List<LinePlot.Point>> lines = new LinkedHashMap<>();
  private final int images;

  /** Of so many images. */
  ShortFilesPlot(int images) {
    this.images = images;
  }

  /**
   * Adds a point; not that of a codec that cannot make all images so short, whose mean would be of
   * the easier ones.
   *
   * @return the mean
   */
  Mean met(String codec, int bytes, Mean mean) {
    List<LinePlot.Point> line = lines.computeIfAbsent(codec, name -> new ArrayList<>());
    if (mean.count() == images) {
      line.add(new LinePlot.Point(bytes, mean.mean(), 0));
    }
    return mean;
  }

  String svg() {
    LinePlot plot =
        new LinePlot(
            images + " images of 178 x 178, as decoded",
            new LinePlot.Axis("bytes of a file, at most", false),
            new LinePlot.Axis("PSNR in dB, mean", false));
    lines.forEach((codec, points) -> plot.add(new LinePlot.Series(codec, points)));
    return plot.svg();
  }
}
