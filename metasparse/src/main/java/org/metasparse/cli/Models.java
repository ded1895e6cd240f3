package org.metasparse.cli;

import org.metasparse.experiment.RunFolder;
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

  /** Reads a model, which must be one of images. */
  static Checkpoint open(String name) {
    Checkpoint model = RunFolder.model(name);
    SirenShape shape = model.siren().shape();
    if (shape.dimIn() != 2 || (shape.dimOut() != 1 && shape.dimOut() != 3)) {
      throw new InputException(
          name
              + ": is a network of "
              + shape
              + "; images need one of 2 coordinates and 1 or 3 channels");
    }
    return model;
  }

  /** How the model's training prepared its images; as they are if the model does not tell. */
  static Preparation preparation(String name, Checkpoint model) {
    if (model.configuration().isEmpty()) {
      return asTheyAre(model);
    }
    try {
      return TrainConfig.of(JsonObject.parse(name, model.configuration())).images();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InputException(name + ": its configuration is not valid: " + e.getMessage(), e);
    }
  }

  /** Images in their own size, with the model's channels. */
  static Preparation asTheyAre(Checkpoint model) {
    return new Preparation(0, Preparation.NO_CROP, 0, model.siren().shape().dimOut());
  }

  /** Refuses a model that does not represent images of that many channels. */
  static void checkFits(String name, Checkpoint model, Signal image) {
    int channels = model.siren().shape().dimOut();
    if (image.channels() > channels) {
      throw new InputException(
          name
              + ": is a network for images of "
              + channels
              + " channel; "
              + image.name()
              + " has "
              + image.channels()
              + ": make it grey, or give a model of colour images");
    }
  }
}
