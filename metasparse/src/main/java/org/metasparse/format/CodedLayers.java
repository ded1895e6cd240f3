package org.metasparse.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.format.compact.BitCoder;
import org.metasparse.format.compact.FloatCoder;
import org.metasparse.format.compact.Half;
import org.metasparse.format.compact.LevelCoder;
import org.metasparse.format.compact.PatternCoder;
import org.metasparse.format.compact.RangeDecoder;
import org.metasparse.format.compact.RangeEncoder;
import org.metasparse.siren.Moves;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/**
 * A network's layers in one range-coded stream: patterns, what moves, then parameters
 * (INR-FORMAT.md).
 *
 * <p>The stream's length bounds what it can hold, and what is allocated before it is read: no
 * decision is free, and every bias, every entry and every place of a matrix takes one.
 */
final class CodedLayers {
  /** Six bits of the exponent and three of the mantissa, see {@link Storage#step}. */
  private static final int STEP_BITS = 9;

  private CodedLayers() {}

  static void write(EncodedSignal signal, InrOutput out) {
    Storage storage = signal.storage();
    RangeEncoder coder = new RangeEncoder();
    if (storage instanceof Storage.Levels levels && levels.base() != null) {
      out.bytes(levels.base().hash());
      byte[] name = levels.base().storedName();
      out.u8(name.length);
      out.bytes(name);
      writeLevels(signal.siren().layout(), levels, coder);
    } else {
      for (Block block : signal.siren().layout().blocks()) {
        if (block.kind() == Block.Kind.WEIGHT) {
          PatternCoder.write(coder, block.pattern());
        }
      }
      if (!signal.siren().moves().all()) {
        MovesCoder.write(coder, signal.siren().layout(), signal.siren().moves());
      }
      if (storage instanceof Storage.Levels levels) {
        coder.codeEven(0, 2);
        writeLevels(signal.siren().layout(), levels, coder);
      } else if (storage instanceof Storage.Floats floats) {
        coder.codeEven(floats.bits() / 16, 2);
        writeFloats(signal.siren().theta(), floats.bits(), coder);
      }
    }
    out.bytes(coder.finish());
  }

  private static void writeFloats(float[] theta, int bits, BitCoder coder) {
    FloatCoder floats = floats(bits, coder);
    for (float value : theta) {
      floats.code(bits == 16 ? Half.of(value) : Float.floatToRawIntBits(value));
    }
  }

  private static FloatCoder floats(int bits, BitCoder coder) {
    return bits == 16 ? new FloatCoder(coder, 5, 10) : new FloatCoder(coder, 8, 23);
  }

  /** Nothing is written of what does not move. */
  private static void writeLevels(Layout layout, Storage.Levels storage, BitCoder coder) {
    Moves moves = Base.moves(storage.base());
    LevelCoder levels = new LevelCoder(coder);
    for (int b = 0; b < layout.blocks().size(); b++) {
      int[] moved = moves.in(layout.blocks().get(b));
      if (moves.all() || moved.length > 0) {
        coder.codeEven(Storage.stepCode(storage.steps().get(b)), STEP_BITS);
        int[] some = new int[moved.length];
        Arrays.setAll(some, i -> storage.levels()[moved[i]]);
        levels.code(some);
      }
    }
  }

  /** A network as it was read, with how it was stored. */
  record Stored(Siren siren, Storage storage) {}

  /** Reads layers that stand alone, and before their parameters, if that is told, what moves. */
  static Stored read(SirenShape shape, boolean moving, InrInput in) {
    RangeDecoder coder = new RangeDecoder(in.bytes(in.remaining()));
    long most = coder.most();
    if ((long) shape.width() * shape.layers() + shape.dimOut() > most) {
      throw in.invalid("it is too short for " + shape.layers() + " layers of " + shape.width());
    }
    Layout layout = layout(shape, coder, most);
    Moves moves = moving ? MovesCoder.read(coder, layout, most) : Moves.ALL;
    int kind = coder.codeEven(0, 2);
    if (kind == 0) {
      Storage.Levels storage = levels(layout, null, coder);
      coder.finish();
      return new Stored(new Siren(shape, layout, storage.theta(layout, null), moves), storage);
    }
    Storage.Floats storage = new Storage.Floats(16 * kind);
    FloatCoder floats = floats(storage.bits(), coder);
    float[] theta = new float[layout.size()];
    for (int i = 0; i < theta.length; i++) {
      int bits = floats.code(0);
      theta[i] = kind == 1 ? Half.value(bits) : Float.intBitsToFloat(bits);
    }
    coder.finish();
    return new Stored(new Siren(shape, layout, theta, moves), storage);
  }

  private static Layout layout(SirenShape shape, RangeDecoder coder, long most) {
    Layout.Builder layout = new Layout.Builder();
    long entries = 0;
    for (int i = 0; i <= shape.layers(); i++) {
      int rows = shape.fanOut(i);
      int cols = shape.fanIn(i);
      CsrPattern pattern = PatternCoder.read(coder, rows, cols, most);
      entries += pattern == null ? (long) rows * cols : pattern.nnz();
      if (entries > most) {
        throw new IllegalArgumentException("it is too short for " + entries + " weights");
      }
      layout.add("weight." + i, Block.Kind.WEIGHT, rows, cols, pattern);
      layout.add("bias." + i, Block.Kind.BIAS, rows, 1, null);
    }
    return layout.build();
  }

  private static Storage.Levels levels(Layout layout, Base base, BitCoder coder) {
    LevelCoder levels = new LevelCoder(coder);
    List<Float> steps = new ArrayList<>();
    int[] all = new int[layout.size()];
    Moves moves = Base.moves(base);
    for (Block block : layout.blocks()) {
      int[] moved = moves.in(block);
      if (!moves.all() && moved.length == 0) {
        steps.add(1f);
        continue;
      }
      steps.add(Storage.stepOf(coder.codeEven(0, STEP_BITS)));
      int[] some = new int[moved.length];
      levels.code(some);
      for (int i = 0; i < some.length; i++) {
        all[moved[i]] = some[i];
      }
    }
    return new Storage.Levels(steps, all, base);
  }

  /** Reads a difference; no model and a wrong one are refused with the name of the right one. */
  static Stored readDifference(InrInput in, BaseFinder finder) {
    byte[] hash = in.bytes(Base.HASH);
    String name = new String(in.bytes(in.u8()), StandardCharsets.UTF_8);
    String wanted = printable(name) + " (hash " + Base.hex(hash) + ")";
    Base base = finder.find(hash.clone(), name);
    if (base == null) {
      throw in.error(
          "holds only the difference from model "
              + wanted
              + "; give that model as --base, or the folder it lies in as --models");
    }
    if (!Arrays.equals(hash, base.hash())) {
      throw in.error(
          "is the difference from model "
              + wanted
              + "; --base "
              + base.name()
              + " is another one (hash "
              + Base.hex(base.hash())
              + ")");
    }
    RangeDecoder coder = new RangeDecoder(in.bytes(in.remaining()));
    Layout layout = base.siren().layout();
    Storage.Levels storage = levels(layout, base, coder);
    coder.finish();
    Siren siren = new Siren(base.siren().shape(), layout, storage.theta(layout, null));
    return new Stored(siren, storage);
  }

  /** A message is one line, whatever a file calls its model. */
  private static String printable(String name) {
    return name.isEmpty() ? "without a name" : name.replaceAll("\\p{Cntrl}", "?");
  }
}
