package org.metasparse.cli;

import org.metasparse.experiment.TrainConfig;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.JsonObject;
import org.metasparse.signal.InputException;
import org.metasparse.signal.Preparation;
import org.metasparse.signal.Signal;
import org.metasparse.siren.SirenShape;

/** What commands ask of a model that was trained. */
final class Models {
  private Models() {}

  /** How the model's training prepared its images; as they are if the model does not tell. */
  static Preparation preparation(Checkpoint model) {
    if (model.configuration().isEmpty()) {
      return new Preparation(0, Preparation.NO_CROP, 0, model.siren().shape().dimOut());
    }
    return TrainConfig.of(JsonObject.parse("the model's configuration", model.configuration()))
        .images();
  }

  /** Refuses a model that does not represent images of that many channels. */
  static void checkFits(String name, Checkpoint model, Signal signal) {
    SirenShape shape = model.siren().shape();
    if (shape.dimIn() != signal.grid().rows() || shape.dimOut() != signal.channels()) {
      throw new InputException(
          name
              + ": is a network of "
              + shape
              + "; for "
              + signal.name()
              + " one of "
              + signal.grid().rows()
              + " coordinates and "
              + signal.channels()
              + " channels is needed");
    }
  }
}
