package org.metasparse.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.metasparse.engine.CsrPattern;

/**
 * How a network's parameters lie in one {@code float[]}: blocks one after another, without gaps.
 *
 * <p>Gradients, moments and learning rates are arrays of the same layout.
 *
 * @param blocks the blocks in order of their offsets
 */
public record Layout(List<Block> blocks) {
  /**
   * Checks that the blocks follow one another and have different names.
   *
   * @throws IllegalArgumentException if they do not
   */
  public Layout {
    blocks = List.copyOf(blocks);
    int offset = 0;
    for (Block block : blocks) {
      if (block.offset() != offset) {
        throw new IllegalArgumentException(
            block.name()
                + " lies at "
                + block.offset()
                + "; the blocks before it end at "
                + offset);
      }
      offset = Math.addExact(offset, block.size());
    }
    if (blocks.stream().map(Block::name).distinct().count() != blocks.size()) {
      throw new IllegalArgumentException("two blocks have the same name: " + blocks);
    }
  }

  /** Adds blocks one after another. */
  public static final class Builder {
    private final List<Block> blocks = new ArrayList<>();
    private int size;

    /** Starts with no block. */
    public Builder() {}

    /**
     * Adds a block behind the others.
     *
     * @param name its name
     * @param kind what it is
     * @param rows number of rows
     * @param cols number of columns
     * @param pattern which entries exist, or null for all
     * @return this builder
     */
    public Builder add(String name, Block.Kind kind, int rows, int cols, CsrPattern pattern) {
      Block block = new Block(name, kind, rows, cols, size, pattern);
      blocks.add(block);
      size = Math.addExact(size, block.size());
      return this;
    }

    /** {@return the layout of the blocks so far} */
    public Layout build() {
      return new Layout(blocks);
    }
  }

  /** {@return the length of the flat array, the sum of the blocks' sizes} */
  public int size() {
    return blocks.stream().mapToInt(Block::size).sum();
  }

  /**
   * {@return the number of surviving weights, biases not counted: what the paper's axes show; the
   * sum of the weight blocks' sizes}
   */
  public int weights() {
    return blocks.stream().filter(b -> b.kind() == Block.Kind.WEIGHT).mapToInt(Block::size).sum();
  }

  /**
   * {@return the number of weights that the network would have unpruned, the sum of the weight
   * blocks' rows times columns}
   */
  public int denseWeights() {
    return blocks.stream()
        .filter(b -> b.kind() == Block.Kind.WEIGHT)
        .mapToInt(b -> b.rows() * b.cols())
        .sum();
  }

  /** {@return the fraction of weights that survive, {@code weights / denseWeights}} */
  public double density() {
    return weights() / (double) denseWeights();
  }

  /**
   * Finds a block.
   *
   * @param name its name
   * @return the block
   * @throws IllegalArgumentException if there is none of that name
   */
  public Block block(String name) {
    return blocks.stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no block '"
                        + name
                        + "'; there are "
                        + blocks.stream().map(Block::name).collect(Collectors.joining(", "))));
  }
}
