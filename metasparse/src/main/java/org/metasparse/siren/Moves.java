package org.metasparse.siren;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Optimiser;

/**
 * Which parameters of a network the fits from it move. The others are what all signals of its class
 * share: a signal that is stored as a difference from the network spends no byte on them, nor on
 * saying which they are (Schwarz and Teh 2022, <i>Meta-Learning Sparse Compression Networks</i>).
 *
 * @param places indices into the parameters, ascending, of those that move; not copied; null where
 *     all do
 */
public record Moves(int[] places) {
  /** Every parameter moves. */
  public static final Moves ALL = new Moves(null);

  /**
   * Checks the places.
   *
   * @throws IllegalArgumentException if there is none, one is negative, or they do not ascend
   */
  public Moves {
    if (places != null && places.length == 0) {
      throw new IllegalArgumentException("no parameter moves; at least one has to");
    }
    for (int i = 0; places != null && i < places.length; i++) {
      if (places[i] <= (i == 0 ? -1 : places[i - 1])) {
        throw new IllegalArgumentException(
            "place " + places[i] + " of what moves: they must ascend, from 0 on");
      }
    }
  }

  /** {@return whether every parameter moves} */
  public boolean all() {
    return places == null;
  }

  /**
   * {@return how many parameters move}
   *
   * @param size of how many
   */
  public int count(int size) {
    return all() ? size : places.length;
  }

  /**
   * Those of one block.
   *
   * @param block the block
   * @return the indices into all parameters, ascending, of the block's that move; a new array
   */
  public int[] in(Block block) {
    int end = block.offset() + block.size();
    if (!all()) {
      return Arrays.copyOfRange(places, before(block.offset()), before(end));
    }
    int[] every = new int[block.size()];
    Arrays.setAll(every, i -> block.offset() + i);
    return every;
  }

  /** How many places lie below an index. */
  private int before(int index) {
    int found = Arrays.binarySearch(places, index);
    return found < 0 ? -found - 1 : found;
  }

  /**
   * An optimiser that moves these parameters and leaves the others as they are.
   *
   * @param size how many parameters there are
   * @param of makes an optimiser of so many parameters
   * @return the optimiser, for parameters of the whole network
   */
  public Optimiser optimiser(int size, IntFunction<Optimiser> of) {
    if (all()) {
      return of.apply(size);
    }
    Optimiser moved = of.apply(places.length);
    float[] g = new float[places.length];
    float[] t = new float[places.length];
    return (rate, gradient, theta) -> {
      gather(gradient, g);
      gather(theta, t);
      moved.step(rate, g, t);
      scatter(t, theta);
    };
  }

  /**
   * Takes the values of what moves out of those of all parameters.
   *
   * @param all a value for each parameter; read
   * @param moved receives those of the parameters that move, in their order; as many as {@link
   *     #count}
   */
  public void gather(float[] all, float[] moved) {
    if (all()) {
      System.arraycopy(all, 0, moved, 0, all.length);
      return;
    }
    for (int i = 0; i < places.length; i++) {
      moved[i] = all[places[i]];
    }
  }

  /**
   * Puts values of what moves to their places.
   *
   * @param moved a value for each parameter that moves; read
   * @param all those of all parameters; the others stay
   */
  public void scatter(float[] moved, float[] all) {
    if (all()) {
      System.arraycopy(moved, 0, all, 0, all.length);
      return;
    }
    for (int i = 0; i < places.length; i++) {
      all[places[i]] = moved[i];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Moves that && Arrays.equals(places, that.places);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(places);
  }

  @Override
  public String toString() {
    return all() ? "all parameters" : places.length + " parameters";
  }
}
