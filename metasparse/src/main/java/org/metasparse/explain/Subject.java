package org.metasparse.explain;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonObject;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.Preparation;
import org.metasparse.train.RunFolder;
import org.metasparse.train.TrainConfig;

/**
 * What a page explains: a run on images, and pictures to show it with.
 *
 * @param name what to call the run
 * @param config its numbers, with pictures of the page's size
 * @param rounds the networks at the end of each round, the dense one first
 * @param learn pictures to learn from, at least a batch
 * @param fit pictures to fit
 */
public record Subject(
    String name,
    TrainConfig config,
    List<Checkpoint> rounds,
    List<Signal> learn,
    List<Signal> fit) {
  /** Rows and columns of a page's pictures at most: what a browser fits while one looks. */
  public static final int MOST_SIZE = 48;

  /** Copies the lists. */
  public Subject {
    rounds = List.copyOf(rounds);
    fit = List.copyOf(fit);
  }

  /**
   * The finished rounds of a run, or of what the demonstration left.
   *
   * @param folder the folder
   * @return the networks, the dense one first
   * @throws InputException if there is none, a file cannot be read, or has a latent code
   */
  public static List<Checkpoint> rounds(RunFolder folder) {
    List<Checkpoint> rounds = new ArrayList<>();
    for (int k : folder.rounds()) {
      Checkpoint round = CheckpointFile.read(folder.round(k));
      if (round.siren().shape().code() > 0) {
        throw new InputException(
            folder.round(k) + ": its fits move a latent code, which the page cannot show");
      }
      rounds.add(round);
    }
    if (rounds.isEmpty()) {
      throw new InputException(
          folder.path() + ": holds no finished round; give a run's folder, or the demonstration's");
    }
    return rounds;
  }

  /**
   * A run's numbers, its pictures made small enough for a page.
   *
   * @param name what to call the run in messages
   * @param round one of its networks
   * @return the numbers that the network was trained with
   * @throws InputException if they are not stored with it, or it was not trained on images
   */
  public static TrainConfig config(String name, Checkpoint round) {
    if (round.configuration().isEmpty()) {
      throw new InputException(
          name + ": does not tell how it was trained; give what 'train' or 'demo' wrote");
    }
    TrainConfig config = TrainConfig.of(JsonObject.parse(name, round.configuration()));
    if (!(config.preparation() instanceof Preparation images)) {
      throw new InputException(
          name
              + ": was trained on "
              + config.preparation().medium().id()
              + "; the page explains runs on images");
    }
    boolean small = images.size() > 0 && images.size() <= MOST_SIZE;
    return small
        ? config
        : new TrainConfig(
            Preparation.square(MOST_SIZE).withChannels(images.channels()), config.settings());
  }
}
