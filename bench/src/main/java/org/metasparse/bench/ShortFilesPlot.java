package org.metasparse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metasparse.report.LinePlot;

/**
 * Bytes against decibels, a line for each codec: draws the first table of a page that {@link
 * ShortFiles} and its writer made, so that figure and page cannot differ, and columns measured on
 * several days stand beside each other.
 *
 * <pre>
 * java -cp bench/target/benchmarks.jar \
 *     org.metasparse.bench.ShortFilesPlot bench/results/short-files.md bench/results/short-files.svg
 * </pre>
 *
 * <p>The first column is the bytes; a cell is drawn if it says a mean and its deviation, {@code
 * 27.39 ± 2.34}, and not of how many of the images: a codec that cannot make all so short has the
 * mean of the easier ones. A line is called what stands in its column's head before a colon, a
 * comma or a bracket.
 */
public final class ShortFilesPlot {
  private static final Pattern MEAN = Pattern.compile("(\\d+\\.\\d+)\\*{0,2} ±");
  private static final Pattern SOME = Pattern.compile("\\(\\d+ of \\d+\\)");

  private ShortFilesPlot() {}

  /**
   * Draws; ends the JVM with 2 if the usage is wrong.
   *
   * @param args page in Markdown, figure to write
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: " + ShortFilesPlot.class.getName() + " PAGE.md FIGURE.svg");
      System.exit(2);
    }
    Files.writeString(Path.of(args[1]), svg(Files.readAllLines(Path.of(args[0]))));
  }

  private static String svg(List<String> page) {
    List<List<String>> table =
        page.stream()
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .map(ShortFilesPlot::cells)
            .toList();
    LinePlot plot =
        new LinePlot(
            "178 x 178 pixels, as decoded",
            new LinePlot.Axis("bytes of a file, at most", false),
            new LinePlot.Axis("PSNR in dB, mean", false));
    List<String> head = table.get(0);
    for (int j = 1; j < head.size(); j++) {
      List<LinePlot.Point> line = new ArrayList<>();
      for (List<String> row : table.subList(2, table.size())) {
        Matcher mean = MEAN.matcher(row.get(j));
        if (mean.find() && !SOME.matcher(row.get(j)).find()) {
          double bytes = Double.parseDouble(row.get(0));
          line.add(new LinePlot.Point(bytes, Double.parseDouble(mean.group(1)), 0));
        }
      }
      if (!line.isEmpty()) {
        plot.add(new LinePlot.Series(head.get(j).split("[:,(]")[0].strip(), line));
      }
    }
    return plot.svg();
  }

  private static List<String> cells(String row) {
    String inner = row.strip().replaceAll("^\\||\\|$", "");
    return Arrays.stream(inner.split("\\|")).map(String::strip).toList();
  }
}
