package org.metasparse.explain;

import java.util.stream.Collectors;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Node;
import org.metasparse.autodiff.Tape;
import org.metasparse.report.Table;

/** A tape as text: a line for each operation, with formula, shapes, parameters and work. */
public final class TapeTable {
  private static final String[] HEADINGS = {
    "#", "name", "reads", "features", "formula", "parameters", "mul-adds", "kernels"
  };

  private TapeTable() {}

  /**
   * The table.
   *
   * @param tape the tape
   * @return lines that each end in a line feed: headings, a line for each node in order of
   *     recording, the sum of multiply-adds for a point in the forward pass
   */
  public static String of(Tape tape) {
    Table table = Table.ofWords(HEADINGS);
    long sum = 0;
    for (Node node : tape.nodes()) {
      table.add(row(node));
      sum += node.operation() == null ? 0 : node.operation().description().multiplyAdds();
    }
    return table + "" + sum + " multiply-adds for a point; with its gradient three times as many\n";
  }

  private static String[] row(Node node) {
    String number = Integer.toString(node.index());
    String rows = Integer.toString(node.rows());
    if (node.operation() == null) {
      return new String[] {number, node.name(), "", rows, "given", "", "", ""};
    }
    Description d = node.operation().description();
    return new String[] {
      number,
      node.name(),
      node.operation().inputs().stream().map(x -> "#" + x.index()).collect(Collectors.joining(" ")),
      rows,
      d.formula(),
      node.operation().parameters().stream()
          .map(TapeTable::block)
          .collect(Collectors.joining(", ")),
      d.multiplyAdds() == 0 ? "" : Long.toString(d.multiplyAdds()),
      d.kernels()
    };
  }

  private static String block(Block block) {
    String size =
        block.kind() == Block.Kind.BIAS ? "" + block.rows() : block.rows() + "x" + block.cols();
    return block.pattern() == null ? size : size + " (" + block.size() + " left)";
  }
}
