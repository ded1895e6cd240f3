package org.metasparse.dataset;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.metasparse.engine.Compute;
import org.metasparse.files.Sha256;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fitting;
import org.metasparse.fit.Packing;
import org.metasparse.fit.Packing.Target;
import org.metasparse.fit.Protocol;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.train.PreparationJson;

/**
 * All that an encoding depends on besides its signal.
 *
 * @param version the program's
 * @param modelName the model as the user named it
 * @param model the model
 * @param preparation what is done to each signal
 * @param fitting how each is fitted
 * @param packing how small each is stored
 */
public record EncodeRecipe(
    String version,
    String modelName,
    Checkpoint model,
    SignalPreparation preparation,
    Fitting fitting,
    Packing packing) {

  /**
   * Looks whether a signal can be read and fits the model; of meshes, without the long work of
   * sampling them.
   *
   * @param file the signal's
   * @throws org.metasparse.files.InputException if not
   */
  public void check(Path file) {
    if (!preparation.check(file)) {
      read(file);
    }
  }

  /**
   * Reads one signal and prepares it.
   *
   * @param file the signal's
   * @return the signal
   * @throws org.metasparse.files.InputException if it cannot be read, or does not fit the model
   */
  public Signal read(Path file) {
    Signal signal = preparation.load(file, String.valueOf(file.getFileName()));
    Compatibility.check(modelName, model.siren().shape().dimOut(), signal);
    return preparation.apply(signal);
  }

  /**
   * Fits and packs one signal.
   *
   * @param signal the signal, prepared
   * @param compute kernels and threads
   * @param progress told how many steps have been taken
   * @return its file
   * @throws org.metasparse.meta.DivergedException if the fit diverged
   * @throws org.metasparse.files.InputException if it cannot be made as small or as good as asked
   */
  public EncodedFile encode(Signal signal, Compute compute, IntConsumer progress) {
    EncodedSignal encoded =
        Codec.encode(model.siren(), signal, fitting, packing, compute, progress);
    String size = Medium.of(signal.kind()).size(signal.kind(), signal.grid());
    return new EncodedFile(InrFile.encode(encoded), size, encoded.psnr());
  }

  /**
   * For a manifest: two recipes that give other encodings differ in this too. The model goes by the
   * SHA-256 of its file.
   *
   * @return keys and values in a fixed order
   */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", version);
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
