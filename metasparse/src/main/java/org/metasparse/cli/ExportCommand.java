package org.metasparse.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.metasparse.dataset.Item;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.format.Safetensors;
import org.metasparse.interchange.Exported;
import org.metasparse.interchange.HtmlPage;
import org.metasparse.interchange.Npz;
import org.metasparse.interchange.TorchTensors;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalFolder;
import org.metasparse.signal.SignalPreparation;

/** {@code export}: a network for other programs. */
final class ExportCommand implements Command {
  private static final String WITH = "--with";

  /** What can be written; a file's name ends with the lower-case name. */
  private enum Target {
    SAFETENSORS,
    NPZ,
    HTML;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Target of(String id) {
      for (Target target : values()) {
        if (target.id().equals(id)) {
          return target;
        }
      }
      throw new IllegalArgumentException("'" + id + "' is not one of safetensors, npz, html");
    }
  }

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String usage() {
    return "FILE.inr|FILE.safetensors|RUN[@ROUND] -o OUT";
  }

  @Override
  public String summary() {
    return "Writes a network for PyTorch, for NumPy, or as a page for the browser";
  }

  @Override
  public String details() {
    return """
        Tensors have PyTorch's names: layers.N.linear.weight, zeros where weights were pruned, and
        layers.N.linear.bias. The metadata tell omega and where the signal's points lie: axis k
        has grid.sizes[k] points from -grid.extents[k] to grid.extents[k], the last axis fastest.
        Pixels are square: only the longer axis of a picture reaches to 1. In Python, from the
        metadata m:
          axes = [e * torch.linspace(-1, 1, n) if n > 1 else torch.zeros(1)
                  for n, e in zip(json.loads(m["grid.sizes"]), json.loads(m["grid.extents"]))]
          x = torch.stack(torch.meshgrid(*axes, indexing="ij"), -1)

        A page holds the network and decodes it at any zoom, without a server;
        it is made from an .inr file. With the original beside it, it shows where the two differ.
        """;
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("--out", "OUT", "file to write; also -o"),
        new Option("--to", "FORMAT", "safetensors, npz or html (default: as OUT's name ends)"),
        new Option("--csr", null, "weights as weight.crow_indices, .col_indices and .values"),
        new Option("--masked", null, "weights as weight_orig and weight_mask"),
        new Option(
            WITH, "IMAGE", "html: the original, to be shown beside it, and where they differ"),
        CompactOptions.READ_BASE,
        CompactOptions.READ_MODELS,
        Option.QUIET);
  }

  @Override
  public int leastOperands() {
    return 1;
  }

  @Override
  public String standardInput() {
    return Item.SUFFIX;
  }

  @Override
  public boolean computes() {
    return false;
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    String file = a.operands().get(0);
    Target target = target(a, a.required("--out"));
    TorchTensors.Weights weights = weights(a, target);
    if (a.flag(WITH) && target != Target.HTML) {
      throw new InputException(WITH + " is for html; leave it out for " + target.id());
    }
    try (OutFile out = OutFile.of(a, "--out", List.of())) {
      Exported exported = open(a, file, target);
      Signal original = a.flag(WITH) ? original(exported, Path.of(a.text(WITH, ""))) : null;
      byte[] bytes = encode(exported, target, weights, file, original);
      AtomicFiles.write(out.path(), bytes);
      out.written(terminal)
          .printf(
              "%s: %s, %d weights, %d bytes%n",
              out, target.id(), exported.siren().layout().weights(), bytes.length);
    }
    return Main.DONE;
  }

  private static Target target(Arguments a, String out) {
    if (a.flag("--to")) {
      return a.choice("--to", "", Target::of);
    }
    String name = out.toLowerCase(Locale.ROOT);
    for (Target target : Target.values()) {
      if (name.endsWith("." + target.id())) {
        return target;
      }
    }
    throw new InputException(
        out
            + ": does not tell the format; give a name that ends in .safetensors, .npz or .html,"
            + " or --to");
  }

  private static TorchTensors.Weights weights(Arguments a, Target target) {
    String given = a.one("--csr", "--masked");
    if (target == Target.HTML && !given.isEmpty()) {
      throw new InputException(given + " is for safetensors and npz; leave it out for html");
    }
    return switch (given) {
      case "--csr" -> TorchTensors.Weights.CSR;
      case "--masked" -> TorchTensors.Weights.MASKED;
      default -> TorchTensors.Weights.DENSE;
    };
  }

  private static Exported open(Arguments a, String file, Target target) {
    if (file.toLowerCase(Locale.ROOT).endsWith(Item.SUFFIX)) {
      Path path = Path.of(file);
      return Exported.of(path.getFileName().toString(), CompactOptions.read(a, file));
    }
    if (target == Target.HTML) {
      throw new InputException(
          file + ": a page shows an encoded signal; give an .inr file, as 'encode' writes it");
    }
    return Exported.of(file, Models.open(file).siren());
  }

  /** The original as it was encoded: in its own size, with the channels that the network has. */
  private static Signal original(Exported exported, Path path) {
    Medium medium = Medium.of(exported.kind());
    SignalPreparation preparation = medium.asTheyAre();
    try {
      preparation = preparation.withChannels(exported.siren().shape().dimOut());
    } catch (IllegalArgumentException e) {
      throw new InputException(path + ": " + e.getMessage(), e);
    }
    return SignalFolder.open(path, medium).load(preparation).get(0);
  }

  private static byte[] encode(
      Exported exported,
      Target target,
      TorchTensors.Weights weights,
      String file,
      Signal original) {
    try {
      return switch (target) {
        case SAFETENSORS -> Safetensors.encode(TorchTensors.of(exported, weights));
        case NPZ -> Npz.encode(TorchTensors.of(exported, weights));
        case HTML ->
            HtmlPage.of(exported, Path.of(file).toFile().length(), original)
                .getBytes(StandardCharsets.UTF_8);
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InputException(
          file + ": cannot be written as " + target.id() + ": " + e.getMessage(), e);
    }
  }
}
