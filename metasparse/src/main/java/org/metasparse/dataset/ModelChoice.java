package org.metasparse.dataset;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metasparse.files.Sha256;
import org.metasparse.fit.Packing;
import org.metasparse.format.Base;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.models.BuiltInModels;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;

/** Which model a signal is fitted from. */
public sealed interface ModelChoice {
  /**
   * One model for all.
   *
   * @param base what files refer to
   * @param model it
   */
  record One(Base base, Checkpoint model) implements ModelChoice {
    @Override
    public Stream<Start> of(Signal signal) {
      return Stream.of(new Start(base, model.fitRate()));
    }

    @Override
    public String name() {
      return base.name();
    }

    @Override
    public int channels() {
      return model.siren().shape().dimOut();
    }

    @Override
    public Map<String, Object> toJson() {
      return Map.of("model", Sha256.hex(CheckpointFile.encode(model)));
    }
  }

  /**
   * One of those that come with the program, by the size that the file shall have, or by the
   * signal's.
   *
   * @param medium what the signals are; one of {@link BuiltInModels#media}
   * @param target what is asked of the file
   */
  record BuiltIn(Medium medium, Packing.Target target) implements ModelChoice {

    @Override
    public Stream<Start> of(Signal signal) {
      BuiltInModels.Entry first =
          target instanceof Packing.Target.MaxBytes most
              ? BuiltInModels.forBytes(medium, most.bytes())
              : BuiltInModels.forPoints(medium, signal.grid().count());
      return BuiltInModels.of(medium).stream()
          .filter(entry -> entry.moved() >= first.moved())
          .map(entry -> new Start(BuiltInModels.read(entry), entry.rate()));
    }

    @Override
    public String name() {
      return BuiltInModels.family(medium);
    }

    @Override
    public int channels() {
      return BuiltInModels.channels(medium);
    }

    @Override
    public Map<String, Object> toJson() {
      return Map.of(
          "model",
          BuiltInModels.of(medium).stream()
              .map(entry -> entry.hash() + "@" + entry.rate())
              .collect(Collectors.joining(" ")));
    }
  }

  /**
   * A model to fit a signal from.
   *
   * @param base it
   * @param rate the learning rate that suits fits from it; 0 if none is known
   */
  record Start(Base base, double rate) {}

  /**
   * Chooses.
   *
   * @param signal what will be fitted
   * @return the model, at least one; behind it larger ones, ascending, should it not be good enough
   */
  Stream<Start> of(Signal signal);

  /** {@return what the choice is called, for messages} */
  String name();

  /** {@return the channels of all models that there are to choose from} */
  int channels();

  /** {@return what tells this choice from others, for a manifest} */
  Map<String, Object> toJson();
}
