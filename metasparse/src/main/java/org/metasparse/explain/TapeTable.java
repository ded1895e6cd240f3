package org.metasparse.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Tape;

/** A tape as text: a line for each operation, with formula, shapes, parameters and work. */
public final class TapeTable {
  private static final List<String> HEADINGS =
      List.of("#", "name", "reads", "features", "formula", "parameters", "mul-adds", "kernels");

  private TapeTable() {}

  /**
   * The table.
   *
   * @param tape the tape
   * @return lines that each end in a line feed: headings, a line for each node in order of
   *     recording, the sum of multiply-adds for a point in the forward pass
   */
  public static String of(Tape tape) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
    long sum = 0;
    for (Node node : tape.nodes()) {
      rows.add(row(node));
      sum += node.operation() == null ? 0 : node.operation().description().multiplyAdds();
    }
    int columns = HEADINGS.size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.append(sum)
        .append(" multiply-adds for a point; with its gradient three times as many\n")
        .toString();
  }

  private static List<String> row(Node node) {
    String number = Integer.toString(node.index());
    String rows = Integer.toString(node.rows());
    if (node.operation() == null) {
      return List.of(number, node.name(), "", rows, "given", "", "", "");
    }
    Description d = node.operation().description();
    return List.of(
        number,
        node.name(),
        node.operation().inputs().stream()
            .map(x -> "#" + x.index())
            .collect(Collectors.joining(" ")),
        rows,
        d.formula(),
        node.operation().parameters().stream()
            .map(TapeTable::block)
            .collect(Collectors.joining(", ")),
        d.multiplyAdds() == 0 ? "" : Long.toString(d.multiplyAdds()),
        d.kernels());
  }

  private static String block(Block block) {
    String size =
        block.kind() == Block.Kind.BIAS ? "" + block.rows() : block.rows() + "x" + block.cols();
    return block.pattern() == null ? size : size + " (" + block.size() + " left)";
  }
}
