package org.metasparse.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metasparse.signal.Grid;
import org.metasparse.signal.SignalKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/**
 * What an {@code .inr} file tells about its signal before the network's layers.
 *
 * @param kind what the signal is
 * @param grid where the original's values lay
 * @param channels how many values each point has
 * @param shape the network's shape; null if a model tells it
 * @param moving whether the layers say which parameters move
 * @param psnr how close the network came to the original; NaN if that is not known
 */
record InrHead(
    SignalKind kind, Grid grid, int channels, SirenShape shape, boolean moving, float psnr) {
  /** The bits of the byte of flags that count the axes, and what else it says. */
  private static final int AXES = 15;

  private static final int EXTENTS = 16;
  private static final int DIFFERENCE = 32;
  private static final int MOVING = 64;

  static InrHead of(EncodedSignal signal) {
    return new InrHead(
        signal.kind(),
        signal.grid(),
        signal.channels(),
        signal.siren().shape(),
        !signal.siren().moves().all(),
        signal.psnr());
  }

  EncodedSignal signal(Siren siren, Storage storage) {
    return new EncodedSignal(siren, kind, grid, channels, psnr, storage);
  }

  /**
   * Writes all between the version and the layers.
   *
   * @param difference whether the layers are the difference from a model, which tells the network
   */
  void write(InrOutput out, boolean difference) {
    boolean usual = grid.equals(Grid.square(grid.sizes()));
    out.u8(kind.id());
    int layers = difference ? DIFFERENCE : moving ? MOVING : 0;
    out.u8(grid.rows() | (usual ? 0 : EXTENTS) | layers);
    double[] numbers = kind.numbers();
    out.u8(numbers.length);
    for (double number : numbers) {
      out.number(number);
    }
    grid.sizes().forEach(out::varint);
    if (!usual) {
      grid.extents().forEach(out::f32);
    }
    out.u8(channels);
    if (!difference) {
      out.varint(shape.width());
      out.varint(shape.layers());
      out.f32(shape.omega());
    }
    // Not the raw bits: all NaNs become one, so that equal signals give equal files.
    out.u32(Float.floatToIntBits(psnr));
  }

  /** Reads what {@link #write} wrote; of a difference the shape is null. */
  static InrHead read(InrInput in) {
    int kindId = in.u8();
    int flags = in.u8();
    int axes = flags & AXES;
    boolean difference = (flags & DIFFERENCE) != 0;
    boolean moving = (flags & MOVING) != 0;
    // A difference moves what its model does.
    if ((flags & ~(AXES | EXTENTS | DIFFERENCE | MOVING)) != 0 || difference && moving) {
      throw in.invalid("flags " + flags + " are not known");
    }
    double[] numbers = new double[in.u8()];
    in.need(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.number();
    }
    SignalKind kind = SignalKind.of(kindId, numbers);
    if (!Arrays.equals(kind.numbers(), numbers)) {
      throw in.invalid("numbers " + Arrays.toString(numbers) + " of a signal of kind " + kindId);
    }
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      sizes.add(in.count("a size"));
    }
    Grid grid = grid(in, sizes, (flags & EXTENTS) != 0);
    int channels = in.u8();
    SirenShape shape = null;
    if (!difference) {
      int width = in.count("the width");
      int layers = in.count("the number of layers");
      shape = new SirenShape(axes, width, layers, channels, in.f32());
    }
    return new InrHead(kind, grid, channels, shape, moving, in.f32());
  }

  private static Grid grid(InrInput in, List<Integer> sizes, boolean told) {
    Grid usual = Grid.square(sizes);
    if (!told) {
      return usual;
    }
    List<Float> extents = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      extents.add(in.f32());
    }
    if (extents.equals(usual.extents())) {
      throw in.invalid("extents " + extents + " are the usual ones, which are not told");
    }
    return new Grid(sizes, extents);
  }
}
