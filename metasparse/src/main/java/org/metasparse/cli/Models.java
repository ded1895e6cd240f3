package org.metasparse.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonObject;
import org.metasparse.format.Checkpoint;
import org.metasparse.models.BuiltInModels;
import org.metasparse.models.ModelNames;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.siren.SirenShape;
import org.metasparse.train.DataSet;
import org.metasparse.train.TrainConfig;

/** What commands ask of a model that was trained. */
final class Models {
  private Models() {}

  /** Reads a model. */
  static Checkpoint open(String name) {
    return ModelNames.open(name);
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
    return trained == null ? channelsOf(name, model, medium, medium.asTheyAre()) : trained;
  }

  /** Signals in their own size, with the model's channels; shapes as in the model's training. */
  static SignalPreparation asTheyAre(Arguments a, String name, Checkpoint model, String data) {
    SignalPreparation trained = trained(name, model);
    Medium medium = medium(a, name, model, data, trained);
    return trained == null
        ? channelsOf(name, model, medium, medium.asTheyAre())
        : channelsOf(name, model, medium, medium.ownSize(trained));
  }

  /** Signals for the models that come with the program: pictures in their own size, meshes. */
  static SignalPreparation builtIn(Arguments a, String data) {
    Medium medium = SignalOptions.kind(a, () -> DataSet.medium(data));
    List<Medium> some = BuiltInModels.media();
    if (!some.contains(medium)) {
      throw new InputException(
          data
              + ": is taken for "
              + medium.article()
              + "; the models that come with the program are for "
              + some.stream().map(Medium::several).collect(Collectors.joining(" and "))
              + ", give one of yours as --model");
    }
    return medium.asTheyAre().withChannels(BuiltInModels.channels(medium));
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
    if (trained != null && !trained.medium().equals(medium)) {
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
    return Medium.all().stream()
        .filter(medium -> medium.axes() == shape.dimIn())
        .findFirst()
        .orElseThrow();
  }

  /** A preparation with the model's channels. */
  private static SignalPreparation channelsOf(
      String name, Checkpoint model, Medium medium, SignalPreparation preparation) {
    SirenShape shape = model.siren().shape();
    try {
      if (shape.dimIn() == medium.axes()) {
        return preparation.withChannels(shape.dimOut());
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    int most = medium.mostChannels();
    String channels =
        most == 1 ? "1 channel" : (most == 2 ? "1 or " : "1 to ") + most + " channels";
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
