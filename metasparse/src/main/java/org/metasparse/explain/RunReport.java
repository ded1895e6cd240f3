package org.metasparse.explain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Json;
import org.metasparse.files.JsonLines;
import org.metasparse.files.JsonObject;
import org.metasparse.report.HtmlReport;
import org.metasparse.report.LinePlot;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.train.RunFolder;
import org.metasparse.train.TrainConfig;

/**
 * What people read of a training, in its folder: {@code loss.svg}, {@code REPORT.md} and the same
 * as one page, {@code report.html}. It is made of the folder's own files alone.
 */
public final class RunReport {
  private static final String PLOT = "loss.svg";

  private RunReport() {}

  /**
   * Writes it.
   *
   * @param folder the run
   * @param config what it was trained by
   * @param data what it learned from, as the user gave it
   * @throws org.metasparse.files.InputException if a file cannot be read or written
   */
  public static void write(RunFolder folder, TrainConfig config, String data) {
    HtmlReport.write(page(folder, config, data), folder.path());
  }

  private static String page(RunFolder folder, TrainConfig config, String data) {
    StringBuilder page = new StringBuilder("# A training\n\n");
    page.append("Written by `metasparse train`; made of the files beside it.\n\n");
    page.append("- data: ").append(data).append("\n\n");
    RunStory story = RunStory.of(folder);
    page.append("## Rounds\n\n").append(story.table().markdown()).append('\n');
    if (story.rounds().stream().anyMatch(round -> !Double.isNaN(round.psnr()))) {
      page.append("PSNR is the mean over the signals of `--val`, after 100 steps of Adam.\n\n");
    }
    String plot = plot(folder);
    if (plot != null) {
      AtomicFiles.write(folder.path().resolve(PLOT), plot.getBytes(StandardCharsets.UTF_8));
      page.append("## Loss\n\n![Loss by outer step](").append(PLOT).append(")\n\n");
    }
    if (config.preparation().medium().equals(new ImageMedium())) {
      page.append("To see inside: `metasparse explain ").append(folder.path().getFileName());
      page.append(" --data ").append(data).append(" -o page.html`\n\n");
    }
    page.append("## Configuration\n\n```json\n");
    return page.append(Json.pretty(config.toJson())).append("```\n").toString();
  }

  /**
   * The losses that the log has: where the inner loop begins, and after it. Null for an empty log.
   */
  private static String plot(RunFolder folder) {
    List<LinePlot.Point> before = new ArrayList<>();
    List<LinePlot.Point> after = new ArrayList<>();
    for (JsonObject entry : new JsonLines(folder.log()).read()) {
      if (entry.has("outerLoss")) {
        int step = entry.getInt("step");
        before.add(new LinePlot.Point(step, entry.getDouble("innerLoss"), 0));
        after.add(new LinePlot.Point(step, entry.getDouble("outerLoss"), 0));
      }
    }
    if (before.isEmpty()) {
      return null;
    }
    LinePlot plot =
        new LinePlot(
            "Loss by outer step",
            new LinePlot.Axis("outer steps of all rounds", false),
            new LinePlot.Axis("mean squared error", true));
    plot.add(new LinePlot.Series("at the initial network", before));
    plot.add(new LinePlot.Series("after the inner steps", after));
    return plot.svg();
  }
}
