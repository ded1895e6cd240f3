package org.metasparse.dataset;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Effort;
import org.metasparse.fit.FitListener;
import org.metasparse.fit.Fitting;
import org.metasparse.fit.Packing;
import org.metasparse.fit.Packing.Target;
import org.metasparse.fit.Protocol;
import org.metasparse.fit.TooFewDecibelsException;
import org.metasparse.format.Base;
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
 * @param models which model each is fitted from
 * @param preparation what is done to each signal
 * @param fitting how each is fitted
 * @param packing how small each is stored
 * @param difference whether what is stored is the difference from its model, where the packing has
 *     no other one
 */
public record EncodeRecipe(
    String version,
    ModelChoice models,
    SignalPreparation preparation,
    Fitting fitting,
    Packing packing,
    boolean difference) {

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
    Compatibility.check(models.name(), models.channels(), signal);
    return preparation.apply(signal);
  }

  /**
   * About how much there is to compute for a signal: the products of each of its fit's gradients,
   * forward and twice back, at all points.
   *
   * @param signal the signal, prepared
   * @return multiply-adds, at most as many where a fit draws points
   */
  public double multiplyAdds(Signal signal) {
    Base model = models.of(signal).findFirst().orElseThrow().base();
    double gradients = Codec.gradients(fitting, packed(model));
    return 3 * gradients * model.siren().layout().size() * signal.grid().count();
  }

  /**
   * Fits and packs one signal; from a larger model where one does not reach what is asked for.
   *
   * @param signal the signal, prepared
   * @param compute kernels and threads
   * @param progress told how far the fit is
   * @return its file
   * @throws org.metasparse.meta.DivergedException if the fit diverged
   * @throws org.metasparse.files.InputException if it cannot be made as small or as good as asked
   */
  public Product encode(Signal signal, Compute compute, FitListener progress) {
    Iterator<ModelChoice.Start> starts = models.of(signal).iterator();
    while (true) {
      try {
        return encode(starts.next(), signal, compute, progress);
      } catch (TooFewDecibelsException e) {
        if (!starts.hasNext()) {
          throw e;
        }
      }
    }
  }

  private Product encode(
      ModelChoice.Start start, Signal signal, Compute compute, FitListener progress) {
    Base model = start.base();
    EncodedSignal encoded =
        Codec.encode(
            model.siren(), signal, fitting.at(start.rate()), packed(model), compute, progress);
    String size = Medium.of(signal.kind()).size(signal.kind(), signal.grid());
    int moved = model.siren().moved();
    return new Product(InrFile.encode(encoded), size, encoded.psnr(), moved, signal.grid().count());
  }

  private Packing packed(Base model) {
    return difference ? new Packing(packing.target(), model) : packing;
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
    json.putAll(models.toJson());
    if (fitting instanceof Effort effort) {
      json.put("effort", effort.id());
      if (effort.seconds() > 0) {
        json.put("fitSeconds", effort.seconds());
      }
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
    if (difference) {
      json.put("base", "model");
    } else if (packing.base() != null) {
      json.put("base", HexFormat.of().formatHex(packing.base().hash()));
    }
    return json;
  }
}
