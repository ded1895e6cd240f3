package org.metasparse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Fit;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Packing;
import org.metasparse.fit.Protocol;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.meta.DivergedException;
import org.metasparse.signal.AtomicFiles;
import org.metasparse.signal.ImageReader;
import org.metasparse.signal.InputException;
import org.metasparse.signal.Preparation;
import org.metasparse.signal.Signal;

/** {@code encode}: fit a model to an image and write the network. */
final class EncodeCommand implements Command {
  @Override
  public String name() {
    return "encode";
  }

  @Override
  public String usage() {
    return "IMAGE… --model RUN[@ROUND] -o OUT.inr";
  }

  @Override
  public String summary() {
    return "Turns images into networks";
  }

  @Override
  public String details() {
    return """
        Each image is fitted at its own size unless told otherwise; grey images are taken as RGB where
        the model is. If --out is a folder, it receives NAME.inr for each image.
        """;
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(Option.MODEL);
    options.add(new Option("--out", "OUT.inr", "file to write, or an existing folder; also -o"));
    options.add(new Option("--steps", "N", "steps of Adam (default: 100)"));
    options.add(new Option("--rate", "X", "their learning rate (default: 1e-4)"));
    options.addAll(CompactOptions.OPTIONS);
    options.addAll(ImageOptions.OPTIONS);
    options.add(Option.THREADS);
    return options;
  }

  @Override
  public int leastOperands() {
    return 1;
  }

  @Override
  public int mostOperands() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    String modelName = a.required("--model");
    Path out = Path.of(a.required("--out"));
    Protocol protocol =
        new Protocol(
            Protocol.Optimiser.ADAM,
            a.integer("--steps", Protocol.ADAM100.steps(), 0),
            a.positive("--rate", Protocol.ADAM100.learningRate()));
    Checkpoint model = Models.open(modelName);
    Packing packing = CompactOptions.packing(a, modelName, model.siren());
    Preparation preparation = ImageOptions.preparation(a, Models.asTheyAre(model));
    Map<Path, Path> targets = targets(a.operands(), out);
    for (Path image : targets.keySet()) {
      // All are looked at before the first is fitted: whoever waits shall not wait in vain.
      read(image, preparation, modelName, model);
    }
    try (Compute compute = a.compute()) {
      Fitter fitter = new Fitter(model.siren(), compute);
      targets.forEach(
          (image, target) -> {
            Signal signal = read(image, preparation, modelName, model);
            encode(fitter, model, signal, protocol, packing, compute, target, terminal);
          });
    }
    return Main.DONE;
  }

  private static Signal read(
      Path image, Preparation preparation, String modelName, Checkpoint model) {
    Signal signal = ImageReader.read(image);
    Models.checkFits(modelName, model, signal);
    return preparation.apply(signal);
  }

  /** Where each image goes. */
  private static Map<Path, Path> targets(List<String> images, Path out) {
    boolean folder = Files.isDirectory(out);
    if (images.size() > 1 && !folder) {
      throw new InputException(out + ": must be an existing folder for several images");
    }
    Map<Path, Path> targets = new LinkedHashMap<>();
    Map<Path, Path> sources = new HashMap<>();
    for (String operand : images) {
      Path image = Path.of(operand);
      Path target = folder && image.getFileName() != null ? out.resolve(inrName(image)) : out;
      Path other = sources.put(target, image);
      if (other != null) {
        throw new InputException(
            other + " and " + image + " would both become " + target + "; encode them apart");
      }
      AtomicFiles.checkTarget(target);
      targets.put(image, target);
    }
    return targets;
  }

  static String inrName(Path image) {
    String name = image.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name) + ".inr";
  }

  private static void encode(
      Fitter fitter,
      Checkpoint model,
      Signal signal,
      Protocol protocol,
      Packing packing,
      Compute compute,
      Path target,
      Terminal terminal) {
    Fit fit;
    try (Progress progress = new Progress(terminal, "step", 0, protocol.steps())) {
      fit = fitter.fit(List.of(signal), protocol, n -> progress.update(n, signal.name())).get(0);
    }
    if (!Double.isFinite(fit.mse())) {
      throw new DivergedException(
          signal.name()
              + ": the fit diverged at a rate of "
              + protocol.learningRate()
              + "; give a smaller --rate");
    }
    EncodedSignal encoded = Codec.encoded(model.siren(), signal, fit, protocol, packing, compute);
    InrFile.write(target, encoded);
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s: %s, %d weights, %.2f dB, %d bytes%n",
            target,
            size(signal),
            model.siren().layout().weights(),
            encoded.psnr(),
            InrFile.encode(encoded).length);
  }

  static String size(Signal signal) {
    return signal.grid().sizes().get(1) + "x" + signal.grid().sizes().get(0);
  }
}
