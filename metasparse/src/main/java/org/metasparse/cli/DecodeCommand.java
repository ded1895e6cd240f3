package org.metasparse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metasparse.engine.Compute;
import org.metasparse.engine.KernelSelection;
import org.metasparse.engine.Workers;
import org.metasparse.files.InputException;
import org.metasparse.fit.Codec;
import org.metasparse.format.EncodedSignal;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalWriter;

/** {@code decode}: evaluate a network on a grid and write the signal. */
final class DecodeCommand implements Command {
  @Override
  public String name() {
    return "decode";
  }

  @Override
  public String usage() {
    return "FILE.inr -o OUT";
  }

  @Override
  public String summary() {
    return "Turns a network back into a signal, at its own size or any other";
  }

  @Override
  public String details() {
    return """
        OUT is a PNG image of the original's bits; a WAV sound of the original's bits; for a video an
        animated GIF, or a new folder of PNG frames if OUT does not end in .gif; for a shape an OBJ
        mesh of the surface at distance 0, found by marching tetrahedra, watertight. Whatever the
        size or rate, the same region of space and time is decoded.

        Where FILE.inr holds only the difference from a model, the model is looked for by its hash: in
        the jar, beside the file, here, and in --models.
        """;
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(new Option("--out", "OUT", "file to write, or folder of frames; also -o"));
    options.addAll(DecodeGrid.OPTIONS);
    options.add(CompactOptions.READ_BASE);
    options.add(CompactOptions.READ_MODELS);
    options.add(Option.THREADS);
    return options;
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
      return !small(encoded, DecodeGrid.of(a, encoded).grid());
    } catch (InputException e) {
      // The command itself will say so.
      return !freeToChoose();
    }
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    Path out = Path.of(a.required("--out"));
    String file = a.operands().get(0);
    EncodedSignal encoded = CompactOptions.read(a, file);
    Medium medium = Medium.of(encoded.kind());
    checkChannels(file, encoded, medium);
    SignalWriter.checkTarget(out, medium);
    DecodeGrid to = DecodeGrid.of(a, encoded);
    Signal decoded = decode(a, encoded, to.grid(), terminal);
    Signal signal =
        new Signal(decoded.name(), to.kind(), to.grid(), decoded.channels(), decoded.values());
    SignalWriter.write(out, signal);
    terminal.out().println(out + ": " + medium.size(to.kind(), to.grid()));
    return Main.DONE;
  }

  private static void checkChannels(String file, EncodedSignal encoded, Medium medium) {
    int most = medium.mostChannels();
    if (encoded.channels() > most) {
      throw new InputException(
          file
              + ": holds "
              + medium.article()
              + " of "
              + encoded.channels()
              + " channels; at most "
              + most
              + " can be written");
    }
  }

  private static Signal decode(Arguments a, EncodedSignal encoded, Grid grid, Terminal terminal) {
    try (Compute compute =
            small(encoded, grid)
                ? new Compute(KernelSelection.of("scalar").kernels(), new Workers(a.threads()))
                : a.compute();
        Progress progress = new Progress(terminal, "point", 0, grid.count())) {
      return Codec.decode(encoded, grid, compute, n -> progress.update(n, ""));
    }
  }
}
