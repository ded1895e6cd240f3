package org.metasparse.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.files.InputException;
import org.metasparse.files.JsonLines;
import org.metasparse.files.JsonObject;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.InrFile;
import org.metasparse.report.Table;
import org.metasparse.siren.Siren;
import org.metasparse.train.RunFolder;

/**
 * What became of a run, round by round.
 *
 * @param rounds its finished rounds, the dense network first
 */
public record RunStory(List<Round> rounds) {
  /**
   * A finished round.
   *
   * @param round its number, 0 for the dense network
   * @param weights surviving weights
   * @param density the fraction of weights that survive
   * @param parameters surviving weights, and biases
   * @param moves how many of them the fits move
   * @param layers survivors of each weight matrix, as far as the fits move them
   * @param psnr mean PSNR of the signals that were held out, after 100 steps of Adam, in decibels;
   *     NaN if none were
   */
  public record Round(
      int round,
      int weights,
      double density,
      int parameters,
      int moves,
      List<Integer> layers,
      double psnr) {
    private boolean allMove() {
      return moves == parameters;
    }
  }

  /** Copies the list. */
  public RunStory {
    rounds = List.copyOf(rounds);
  }

  /**
   * Reads a run's folder: its rounds, and their PSNR from its log or, as the demonstration leaves
   * it, from the encoded signals of each round.
   *
   * @param folder the folder
   * @return the story
   * @throws InputException if a file in it cannot be read
   */
  public static RunStory of(RunFolder folder) {
    Map<Integer, Double> logged = logged(folder.log());
    List<Round> rounds = new ArrayList<>();
    for (int k : folder.rounds()) {
      Siren siren = CheckpointFile.read(folder.round(k)).siren();
      Layout layout = siren.layout();
      List<Integer> layers =
          layout.blocks().stream()
              .filter(b -> b.kind() == Block.Kind.WEIGHT)
              .map(b -> siren.moves().in(b).length)
              .toList();
      Path encoded = folder.path().resolve(String.format(Locale.ROOT, "round-%02d", k));
      double psnr = logged.containsKey(k) ? logged.get(k) : encoded(encoded);
      rounds.add(
          new Round(
              k,
              layout.weights(),
              layout.density(),
              layout.size(),
              siren.moves().count(layout.size()),
              layers,
              psnr));
    }
    return new RunStory(rounds);
  }

  private static Map<Integer, Double> logged(Path log) {
    Map<Integer, Double> psnr = new HashMap<>();
    for (JsonObject entry : new JsonLines(log).read()) {
      if (entry.has("psnrAdam100")) {
        psnr.put(entry.getInt("round"), entry.getDouble("psnrAdam100"));
      }
    }
    return psnr;
  }

  private static double encoded(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Double.NaN;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".inr"))
          .sorted()
          .mapToDouble(file -> InrFile.read(file).psnr())
          .average()
          .orElse(Double.NaN);
    } catch (IOException e) {
      throw new InputException(folder + ": cannot be read", e);
    }
  }

  /** {@return the rounds as JSON objects} */
  public List<Map<String, Object>> toJson() {
    List<Map<String, Object>> json = new ArrayList<>();
    for (Round round : rounds) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("round", round.round());
      row.put("weights", round.weights());
      row.put("density", round.density());
      if (!round.allMove()) {
        row.put("moves", round.moves());
      }
      row.put("layers", round.layers());
      row.put("psnr", Double.isNaN(round.psnr()) ? null : round.psnr());
      json.add(row);
    }
    return json;
  }

  /**
   * {@return a table: rounds; survivors or, where rounds take from those, the parameters that move;
   * the same by layer from the first on; decibels}
   */
  public Table table() {
    boolean shares = rounds.stream().anyMatch(round -> !round.allMove());
    String what = shares ? "moves" : "weights";
    Table table = new Table("round", what, "kept", "by layer", "PSNR dB");
    for (Round round : rounds) {
      double kept = shares ? round.moves() / (double) round.parameters() : round.density();
      table.add(
          round.round() == 0 ? "0 (dense)" : Integer.toString(round.round()),
          Integer.toString(shares ? round.moves() : round.weights()),
          String.format(Locale.ROOT, "%.1f %%", 100 * kept),
          round.layers().stream()
              .map(n -> String.format(Locale.ROOT, "%6d", n))
              .collect(Collectors.joining(" ")),
          Double.isNaN(round.psnr()) ? "-" : String.format(Locale.ROOT, "%.2f", round.psnr()));
    }
    return table;
  }

  /** The {@link #table()} as text. */
  @Override
  public String toString() {
    return table().toString();
  }
}
