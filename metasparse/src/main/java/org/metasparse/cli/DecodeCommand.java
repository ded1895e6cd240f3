package org.metasparse.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.dataset.Item;
import org.metasparse.engine.Compute;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.fit.Codec;
import org.metasparse.format.EncodedSignal;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Slices;

/** {@code decode}: evaluate a network on a grid and write the signal. */
final class DecodeCommand implements Command {
  @Override
  public String name() {
    return "decode";
  }

  @Override
  public String usage() {
    return "FILE.inr…|FOLDER -o OUT|FOLDER";
  }

  @Override
  public String summary() {
    return "Turns networks back into signals, at their own size or any other";
  }

  @Override
  public String details() {
    return """
        OUT is a PNG image of the original's bits; a WAV sound of the original's bits; for a video an
        animated GIF, or a new folder of PNG frames if OUT has no ending; for a shape an OBJ mesh of
        the surface at distance 0, found by marching tetrahedra, watertight. Whatever the size or
        rate, the same region of space and time is decoded. - reads from standard input or writes to
        standard output. It is written as it is computed: any size fits in a small memory.

        Several files, or OUT/ with a slash: into the folder OUT, made if it is not there, under the
        files' names, replacing none. A FOLDER: all .inr files in it and in the folders in it, into the
        same folders of OUT, with manifest.jsonl; the same command goes on from there.

        Where FILE.inr holds only the difference from a model, the model is looked for by its hash: in
        the jar, beside the file (in a FOLDER also in the folders above it), here, and in --models.
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
    options.add(Option.JSON);
    options.add(Option.QUIET);
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

  @Override
  public int mostOperands() {
    return Integer.MAX_VALUE;
  }

  @Override
  public String standardInput() {
    return Item.SUFFIX;
  }

  @Override
  public boolean worthVectors(Arguments a) {
    if (a.operands().size() > 1 || Files.isDirectory(Path.of(a.operands().get(0)))) {
      return true;
    }
    try {
      EncodedSignal encoded = CompactOptions.read(a, a.operands().get(0));
      double points = DecodeGrid.of(a, encoded).grid().count();
      return points * encoded.siren().layout().size() >= SMALL;
    } catch (InputException e) {
      // The command itself will say so.
      return false;
    }
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    String out = a.required("--out");
    String file = a.operands().get(0);
    if (Files.isDirectory(Path.of(file)) && a.operands().size() == 1) {
      return DecodeFiles.folder(a, Path.of(file), Path.of(out), terminal);
    }
    if (a.operands().size() > 1) {
      return DecodeFiles.several(a, terminal);
    }
    EncodedSignal encoded = read(a, file, null);
    Medium medium = Medium.of(encoded.kind());
    if (OutFile.namesFolder(out) && !(medium.isOfFolders() && Files.isDirectory(Path.of(out)))) {
      return DecodeFiles.several(a, terminal);
    }
    try (OutFile target = OutFile.of(a, "--out", medium)) {
      DecodeGrid to = DecodeGrid.of(a, encoded);
      decode(a, encoded, to, target.path(), terminal);
      String size = medium.size(to.kind(), to.grid());
      PrintStream told = target.written(terminal);
      if (a.flag(Option.JSON.name())) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file);
        json.put("out", target.toString());
        json.put("size", size);
        json.put("points", to.grid().count());
        target.asked(terminal).println(Json.write(json));
      } else {
        told.println(target + ": " + size);
      }
    }
    return Main.DONE;
  }

  /**
   * Reads an encoded signal that can be written as a file, from below a folder, if that is read.
   */
  static EncodedSignal read(Arguments a, String file, Path top) {
    EncodedSignal encoded = CompactOptions.read(a, file, top);
    checkChannels(file, encoded, Medium.of(encoded.kind()));
    return encoded;
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

  private static void decode(
      Arguments a, EncodedSignal encoded, DecodeGrid to, Path target, Terminal terminal) {
    try (Compute compute = a.compute();
        Progress progress = new Progress(terminal, "point", 0, to.grid().count())) {
      Slices decoded =
          Codec.slices(encoded, to.kind(), to.grid(), compute, n -> progress.update(n, ""));
      Medium.of(encoded.kind()).write(target, decoded);
    }
  }
}
