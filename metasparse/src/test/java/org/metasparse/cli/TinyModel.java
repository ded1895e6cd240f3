package org.metasparse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.metasparse.engine.Rng;
import org.metasparse.files.Json;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.meta.MetaConfig;
import org.metasparse.meta.MetaGradient;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruned;
import org.metasparse.signal.image.Preparation;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;
import org.metasparse.testing.Configs;
import org.metasparse.train.RunFolder;
import org.metasparse.train.TrainConfig;

/** Models that nobody trained, for tests of what is done with models. */
final class TinyModel {
  static final int SIZE = 12;

  private TinyModel() {}

  /** A configuration of very little work: RGB images of 12 x 12 pixels. */
  static TrainConfig config() {
    return Configs.of(
        Preparation.square(SIZE),
        new SirenShape(2, 8, 2, 3, 30f),
        new MetaConfig(MetaGradient.MULTISTEP, 2, 0.01, 1e-3, 3),
        new TrainConfig.Schedule(12, 2, 4, 0.5),
        7);
  }

  /** A dense network of random parameters. */
  static Checkpoint dense(SirenShape shape, String configuration) {
    Siren siren = SirenInit.random(shape, new Rng(5));
    return new Checkpoint(siren, 0, 0, null, null, 0, 0, configuration);
  }

  /** The checkpoint's network with half of its weights, as the next round. */
  static Checkpoint pruned(Checkpoint from) {
    Siren siren = from.siren();
    Pruned pruned = MagnitudePruning.prune(siren.layout(), siren.theta(), 0.5);
    Siren small = new Siren(siren.shape(), pruned.layout(), pruned.shrink(siren.theta()));
    return new Checkpoint(small, from.round() + 1, 4, null, null, 0, 0, from.configuration());
  }

  /** A run's folder with rounds 0 and 1. */
  static Path run(Path folder) throws IOException {
    Files.createDirectories(folder);
    Checkpoint dense = dense(config().shape(), Json.write(config().toJson()));
    RunFolder run = new RunFolder(folder);
    for (Checkpoint round : List.of(dense, pruned(dense))) {
      CheckpointFile.write(run.round(round.round()), round);
    }
    return folder;
  }

  /** A file with a network of another shape, which tells no configuration. */
  static Path file(Path file, int dimIn, int dimOut) {
    CheckpointFile.write(file, dense(new SirenShape(dimIn, 8, 2, dimOut, 30f), ""));
    return file;
  }
}
