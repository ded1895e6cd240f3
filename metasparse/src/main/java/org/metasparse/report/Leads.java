package org.metasparse.report;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.metasparse.experiment.Cell;
import org.metasparse.experiment.Method;
import org.metasparse.experiment.Results;

/**
 * How far a method is ahead of the best of the paper's baselines, with the seeds that it has, and
 * the weights that the baseline would need.
 *
 * @param figure the PSNR that counts
 * @param kept what the table calls a number of weights
 */
record Leads(ToDoubleFunction<Cell> figure, IntFunction<String> kept) {
  /** A table with a heading; empty where there is nothing to compare. */
  String of(Method method, Results results) {
    Results alike = results.withSeedsOf(method);
    Table table =
        new Table("kept", "lead (dB)", "strongest baseline", "its weights for the same PSNR");
    int rows = 0;
    for (int round : results.rounds()) {
      Results.Mean ours = alike.mean(method, round, figure);
      Method best = strongest(alike, round);
      if (ours == null || best == null) {
        continue;
      }
      double lead = ours.value() - alike.mean(best, round, figure).value();
      double weights = alike.weightsFor(best, figure, ours.value());
      double mine = alike.mean(method, round, Cell::weights).value();
      table.add(
          kept.apply(results.weights(round)),
          format("%+.2f", lead),
          best.label(),
          Double.isNaN(weights) ? "" : format("%.0f (x %.2f)", weights, weights / mine));
      rows++;
    }
    return rows == 0
        ? ""
        : "Lead of "
            + method.label()
            + " over the strongest baseline:\n\n"
            + table.markdown()
            + "\n";
  }

  private Method strongest(Results results, int round) {
    Method best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (Method method : Method.PAPER) {
      Results.Mean psnr = results.mean(method, round, figure);
      if (method != Method.META_SPARSE && psnr != null && psnr.value() > most) {
        most = psnr.value();
        best = method;
      }
    }
    return best;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
