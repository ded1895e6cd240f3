package org.metasparse.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.metasparse.files.InputException;
import org.metasparse.format.Base;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.InrFile;
import org.metasparse.siren.Siren;
import org.metasparse.train.RunFolder;

/** Models by the names that users give them. */
public final class ModelNames {
  private ModelNames() {}

  /**
   * Opens a model: of a run ({@code RUN} its last finished round, {@code RUN@7} round 7), of a
   * checkpoint's file, of an {@code .inr} file that stands alone, or one that comes with the
   * program, whose names give way to files of the same name.
   *
   * @param name the name
   * @return the checkpoint; of files that tell nothing of a training with an empty configuration
   * @throws InputException if there is no such model, or it cannot be read
   */
  public static Checkpoint open(String name) {
    if (name.toLowerCase(Locale.ROOT).endsWith(".inr")) {
      return untold(InrFile.read(Path.of(name)).siren());
    }
    int at = name.lastIndexOf('@');
    String path = at > 0 ? name.substring(0, at) : name;
    if (Files.exists(Path.of(name)) || Files.exists(Path.of(path))) {
      return RunFolder.model(name);
    }
    BuiltInModels.Entry builtIn = BuiltInModels.named(name);
    if (builtIn == null) {
      throw new InputException(
          name
              + ": no such file or run, and no model that comes with the program, which are "
              + BuiltInModels.all().stream()
                  .map(BuiltInModels.Entry::name)
                  .collect(Collectors.joining(", ")));
    }
    return untold(BuiltInModels.read(builtIn).siren()).withFitRate(builtIn.rate());
  }

  /**
   * The model for a file of a given size, where a run has one for each size: of its rounds that of
   * whose network most moves, but no more than 1.6 numbers for each byte, as among those that come
   * with the program; the round of which least moves where all are more.
   *
   * @param name the model's name
   * @param bytes of the file
   * @return {@code RUN@k} for a run; the name itself for all others, a certain round of a run among
   *     them
   * @throws InputException if a round cannot be read
   */
  public static String forBytes(String name, int bytes) {
    if (!Files.isDirectory(Path.of(name))) {
      return name;
    }
    List<Round> rounds =
        new RunFolder(Path.of(name))
            .rounds().stream()
                .map(round -> name + "@" + round)
                .map(round -> new Round(round, open(round).siren().moved()))
                .toList();
    return BuiltInModels.mostForBytes(rounds, Round::moved, bytes).map(Round::name).orElse(name);
  }

  private record Round(String name, int moved) {}

  /**
   * What files refer to.
   *
   * @param name what the user calls the model
   * @param siren it
   * @return the base, known to readers if it is one of those that come with the program
   */
  public static Base base(String name, Siren siren) {
    Base base = new Base(name, siren);
    return new Base(name, siren, BuiltInModels.knows(base.hash()));
  }

  private static Checkpoint untold(Siren siren) {
    return new Checkpoint(siren, 0, 0, null, null, 0, 0, "");
  }
}
