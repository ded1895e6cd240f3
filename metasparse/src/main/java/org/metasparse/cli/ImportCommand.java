package org.metasparse.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.metasparse.files.InputException;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.format.TensorFile;
import org.metasparse.interchange.ImportOptions;
import org.metasparse.interchange.SignalMetadata;
import org.metasparse.interchange.TorchFile;
import org.metasparse.interchange.TorchImport;
import org.metasparse.signal.Grid;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;

/** {@code import}: a network that another program trained. */
final class ImportCommand implements Command {
  @Override
  public String name() {
    return "import";
  }

  @Override
  public String usage() {
    return "FILE.safetensors|FILE.npz --omega W -o OUT.safetensors|OUT.inr";
  }

  @Override
  public String summary() {
    return "Reads a SIREN that PyTorch code trained, as a model or an encoded signal";
  }

  @Override
  public String details() {
    return """
        FILE holds a state_dict: layers.N.linear.weight (or weight_orig and weight_mask, or
        weight.crow_indices, .col_indices and .values, as 'export --csr' writes them) and
        layers.N.linear.bias, behind any prefix; a buffer that is called grid is passed over.
        The network is h = sin(W (weight h + bias)) in every layer but the last, which is linear.
        OUT.safetensors is a model for encode, evaluate and inspect; OUT.inr is for decode, and
        needs --size if FILE was not exported from one.
        """;
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("--out", "OUT", "file to write, .safetensors or .inr; also -o"),
        new Option(
            "--omega", "W", "frequency factor of the sine layers (default: FILE's, if told)"),
        new Option("--first-omega", "W", "that of the first layer (default: the same)"),
        new Option("--output-scale", "X", "what the output was multiplied with (default: 1)"),
        new Option("--output-offset", "X", "what was added to it then (default: 0)"),
        new Option("--sparse", null, "weights that are exactly 0 are pruned ones"),
        new Option("--size", "WxH", "columns and rows of the image that the network stands for"));
  }

  @Override
  public int leastOperands() {
    return 1;
  }

  @Override
  public boolean computes() {
    return false;
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    String name = a.operands().get(0);
    Path out = OutFile.path(a, "--out", ".safetensors", ".inr");
    boolean signal = signal(a, out);
    ImportOptions options =
        new ImportOptions(
            a.positive("--omega", Double.NaN),
            a.positive("--first-omega", Double.NaN),
            a.positive("--output-scale", 1),
            offset(a),
            a.flag("--sparse"));
    Grid size = size(a);
    TensorFile file = TorchFile.read(Path.of(name));
    Siren siren = TorchImport.read(name, file, options);
    for (String buffer : TorchImport.passedOver(file)) {
      terminal.notice(name + ": passed over " + buffer + ", a buffer");
    }
    if (signal) {
      InrFile.write(out, encoded(name, file, siren, size));
    } else {
      CheckpointFile.write(out, new Checkpoint(siren, 0, 0, null, null, 0, 0, ""));
    }
    terminal
        .told()
        .printf(
            "%s: %s, %d of %d weights%n",
            out, siren.shape(), siren.layout().weights(), siren.layout().denseWeights());
    return Main.DONE;
  }

  /** Whether the result stands for a signal. */
  private static boolean signal(Arguments a, Path out) {
    String name = out.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".inr")) {
      return true;
    }
    if (a.flag("--size")) {
      throw new InputException(
          "--size is for an encoded signal; leave it out, or give a name that ends in .inr");
    }
    return false;
  }

  private static double offset(Arguments a) {
    double offset = a.number("--output-offset", 0);
    if (!Float.isFinite((float) offset)) {
      throw new InputException("--output-offset " + offset + ": must be finite");
    }
    return offset;
  }

  /** The grid that the option gives, or null. */
  private static Grid size(Arguments a) {
    String size = a.text("--size", "");
    if (size.isEmpty()) {
      return null;
    }
    if (!size.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
      throw new InputException("--size " + size + ": must be like 640x480, from 1x1");
    }
    int x = size.indexOf('x');
    int width = Integer.parseInt(size.substring(0, x));
    int height = Integer.parseInt(size.substring(x + 1));
    try {
      // As PyTorch code of this method lays coordinates: each axis from -1 to 1.
      return new Grid(List.of(height, width));
    } catch (IllegalArgumentException e) {
      throw new InputException("--size " + size + ": is too large", e);
    }
  }

  private static EncodedSignal encoded(String name, TensorFile file, Siren siren, Grid size) {
    SignalMetadata told = size == null ? SignalMetadata.of(name, file.metadata()) : null;
    if (size == null && told == null) {
      throw new InputException(
          name + ": does not tell the size of its signal; give it with --size, like 640x480");
    }
    SignalKind kind = told == null ? ImageKind.EIGHT_BITS : told.kind();
    Grid grid = told == null ? size : told.grid();
    float psnr = told == null ? Float.NaN : told.psnr();
    try {
      return new EncodedSignal(siren, kind, grid, siren.shape().dimOut(), psnr);
    } catch (IllegalArgumentException e) {
      throw new InputException(name + ": cannot be an encoded signal: " + e.getMessage(), e);
    }
  }
}
