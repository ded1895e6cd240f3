package org.metasparse.cli;

import java.nio.file.Path;
import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.fit.Fitting;
import org.metasparse.fit.Packing;
import org.metasparse.fit.Packing.Target;
import org.metasparse.fit.Protocol;
import org.metasparse.format.Base;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.models.ModelFinder;
import org.metasparse.models.ModelNames;
import org.metasparse.siren.Siren;

/** The options that make encoded signals small, and the one that reads them again. */
final class CompactOptions {
  /** For commands that read encoded signals. */
  static final Option READ_BASE =
      new Option("--base", "RUN[@ROUND]|FILE", "the model from which the file is a difference");

  /** And where to look for it. */
  static final Option READ_MODELS =
      new Option(
          "--models", "DIR", "where that model may lie, besides beside the file and in the jar");

  /** For commands that write them. */
  static final List<Option> OPTIONS =
      List.of(
          new Option(
              "--bits", "N", "bits a parameter, 4 to 16 (default: 8), or 16f, 32f for floats"),
          new Option("--max-bytes", "N", "or the best that fits in a file of N bytes"),
          new Option("--min-psnr", "DB", "or the smallest file that is as good"),
          new Option(
              "--base",
              "RUN[@ROUND]|FILE",
              "store the difference from this model, not from --model"),
          new Option("--standalone", null, "store the whole network; 32f unless told otherwise"));

  private static final int LEAST_BITS = 4;
  private static final int MOST_BITS = 16;

  private CompactOptions() {}

  /**
   * What the options ask for.
   *
   * @param modelName the name of the model that signals are fitted from
   * @param model it; null if it is not the same for all
   * @param fitting how they are fitted: by numbers that are told, they are stored as they are
   */
  static Packing packing(Arguments a, String modelName, Siren model, Fitting fitting) {
    a.one("--standalone", "--base");
    String given = a.one("--bits", "--max-bytes", "--min-psnr");
    Base base = base(a);
    Target target =
        switch (given) {
          case "--bits" -> bits(a);
          case "--max-bytes" -> new Target.MaxBytes(a.integer("--max-bytes", 0, 1));
          case "--min-psnr" -> new Target.MinPsnr(a.positive("--min-psnr", 0));
          default -> base == null && whole(a, fitting) ? Packing.NONE.target() : new Target.Bits(8);
        };
    if (base != null) {
      check(a, target, base, modelName, model);
    }
    return new Packing(target, base);
  }

  private static void check(Arguments a, Target target, Base base, String modelName, Siren model) {
    if (target instanceof Target.Floats) {
      throw new InputException(
          "--bits "
              + a.text("--bits", "")
              + ": the difference from --base is stored with 4 to 16 bits");
    }
    if (model == null
        || !(base.siren().shape().equals(model.shape())
            && base.siren().layout().equals(model.layout()))) {
      throw new InputException(
          "--base "
              + base.name()
              + ": has other weights than --model "
              + modelName
              + "; give the same model, or another one with its pattern");
    }
  }

  /**
   * Whether networks are stored by themselves if no model is told: where the user wants it, or
   * tells the numbers of the fit.
   */
  private static boolean whole(Arguments a, Fitting fitting) {
    return a.flag("--standalone") || fitting instanceof Protocol;
  }

  /**
   * Whether the difference from the model at hand is stored: always, where nothing else is told.
   */
  static boolean difference(Arguments a, Packing packing, Fitting fitting) {
    return packing.base() == null
        && !(packing.target() instanceof Target.Floats)
        && !whole(a, fitting);
  }

  private static Target bits(Arguments a) {
    String bits = a.text("--bits", "");
    if (bits.equals("32f") || bits.equals("16f")) {
      return new Target.Floats(Integer.parseInt(bits.substring(0, 2)));
    }
    if (!bits.matches("[0-9]{1,2}")
        || Integer.parseInt(bits) < LEAST_BITS
        || Integer.parseInt(bits) > MOST_BITS) {
      throw new InputException(
          "--bits " + bits + ": must be a whole number from 4 to 16, or 16f or 32f");
    }
    return new Target.Bits(Integer.parseInt(bits));
  }

  private static Base base(Arguments a) {
    if (!a.flag("--base")) {
      return null;
    }
    String name = a.text("--base", "");
    return ModelNames.base(name, ModelNames.open(name).siren());
  }

  /** Reads an encoded signal, with the model that {@code --base} names or that is found. */
  static EncodedSignal read(Arguments a, String file) {
    return read(a, file, null);
  }

  /** The same of a file below a folder that is read, where the model may lie, too. */
  static EncodedSignal read(Arguments a, String file, Path top) {
    Path path = Path.of(file);
    if (a.flag("--base")) {
      return InrFile.read(path, base(a));
    }
    List<Path> folders = a.flag("--models") ? List.of(Path.of(a.text("--models", ""))) : List.of();
    return InrFile.read(path, new ModelFinder(path, top, folders));
  }
}
