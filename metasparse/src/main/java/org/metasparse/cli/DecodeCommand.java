package org.metasparse.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.metasparse.engine.Compute;
import org.metasparse.engine.KernelSelection;
import org.metasparse.engine.Workers;
import org.metasparse.fit.Codec;
import org.metasparse.format.EncodedSignal;
import org.metasparse.signal.AtomicFiles;
import org.metasparse.signal.Grid;
import org.metasparse.signal.ImageReader;
import org.metasparse.signal.ImageWriter;
import org.metasparse.signal.InputException;
import org.metasparse.signal.Signal;

/** {@code decode}: evaluate a network on a grid and write the image. */
final class DecodeCommand implements Command {
  private static final List<String> OTHER_FORMATS =
      List.of(".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".ppm");

  @Override
  public String name() {
    return "decode";
  }

  @Override
  public String usage() {
    return "FILE.inr -o OUT.png";
  }

  @Override
  public String summary() {
    return "Turns a network back into an image, at its own size or any other";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("--out", "OUT.png", "image to write; also -o"),
        new Option("--size", "WxH", "columns and rows of the image"),
        new Option("--scale", "K", "or a factor of the original's size"),
        CompactOptions.READ_BASE,
        Option.THREADS);
  }

  @Override
  public int leastOperands() {
    return 1;
  }

  /**
   * Fewer multiply-adds than this are done by scalar kernels before vectors have warmed up: 178 x
   * 178 pixels of 5 000 weights take 0.3 s in all, against 1.3 s with a restart. The bits are the
   * same.
   */
  private static final double SMALL = 1e10;

  /** Whether the user left it to the program which kernels to take. */
  private static boolean freeToChoose() {
    return System.getProperty(KernelSelection.PROPERTY, "auto").equals("auto");
  }

  private static boolean small(EncodedSignal encoded, Grid grid) {
    return freeToChoose() && grid.count() * (double) encoded.siren().layout().size() < SMALL;
  }

  @Override
  public boolean worthVectors(Arguments a) {
    try {
      EncodedSignal encoded = CompactOptions.read(a, a.operands().get(0));
      return !small(encoded, grid(a, encoded.grid()));
    } catch (InputException e) {
      // The command itself will say so.
      return !freeToChoose();
    }
  }

  private static Grid grid(Arguments a, Grid original) {
    if (a.flag("--size") && a.flag("--scale")) {
      throw new InputException("--size and --scale exclude each other; give one of them");
    }
    long height = original.sizes().get(0);
    long width = original.sizes().get(1);
    if (a.flag("--size")) {
      String size = a.text("--size", "");
      if (!size.matches("[1-9][0-9]{0,6}x[1-9][0-9]{0,6}")) {
        throw new InputException("--size " + size + ": must be like 640x480, both at least 1");
      }
      width = Long.parseLong(size.substring(0, size.indexOf('x')));
      height = Long.parseLong(size.substring(size.indexOf('x') + 1));
    } else if (a.flag("--scale")) {
      double scale = a.positive("--scale", 1);
      height = Math.max(1, Math.round(height * scale));
      width = Math.max(1, Math.round(width * scale));
    }
    if (height * (double) width > ImageReader.MAX_PIXELS) {
      throw new InputException(
          (a.flag("--scale") ? "--scale " + a.text("--scale", "") : "--size")
              + ": an image of "
              + width
              + "x"
              + height
              + " is too large; at most "
              + ImageReader.MAX_PIXELS
              + " pixels can be decoded at once");
    }
    return Grid.ofImage((int) height, (int) width);
  }

  /** What is written is PNG, so it shall not be called otherwise. */
  private static void checkName(Path out) {
    String name = out.toString().toLowerCase(Locale.ROOT);
    if (OTHER_FORMATS.stream().anyMatch(name::endsWith)) {
      throw new InputException(
          "cannot write " + out + ": images are written as PNG; give a name that ends in .png");
    }
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    Path out = Path.of(a.required("--out"));
    checkName(out);
    EncodedSignal encoded = CompactOptions.read(a, a.operands().get(0));
    Grid grid = grid(a, encoded.grid());
    AtomicFiles.checkTarget(out);
    Signal image = decode(a, encoded, grid, terminal);
    ImageWriter.write(out, image);
    terminal.out().println(out + ": " + EncodeCommand.size(image));
    return Main.DONE;
  }

  private static Signal decode(Arguments a, EncodedSignal encoded, Grid grid, Terminal terminal) {
    try (Compute compute =
            small(encoded, grid)
                ? new Compute(KernelSelection.of("scalar").kernels(), new Workers(a.threads()))
                : a.compute();
        Progress progress = new Progress(terminal, "pixel", 0, grid.count())) {
      return Codec.decode(encoded, grid, compute, n -> progress.update(n, ""));
    }
  }
}
