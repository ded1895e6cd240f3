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
 * @param shape the network's shape
 * @param psnr how close the network came to the original; NaN if that is not known
 */
record InrHead(SignalKind kind, Grid grid, int channels, SirenShape shape, float psnr) {
  static InrHead of(EncodedSignal signal) {
    return new InrHead(
        signal.kind(), signal.grid(), signal.channels(), signal.siren().shape(), signal.psnr());
  }

  EncodedSignal signal(Siren siren, Storage storage) {
    return new EncodedSignal(siren, kind, grid, channels, psnr, storage);
  }

  /** Writes all that follows the file's length. */
  void write(InrOutput out) {
    double[] numbers = kind.numbers();
    out.u8(numbers.length);
    for (double number : numbers) {
      out.f64(number);
    }
    for (int axis = 0; axis < grid.rows(); axis++) {
      out.varint(grid.sizes().get(axis));
      out.f32(grid.extents().get(axis));
    }
    out.u8(channels);
    out.varint(shape.width());
    out.varint(shape.layers());
    out.f32(shape.omega());
    // Not the raw bits: all NaNs become one, so that equal signals give equal files.
    out.u32(Float.floatToIntBits(psnr));
  }

  /** Reads what follows the length of the file (INR-FORMAT.md). */
  static InrHead read(InrInput in, int kindId, int axes) {
    double[] numbers = new double[in.u8()];
    in.need(8L * numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.f64();
    }
    SignalKind kind = SignalKind.of(kindId, numbers);
    if (!Arrays.equals(kind.numbers(), numbers)) {
      throw in.invalid("numbers " + Arrays.toString(numbers) + " of a signal of kind " + kindId);
    }
    List<Integer> sizes = new ArrayList<>();
    List<Float> extents = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      sizes.add(in.count("a size"));
      extents.add(in.f32());
    }
    int channels = in.u8();
    int width = in.count("the width");
    int layers = in.count("the number of layers");
    SirenShape shape = new SirenShape(axes, width, layers, channels, in.f32());
    return new InrHead(kind, new Grid(sizes, extents), channels, shape, in.f32());
  }
}
