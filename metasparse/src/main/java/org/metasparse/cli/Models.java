package org.metasparse.cli;

import java.util.Locale;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonObject;
import org.metasparse.format.Checkpoint;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.SignalReader;
import org.metasparse.signal.audio.AudioPreparation;
import org.metasparse.signal.image.Preparation;
import org.metasparse.signal.shape.ShapePreparation;
import org.metasparse.signal.video.VideoPreparation;
import org.metasparse.siren.SirenShape;
import org.metasparse.train.DataSet;
import org.metasparse.train.RunFolder;
import org.metasparse.train.TrainConfig;

/** What commands ask of a model that was trained. */
final class Models {
  private Models() {}

  /** Reads a model. */
  static Checkpoint open(String name) {
    return RunFolder.model(name);
  }

  /**
   * How the model's training prepared its signals; as they are if the model does not tell.
   *
   * @param a says what the data are, if the user does
   * @param data what will be fitted, for models that do not tell what they represent
   */
  static SignalPreparation preparation(Arguments a, String name, Checkpoint model, String data) {
    SignalPreparation trained = trained(name, model);
    Medium medium = medium(a, name, model, data, trained);
    return trained == null ? asTheyAre(name, model, medium) : trained;
  }

  /** Signals in their own size, with the model's channels; shapes as in the model's training. */
  static SignalPreparation asTheyAre(Arguments a, String name, Checkpoint model, String data) {
    SignalPreparation trained = trained(name, model);
    Medium medium = medium(a, name, model, data, trained);
    return trained instanceof ShapePreparation ? trained : asTheyAre(name, model, medium);
  }

  private static SignalPreparation trained(String name, Checkpoint model) {
    if (model.configuration().isEmpty()) {
      return null;
    }
    try {
      SignalPreparation trained =
          TrainConfig.of(JsonObject.parse(name, model.configuration())).preparation();
      // The network counts, should the two differ.
      return trained.withChannels(model.siren().shape().dimOut());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InputException(name + ": its configuration is not valid: " + e.getMessage(), e);
    }
  }

  private static Medium medium(
      Arguments a, String name, Checkpoint model, String data, SignalPreparation trained) {
    SirenShape shape = model.siren().shape();
    Medium medium =
        SignalOptions.kind(
            a,
            () ->
                trained != null
                    ? trained.medium()
                    : shape.dimIn() < 3 ? ofAxes(shape) : DataSet.medium(data));
    if (trained != null && trained.medium() != medium) {
      throw new InputException(
          "--kind "
              + medium.id()
              + ": "
              + name
              + " is a network for "
              + trained.medium().several()
              + "; leave --kind out or give another model");
    }
    return medium;
  }

  private static Medium ofAxes(SirenShape shape) {
    return shape.dimIn() == 1 ? Medium.AUDIO : Medium.IMAGE;
  }

  private static SignalPreparation asTheyAre(String name, Checkpoint model, Medium medium) {
    SirenShape shape = model.siren().shape();
    Preparation image = Preparation.none();
    SignalPreparation preparation =
        switch (medium) {
          case IMAGE -> image;
          case AUDIO -> AudioPreparation.asTheyAre(1);
          case VIDEO -> new VideoPreparation(0, VideoPreparation.USUAL_RATE, image);
          case SHAPE -> new ShapePreparation(SignalReader.USUAL_GRID);
        };
    try {
      if (shape.dimIn() == medium.axes()) {
        return preparation.withChannels(shape.dimOut());
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    String channels =
        switch (medium) {
          case IMAGE, VIDEO -> "1 to 4 channels";
          case AUDIO -> "1 or 2 channels";
          case SHAPE -> "1 channel";
        };
    throw new InputException(
        String.format(
            Locale.ROOT,
            "%s: is a network of %s; %s need one of %d coordinates and %s",
            name,
            shape,
            medium.several(),
            medium.axes(),
            channels));
  }
}
