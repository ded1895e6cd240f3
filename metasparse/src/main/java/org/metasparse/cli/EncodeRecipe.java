package org.metasparse.cli;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.metasparse.dataset.EncodedFile;
import org.metasparse.engine.Compute;
import org.metasparse.files.Sha256;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fit;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Fitting;
import org.metasparse.fit.Packing;
import org.metasparse.fit.Packing.Target;
import org.metasparse.fit.Protocol;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.meta.DivergedException;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.train.PreparationJson;

/**
 * All that an encoding depends on besides its signal.
 *
 * @param modelName the model as the user named it
 * @param model the model
 * @param preparation what is done to each signal
 * @param fitting how each is fitted
 * @param packing how small each is stored
 */
record EncodeRecipe(
    String modelName,
    Checkpoint model,
    SignalPreparation preparation,
    Fitting fitting,
    Packing packing) {

  /** Looks whether a signal can be read. */
  void check(Path file) {
    Models.check(file, preparation, modelName, model);
  }

  /** Reads one signal. */
  Signal read(Path file) {
    return Models.read(file, preparation, modelName, model);
  }

  /** Fits and packs one signal. */
  EncodedFile encode(Fitter fitter, Compute compute, Signal signal, IntConsumer progress) {
    Fit fit = fitter.fit(signal, fitting, progress);
    if (!Double.isFinite(fit.mse())) {
      throw new DivergedException(
          signal.name()
              + ": the fit diverged at a rate of "
              + fit.learningRate()
              + "; give a smaller --rate");
    }
    EncodedSignal encoded = Codec.encoded(model.siren(), signal, fit, fitting, packing, compute);
    return new EncodedFile(InrFile.encode(encoded), SignalSize.of(signal), encoded.psnr());
  }

  /**
   * For a manifest: two recipes that give other encodings differ in this too. The model goes by the
   * SHA-256 of its file.
   */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", Version.TEXT);
    json.put("model", Sha256.hex(CheckpointFile.encode(model)));
    if (fitting instanceof Effort effort) {
      json.put("effort", effort.id());
      if (effort.samples() != Effort.AUTOMATIC) {
        json.put("samples", effort.samples());
      }
    } else if (fitting instanceof Protocol protocol) {
      json.put("optimiser", protocol.optimiser().name().toLowerCase(Locale.ROOT));
      json.put("steps", protocol.steps());
      json.put("rate", protocol.learningRate());
      if (protocol.samples() > 0) {
        json.put("samples", protocol.samples());
      }
    }
    json.putAll(PreparationJson.write(preparation));
    if (packing.target() instanceof Target.Floats floats) {
      json.put("bits", floats.bits() + "f");
    } else if (packing.target() instanceof Target.Bits whole) {
      json.put("bits", whole.bits());
    } else if (packing.target() instanceof Target.MaxBytes most) {
      json.put("maxBytes", most.bytes());
    } else if (packing.target() instanceof Target.MinPsnr least) {
      json.put("minPsnr", least.decibels());
    }
    if (packing.base() != null) {
      json.put("base", HexFormat.of().formatHex(packing.base().hash()));
    }
    return json;
  }
}
